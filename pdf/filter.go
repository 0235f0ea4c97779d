package pdf

import (
	"bytes"
	"compress/zlib"
	"encoding/ascii85"
	"io"
	"slices"
)

// data unpacks a stream; of one that is broken, what comes before that. One
// that is packed in a way not known here, as pictures are, is empty.
func (f *file) data(s *stream) []byte {
	filters, params := f.array(s.dict["Filter"]), f.array(s.dict["DecodeParms"])
	if n, ok := f.get(s.dict["Filter"]).(name); ok {
		filters, params = array{n}, array{s.dict["DecodeParms"]}
	}
	b := s.raw
	if f.lock != nil && s.dict["Type"] != object(name("XRef")) {
		b = f.lock.open(s)
	}
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
