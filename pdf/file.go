package pdf

import (
	"bytes"
	"compress/zlib"
	"encoding/ascii85"
	"errors"
	"io"
	"slices"
	"strconv"
)

// A file is the objects of a PDF. They are found by going through the bytes, as
// tables of where they lie are often broken and can be made to mislead.
type file struct {
	objects map[ref]object
	trailer dict
	budget  int // bytes that may still be unpacked
}

// What may be unpacked of one file, and of one stream in it.
const (
	maxUnpacked = 256 << 20
	maxStream   = 64 << 20
)

// open finds the objects of a PDF. Of two with one number the later counts, as
// files are changed by adding to them.
func open(b []byte) *file {
	f := &file{objects: map[ref]object{}, trailer: dict{}, budget: maxUnpacked}
	for at := 0; ; {
		i := bytes.Index(b[at:], []byte("obj"))
		if i < 0 {
			break
		}
		at += i + len("obj")
		n, ok := numberBefore(b[:at-len("obj")])
		if !ok {
			continue
		}
		l := lexer{b: b, at: at}
		o, _ := l.next()
		if d, ok := o.(dict); ok {
			if raw, end := streamAt(b, l.at, d); raw != nil {
				o, l.at = &stream{d, raw}, end
			}
		}
		at = l.at
		f.put(n, o)
	}
	for at := 0; ; {
		i := bytes.Index(b[at:], []byte("trailer"))
		if i < 0 {
			return f
		}
		at += i + len("trailer")
		l := lexer{b: b, at: at}
		o, _ := l.next()
		d, _ := o.(dict)
		f.trail(d)
	}
}

// numberBefore reads the two numbers that stand before "obj" and returns the
// first.
func numberBefore(b []byte) (ref, bool) {
	var n int
	for range 2 {
		end := len(bytes.TrimRight(b, " \t\r\n\f\x00"))
		start := end
		for start > 0 && end-start < 10 && b[start-1] >= '0' && b[start-1] <= '9' {
			start--
		}
		var err error
		if n, err = strconv.Atoi(string(b[start:end])); err != nil {
			return 0, false
		}
		b = b[:start]
	}
	return ref(n), true
}

// streamAt returns the bytes of a stream whose dictionary ends at at, and where
// it ends; nil if there is none.
func streamAt(b []byte, at int, d dict) ([]byte, int) {
	l := lexer{b: b, at: at}
	if o, _ := l.next(); o != object(word("stream")) {
		return nil, 0
	}
	at = l.at
	if at < len(b) && b[at] == '\r' {
		at++
	}
	if at < len(b) && b[at] == '\n' {
		at++
	}
	mark := []byte("endstream")
	if n, ok := d["Length"].(float64); ok && n >= 0 && n <= float64(len(b)-at) {
		end := at + int(n)
		if bytes.HasPrefix(bytes.TrimLeft(b[end:min(len(b), end+len(mark)+4)], "\r\n \t"), mark) {
			return b[at:end:end], end
		}
	}
	end := len(b)
	if i := bytes.Index(b[at:], mark); i >= 0 {
		end = at + i
	}
	return b[at:end:end], end
}

// put takes an object, and those that a stream of objects holds.
func (f *file) put(n ref, o object) {
	f.objects[n] = o
	s, ok := o.(*stream)
	if !ok {
		return
	}
	switch s.dict["Type"] {
	case name("XRef"):
		f.trail(s.dict)
	case name("ObjStm"):
		count, _ := s.dict["N"].(float64)
		first, _ := s.dict["First"].(float64)
		if f.trailer["Encrypt"] != nil {
			return
		}
		data := f.data(s)
		if first < 0 || first > float64(len(data)) {
			return
		}
		head := lexer{b: data[:int(first)]}
		for range int(min(count, 1e6)) {
			n, ok := head.next()
			off, ok2 := head.next()
			num, isNum := n.(float64)
			where, isOff := off.(float64)
			if !ok || !ok2 || !isNum || !isOff || where < 0 || first+where >= float64(len(data)) {
				return
			}
			l := lexer{b: data, at: int(first + where)}
			f.objects[ref(num)], _ = l.next()
		}
	}
}

func (f *file) trail(d dict) {
	for _, k := range []name{"Root", "Info", "Encrypt"} {
		if d[k] != nil {
			f.trailer[k] = d[k]
		}
	}
}

// get follows references.
func (f *file) get(o object) object {
	for range 8 {
		r, ok := o.(ref)
		if !ok {
			return o
		}
		o = f.objects[r]
	}
	return nil
}

func (f *file) dict(o object) dict {
	switch o := f.get(o).(type) {
	case dict:
		return o
	case *stream:
		return o.dict
	}
	return nil
}

func (f *file) array(o object) array {
	a, _ := f.get(o).(array)
	return a
}

func (f *file) name(o object) name {
	n, _ := f.get(o).(name)
	return n
}

func (f *file) number(o object) float64 {
	n, _ := f.get(o).(float64)
	return n
}

// data unpacks a stream; of one that is broken, what comes before that. One
// that is packed in a way not known here, as pictures are, is empty.
func (f *file) data(s *stream) []byte {
	filters, params := f.array(s.dict["Filter"]), f.array(s.dict["DecodeParms"])
	if n, ok := f.get(s.dict["Filter"]).(name); ok {
		filters, params = array{n}, array{s.dict["DecodeParms"]}
	}
	b := s.raw
	for i, filter := range filters {
		var parm dict
		if i < len(params) {
			parm = f.dict(params[i])
		}
		var r io.Reader
		switch f.name(filter) {
		case "FlateDecode", "Fl":
			z, err := zlib.NewReader(bytes.NewReader(b))
			if err != nil {
				return nil
			}
			r = z
		case "ASCII85Decode", "A85":
			b, _, _ = bytes.Cut(bytes.TrimPrefix(bytes.TrimSpace(b), []byte("<~")), []byte("~"))
			r = ascii85.NewDecoder(bytes.NewReader(b))
		case "ASCIIHexDecode", "AHx":
			l := lexer{b: b}
			r = bytes.NewReader([]byte(l.hex()))
		case "RunLengthDecode", "RL":
			r = &runs{b: b}
		default:
			return nil
		}
		b, _ = io.ReadAll(io.LimitReader(r, int64(min(maxStream, f.budget)))) // what is broken is read up to there
		f.budget -= len(b)
		if f.number(parm["Predictor"]) >= 10 {
			b = unpredict(b, f.number(parm["Columns"])*max(f.number(parm["Colors"]), 1)*max(f.number(parm["BitsPerComponent"]), 8)/8)
		}
	}
	return b
}

// unpredict undoes the filters of PNG on lines of so many bytes.
func unpredict(b []byte, columns float64) []byte {
	if columns < 1 || columns >= float64(len(b)) {
		columns = max(1, min(columns, float64(len(b)-1)))
	}
	n := int(columns)
	last := make([]byte, n)
	var out []byte
	for ; len(b) > 1; b = b[min(len(b), n+1):] {
		line := slices.Clone(b[1:min(len(b), n+1)])
		for i := range line {
			var left, above, corner byte
			if above = last[i]; i > 0 {
				left, corner = line[i-1], last[i-1]
			}
			switch b[0] {
			case 1:
				line[i] += left
			case 2:
				line[i] += above
			case 3:
				line[i] += byte((int(left) + int(above)) / 2)
			case 4:
				line[i] += paeth(left, above, corner)
			}
		}
		out = append(out, line...)
		copy(last, line)
	}
	return out
}

func paeth(a, b, c byte) byte {
	p := int(a) + int(b) - int(c)
	da, db, dc := abs(p-int(a)), abs(p-int(b)), abs(p-int(c))
	switch {
	case da <= db && da <= dc:
		return a
	case db <= dc:
		return b
	}
	return c
}

func abs[T int | float64](n T) T { return max(n, -n) }

// runs undoes run-length packing.
type runs struct {
	b    []byte
	left []byte
}

// Read implements [io.Reader].
func (r *runs) Read(p []byte) (int, error) {
	for len(r.left) == 0 {
		if len(r.b) < 2 || r.b[0] == 128 {
			return 0, io.EOF
		}
		n := int(r.b[0])
		if n < 128 {
			n = min(n+1, len(r.b)-1)
			r.left, r.b = r.b[1:n+1], r.b[n+1:]
		} else {
			r.left, r.b = bytes.Repeat(r.b[1:2], 257-n), r.b[2:]
		}
	}
	n := copy(p, r.left)
	r.left = r.left[n:]
	return n, nil
}

// ErrEncrypted says that a file cannot be read without a password or a key.
var ErrEncrypted = errors.New("this PDF is encrypted; save it without its password or protection")
