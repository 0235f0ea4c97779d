package ledger

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"math/big"
	"slices"
	"time"

	"github.com/recountlab/recount"
)

// An OTS is a proof in the form of OpenTimestamps: operations that lead from a
// digest to something others keep, such as a block of the Bitcoin chain.
type OTS struct {
	Of   recount.Digest // what was stamped
	Ends []OTSEnd

	raw []byte
}

// An OTSEnd is one place to which a proof leads.
type OTSEnd struct {
	Message []byte // what the operations make of the digest
	Pending string // address of the calendar that has promised to go on, "" if it has
	Block   int64  // height of the block whose Merkle root Message is, 0 if it is none

	start, end int  // of the bytes that say so
	last       bool // of the ends and operations on its message
}

const (
	otsMagic  = "\x00OpenTimestamps\x00\x00Proof\x00\xbf\x89\xe2\xe8\x84\xe8\x92\x94\x01\x08" // version 1, of a SHA-256
	otsMost   = 4096                                                                          // bytes of a message or an argument
	otsDeep   = 256                                                                           // operations in a row
	otsLong   = 64 << 10                                                                      // bytes of a proof
	otsBlock  = "\x05\x88\x96\x0d\x73\xd7\x19\x01"
	otsPend   = "\x83\xdf\xe3\x0d\x2e\xf9\x0c\x8e"
	opAppend  = 0xf0
	opPrepend = 0xf1
	opSHA256  = 0x08
	otsMore   = 0xff // another follows
	otsEnd    = 0x00
)

// ParseOTS reads a detached proof (.ots). Operations other than those that
// calendars use are ErrInvalid.
func ParseOTS(b []byte) (OTS, error) {
	head := len(otsMagic) + sha256.Size
	if len(b) < head || string(b[:len(otsMagic)]) != otsMagic || len(b) > otsLong {
		return OTS{}, fmt.Errorf("OpenTimestamps: no proof of a SHA-256: %w", recount.ErrInvalid)
	}
	o := OTS{Of: recount.Digest(b[len(otsMagic):head]), raw: b}
	r := &otsReader{b: b, at: head}
	r.node(o.Of[:], otsDeep)
	if r.err == nil && r.at != len(b) {
		r.fail("%d bytes after its end", len(b)-r.at)
	}
	o.Ends = r.ends
	return o, r.err
}

type otsReader struct {
	b    []byte
	at   int
	top  int // where the last end or operation of the outermost message begins
	ends []OTSEnd
	err  error
}

func (r *otsReader) fail(format string, args ...any) {
	if r.err == nil {
		r.err = fmt.Errorf("OpenTimestamps, byte %d: %s: %w", r.at, fmt.Sprintf(format, args...), recount.ErrInvalid)
	}
}

// take returns the next n bytes, nil if there are not as many.
func (r *otsReader) take(n int) []byte {
	if r.err != nil || n > len(r.b)-r.at {
		r.fail("it is cut off")
		return nil
	}
	r.at += n
	return r.b[r.at-n : r.at]
}

func (r *otsReader) byte() byte {
	if b := r.take(1); b != nil {
		return b[0]
	}
	return 0
}

// bytes reads a length and as many bytes, most at the most.
func (r *otsReader) bytes(most int) []byte {
	n, size := binary.Uvarint(r.b[r.at:])
	if size <= 0 || n > uint64(most) {
		r.fail("a length that cannot be")
		return nil
	}
	r.at += size
	return r.take(int(n))
}

// node reads all that is done with a message, and where it leads.
func (r *otsReader) node(message []byte, deep int) {
	if deep == 0 {
		r.fail("more than %d operations in a row", otsDeep)
	}
	for r.err == nil {
		tag := r.byte()
		more := tag == otsMore
		if more {
			tag = r.byte()
		}
		start := r.at - 1
		if deep == otsDeep {
			r.top = start
		}
		if tag == otsEnd {
			r.end(message, start, !more)
		} else if next := r.op(tag, message); r.err == nil {
			r.node(next, deep-1)
		}
		if !more {
			return
		}
	}
}

func (r *otsReader) op(tag byte, message []byte) []byte {
	switch tag {
	case opSHA256:
		d := sha256.Sum256(message)
		return d[:]
	case opAppend, opPrepend:
		arg := r.bytes(otsMost)
		if len(arg) == 0 || len(arg)+len(message) > otsMost {
			r.fail("a message of no or too many bytes")
		}
		if tag == opAppend {
			return slices.Concat(message, arg)
		}
		return slices.Concat(arg, message)
	}
	r.fail("operation %#02x is not known", tag)
	return nil
}

// end reads where a message leads. What is of no known kind is passed over.
func (r *otsReader) end(message []byte, start int, last bool) {
	kind := string(r.take(8))
	payload := r.bytes(8192)
	e := OTSEnd{Message: message, start: start, end: r.at, last: last}
	switch kind {
	case otsPend:
		in := &otsReader{b: payload}
		e.Pending = string(in.bytes(1000))
		if in.err != nil || e.Pending == "" {
			r.fail("a calendar without an address")
		}
	case otsBlock:
		n, size := binary.Uvarint(payload)
		if size <= 0 || n == 0 || n > 1<<40 || len(message) != sha256.Size {
			r.fail("a block that cannot be")
		}
		e.Block = int64(n)
	}
	if r.err == nil {
		r.ends = append(r.ends, e)
	}
}

// Block is the earliest block that the proof leads to, 0 if it leads to none.
func (o OTS) Block() (height int64) {
	for _, e := range o.Ends {
		if e.Block > 0 && (height == 0 || e.Block < height) {
			height = e.Block
		}
	}
	return height
}

// AskCalendar returns what to send to a calendar so that it does not learn what
// is stamped, and what to make of its answer: the proof.
func AskCalendar(imprint recount.Digest, nonce [16]byte) (ask recount.Digest, proof func(answer []byte) ([]byte, error)) {
	message := slices.Concat(imprint[:], nonce[:])
	return recount.Sum(message), func(answer []byte) ([]byte, error) {
		b := slices.Concat([]byte(otsMagic), imprint[:], []byte{opAppend, byte(len(nonce))}, nonce[:], []byte{opSHA256}, answer)
		_, err := ParseOTS(b)
		return b, err
	}
}

// Upgrade puts in the place of a pending end what its calendar answers to
// the question for its message.
func (o OTS) Upgrade(e OTSEnd, answer []byte) ([]byte, error) {
	r := &otsReader{b: answer}
	if r.node(e.Message, otsDeep); r.err == nil && r.at != len(answer) {
		r.fail("%d bytes after its end", len(answer)-r.at)
	}
	if r.err != nil {
		return nil, r.err
	}
	if !e.last { // then what is last in the answer is not
		answer = slices.Concat(answer[:r.top], []byte{otsMore}, answer[r.top:])
		e.start-- // the mark before it is in the answer now
	}
	b := slices.Concat(o.raw[:e.start], answer, o.raw[e.end:])
	_, err := ParseOTS(b)
	return b, err
}

// A Header is the head of a block of the Bitcoin chain, 80 bytes.
type Header [80]byte

// Time is when the block was made, to within two hours, as its maker says.
func (h Header) Time() time.Time {
	return time.Unix(int64(binary.LittleEndian.Uint32(h[68:])), 0).UTC()
}

// Check reports whether the work that h states was done for it, so that no byte
// of it was changed. Whether it is part of the chain only a node can tell.
func (h Header) Check() error {
	bits := binary.LittleEndian.Uint32(h[72:])
	target := new(big.Int).Lsh(big.NewInt(int64(bits&0x7fffff)), 8*uint(max(3, bits>>24)-3))
	once := sha256.Sum256(h[:])
	hash := sha256.Sum256(once[:])
	slices.Reverse(hash[:])
	if new(big.Int).SetBytes(hash[:]).Cmp(target) > 0 {
		return fmt.Errorf("block header %x: the work it states was not done: %w", hash, recount.ErrInvalid)
	}
	return nil
}

// In reports whether the block with header h holds what the proof is of.
func (o OTS) In(height int64, h Header) bool {
	return slices.ContainsFunc(o.Ends, func(e OTSEnd) bool { return e.Block == height && bytes.Equal(e.Message, h[36:68]) })
}
