package pdf

import (
	"bytes"
	"iter"
	"strconv"
)

// A file is the objects of a PDF. They are found by going through the bytes, as
// tables of where they lie are often broken and can be made to mislead.
type file struct {
	objects map[ref]object
	trailer dict
	budget  int      // bytes that may still be unpacked
	lock    *cryptor // nil if the file is not encrypted
}

// What may be unpacked of one file, and of one stream in it.
const (
	maxUnpacked = 256 << 20
	maxStream   = 64 << 20
)

// open finds the objects of a PDF. Of two with one number the later counts, as
// files are changed by adding to them.
func open(b []byte) (*file, error) {
	f := &file{objects: map[ref]object{}, trailer: dict{}, budget: maxUnpacked}
	rank := map[ref]int{} // where in the file an object was found
	var packs []*stream   // streams of objects
	var ranks []int
	for at := 0; ; {
		i := bytes.Index(b[at:], []byte("obj"))
		if i < 0 {
			break
		}
		at += i + len("obj")
		n, gen, ok := numbersBefore(b[:at-len("obj")])
		if !ok {
			continue
		}
		l := lexer{b: b, at: at}
		o, _ := l.next()
		if d, ok := o.(dict); ok {
			if raw, end := streamAt(b, l.at, d); raw != nil {
				s := &stream{d, raw, int(n), gen}
				switch o, l.at = s, end; d["Type"] {
				case name("XRef"):
					f.trail(d)
				case name("ObjStm"):
					packs, ranks = append(packs, s), append(ranks, at)
				}
			}
		}
		f.objects[n], rank[n] = o, at
		at = l.at
	}
	for at := 0; ; {
		i := bytes.Index(b[at:], []byte("trailer"))
		if i < 0 {
			break
		}
		at += i + len("trailer")
		l := lexer{b: b, at: at}
		o, _ := l.next()
		d, _ := o.(dict)
		f.trail(d)
	}
	if f.trailer["Encrypt"] != nil {
		if err := f.unlock(); err != nil {
			return f, err
		}
	}
	for i, s := range packs {
		for n, o := range f.packed(s) {
			if at, ok := rank[n]; !ok || at < ranks[i] {
				f.objects[n], rank[n] = o, ranks[i]
			}
		}
	}
	return f, nil
}

// numbersBefore reads the number and the generation that stand before "obj".
func numbersBefore(b []byte) (n ref, gen int, ok bool) {
	var out [2]int
	for i := range out {
		end := len(bytes.TrimRight(b, " \t\r\n\f\x00"))
		start := end
		for start > 0 && end-start < 10 && b[start-1] >= '0' && b[start-1] <= '9' {
			start--
		}
		var err error
		if out[i], err = strconv.Atoi(string(b[start:end])); err != nil {
			return 0, 0, false
		}
		b = b[:start]
	}
	return ref(out[1]), out[0], true
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

// packed yields the objects that a stream of objects holds, by their numbers.
func (f *file) packed(s *stream) iter.Seq2[ref, object] {
	return func(yield func(ref, object) bool) {
		count, _ := s.dict["N"].(float64)
		first, _ := s.dict["First"].(float64)
		data := f.data(s)
		if first < 0 || first > float64(len(data)) {
			return
		}
		head := lexer{b: data[:int(first)]}
		for range int(min(count, 1e6)) {
			n, _ := head.next()
			off, _ := head.next()
			num, isNum := n.(float64)
			where, isOff := off.(float64)
			if !isNum || !isOff || where < 0 || first+where >= float64(len(data)) {
				return
			}
			l := lexer{b: data, at: int(first + where)}
			if o, ok := l.next(); !ok || !yield(ref(num), o) {
				return
			}
		}
	}
}

func (f *file) trail(d dict) {
	for _, k := range []name{"Root", "Info", "Encrypt", "ID"} {
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
