package ledger_test

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/ledger"
)

const (
	pending = "\x00\x83\xdf\xe3\x0d\x2e\xf9\x0c\x8e\x0e\x0dhttps://cal.x" // a promise of https://cal.x
	inBlock = "\x00\x05\x88\x96\x0d\x73\xd7\x19\x01\x03\xe6\xef\x15"      // block 358374
	unknown = "\x00\x06\x86\x9a\x0d\x73\xd7\x1b\x45\x01\x05"
)

// proof is what a calendar's answer makes of a digest.
func proof(t testing.TB, answer string) ([]byte, error) {
	t.Helper()
	_, make := ledger.AskCalendar(recount.Sum([]byte("checkpoint")), [16]byte{1})
	return make([]byte(answer))
}

func TestProofsOfCalendars(t *testing.T) {
	of := recount.Sum([]byte("checkpoint"))
	ask, _ := ledger.AskCalendar(of, [16]byte{1})
	if ask != recount.Sum(slices.Concat(of[:], []byte{1}, make([]byte, 15))) {
		t.Error("a calendar is not asked for the digest with the number behind it")
	}
	left := recount.Sum(slices.Concat([]byte("ab"), ask[:]))
	b, err := proof(t, "\xff"+pending+"\xf1\x02ab\x08"+inBlock)
	if err != nil {
		t.Fatal(err)
	}
	o, err := ledger.ParseOTS(b)
	if err != nil || o.Of != of || len(o.Ends) != 2 || o.Ends[0].Pending != "https://cal.x" || !bytes.Equal(o.Ends[0].Message, ask[:]) || o.Ends[1].Block != 358374 || !bytes.Equal(o.Ends[1].Message, left[:]) || o.Block() != 358374 {
		t.Errorf("%+v, %v", o, err)
	}
	for answer, want := range map[string]string{
		"":                          "cut off",
		"\xff" + pending:            "cut off",
		pending + "x":               "bytes after its end",
		"\x67" + pending:            "operation 0x67 is not known",
		"\xf0\x00" + pending:        "no or too many bytes",
		"\xf0\xff\xff\x7f":          "a length that cannot be",
		strings.Repeat("\x08", 300): "more than 256 operations",
		"\xf1\x02ab" + inBlock:      "a block that cannot be",
		"\x00\x83\xdf\xe3\x0d\x2e\xf9\x0c\x8e\x01\x00": "a calendar without an address",
		strings.Repeat("\xff"+pending, 4000) + pending: "no proof of a SHA-256",
	} {
		if _, err := proof(t, answer); !errors.Is(err, recount.ErrInvalid) || !strings.Contains(err.Error(), want) {
			t.Errorf("%.40q: %v, want %q", answer, err, want)
		}
	}
	if _, err := ledger.ParseOTS([]byte("hello")); !errors.Is(err, recount.ErrInvalid) {
		t.Error(err)
	}
}

// What a calendar goes on with stands in the place of its promise, wherever that
// stands.
func TestPromisesAreUpgraded(t *testing.T) {
	for _, answer := range []string{pending, "\xff" + pending + pending, "\xff" + pending + "\x08" + unknown, "\xff\x08" + pending + unknown, "\x08\xff" + pending + inBlock} {
		b, err := proof(t, answer)
		if err != nil {
			t.Fatalf("%q: %v", answer, err)
		}
		o, err := ledger.ParseOTS(b)
		if err != nil {
			t.Fatal(err)
		}
		i := slices.IndexFunc(o.Ends, func(e ledger.OTSEnd) bool { return e.Pending != "" })
		for _, more := range []string{"\x08" + inBlock, "\xff" + unknown + "\x08" + inBlock, "\xff\x08" + inBlock + unknown} {
			longer, err := o.Upgrade(o.Ends[i], []byte(more))
			if err != nil {
				t.Errorf("%q with %q: %v", answer, more, err)
				continue
			}
			now, err := ledger.ParseOTS(longer)
			want := recount.Sum(o.Ends[i].Message)
			there := func(e ledger.OTSEnd) bool { return e.Block == 358374 && bytes.Equal(e.Message, want[:]) }
			if err != nil || now.Of != o.Of || !slices.ContainsFunc(now.Ends, there) || len(now.Ends) != len(o.Ends)+strings.Count(more, "\xff") {
				t.Errorf("%q with %q: %+v, %v", answer, more, now.Ends, err)
			}
		}
		if _, err := o.Upgrade(o.Ends[i], []byte("\x08")); !errors.Is(err, recount.ErrInvalid) {
			t.Errorf("with half an answer: %v", err)
		}
	}
}

// The first block of the chain, as everybody knows it.
const genesis = "0100000000000000000000000000000000000000000000000000000000000000000000003ba3edfd7a7b12b27ac72c3e67768f617fc81bc3888a51323a9fb8aa4b1e5e4a29ab5f49ffff001d1dac2b7c"

func TestHeaders(t *testing.T) {
	b, err := hex.DecodeString(genesis)
	if err != nil {
		t.Fatal(err)
	}
	h := ledger.Header(b)
	if err := h.Check(); err != nil || !h.Time().Equal(time.Date(2009, 1, 3, 18, 15, 5, 0, time.UTC)) {
		t.Errorf("%v, %s", err, h.Time())
	}
	for i := range h {
		changed := h
		changed[i] ^= 1
		if changed.Check() == nil && i != 75 { // the size of the target itself
			t.Errorf("byte %d was changed", i)
		}
	}
	p, err := proof(t, "\x08"+inBlock)
	if err != nil {
		t.Fatal(err)
	}
	o, err := ledger.ParseOTS(p)
	if err != nil || o.In(358374, h) {
		t.Errorf("it is in another block: %v", err)
	}
	copy(h[36:], o.Ends[0].Message)
	if !o.In(358374, h) || o.In(358375, h) {
		t.Error("it is not in its block")
	}
}

func FuzzParseOTS(f *testing.F) {
	for _, s := range []string{pending, "\xff" + pending + "\xf1\x02ab\x08" + inBlock, "\x08\xf0\x01a" + unknown} {
		b, err := proof(f, s)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b, []byte("\x08"+inBlock))
	}
	f.Fuzz(func(t *testing.T, b, answer []byte) {
		o, err := ledger.ParseOTS(b)
		if err != nil {
			return
		}
		for _, e := range o.Ends {
			if len(e.Message) > 4096 || e.Block < 0 {
				t.Fatalf("%+v", e)
			}
			if longer, err := o.Upgrade(e, answer); err == nil {
				if now, err := ledger.ParseOTS(longer); err != nil || now.Of != o.Of || len(now.Ends) < len(o.Ends) && binary.Size(answer) > 0 {
					t.Fatalf("%x with %x: %+v, %v", b, answer, now, err)
				}
			}
		}
	})
}
