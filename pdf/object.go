package pdf

import (
	"bytes"
	"strconv"
)

// An object is nil, a bool, a float64, a name, a str, an array, a dict, a ref,
// a *stream or, where anything may stand, a word.
type object any

type (
	name  string
	str   string
	word  string // an operator, or a word of the file's own such as "obj"
	array []object
	dict  map[name]object
	ref   int // to the object with the number; generations are passed over
)

type stream struct {
	dict
	raw      []byte
	num, gen int
}

// maxDepth is how deep arrays and dictionaries may lie in each other; what is
// deeper is left out.
const maxDepth = 64

// A lexer reads objects from bytes.
type lexer struct {
	b     []byte
	at    int
	depth int
}

func isSpace(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0
}

func isDelim(c byte) bool { return bytes.IndexByte([]byte("()<>[]{}/%"), c) >= 0 }

func (l *lexer) space() {
	for l.at < len(l.b) {
		switch c := l.b[l.at]; {
		case isSpace(c):
			l.at++
		case c == '%':
			for l.at < len(l.b) && l.b[l.at] != '\n' && l.b[l.at] != '\r' {
				l.at++
			}
		default:
			return
		}
	}
}

// The signs that end what they close.
const (
	endArray = word("]")
	endDict  = word(">>")
)

// next returns the next object; false at the end.
func (l *lexer) next() (object, bool) {
	l.space()
	if l.at >= len(l.b) {
		return nil, false
	}
	c := l.b[l.at]
	l.at++
	if l.depth > maxDepth && (c == '[' || c == '<') { // not followed any deeper
		return word(c), true
	}
	switch c {
	case '/':
		return l.name(), true
	case '(':
		return l.literal(), true
	case '[':
		return l.list(endArray), true
	case ']':
		return endArray, true
	case '<':
		if l.at < len(l.b) && l.b[l.at] == '<' {
			l.at++
			return pairs(l.list(endDict)), true
		}
		return l.hex(), true
	case '>':
		if l.at < len(l.b) && l.b[l.at] == '>' {
			l.at++
		}
		return endDict, true
	case ')', '{', '}':
		return word(c), true
	}
	start := l.at - 1
	for l.at < len(l.b) && !isSpace(l.b[l.at]) && !isDelim(l.b[l.at]) {
		l.at++
	}
	w := string(l.b[start:l.at])
	if c >= '0' && c <= '9' || c == '+' || c == '-' || c == '.' {
		if f, err := strconv.ParseFloat(w, 64); err == nil && f < 1e12 && f > -1e12 {
			return f, true
		}
	}
	switch w {
	case "true":
		return true, true
	case "false":
		return false, true
	case "null":
		return nil, true
	}
	return word(w), true
}

// list reads objects up to a closing sign.
func (l *lexer) list(end word) (out array) {
	l.depth++
	defer func() { l.depth-- }()
	for {
		o, ok := l.next()
		if !ok || o == object(end) {
			return out
		}
		if o == object(word("R")) && len(out) >= 2 {
			if n, ok := out[len(out)-2].(float64); ok {
				out = append(out[:len(out)-2], ref(n))
				continue
			}
		}
		if _, ok := o.(word); !ok {
			out = append(out, o)
		}
	}
}

func pairs(a array) dict {
	d := dict{}
	for i := 0; i+1 < len(a); i++ {
		if k, ok := a[i].(name); ok {
			d[k] = a[i+1]
			i++
		}
	}
	return d
}

func (l *lexer) name() name {
	start := l.at
	for l.at < len(l.b) && !isSpace(l.b[l.at]) && !isDelim(l.b[l.at]) {
		l.at++
	}
	raw := l.b[start:l.at]
	if bytes.IndexByte(raw, '#') < 0 {
		return name(raw)
	}
	var out []byte
	for i := 0; i < len(raw); i++ {
		if raw[i] == '#' && i+2 < len(raw) {
			if n, err := strconv.ParseUint(string(raw[i+1:i+3]), 16, 8); err == nil {
				out = append(out, byte(n))
				i += 2
				continue
			}
		}
		out = append(out, raw[i])
	}
	return name(out)
}

func (l *lexer) hex() str {
	var out []byte
	half, high := false, byte(0)
	for l.at < len(l.b) {
		c := l.b[l.at]
		l.at++
		if c == '>' {
			break
		}
		d, err := strconv.ParseUint(string(c), 16, 8)
		if err != nil || c >= 0x80 {
			continue
		}
		if half {
			out = append(out, high<<4|byte(d))
		}
		high, half = byte(d), !half
	}
	if half {
		out = append(out, high<<4)
	}
	return str(out)
}

var escapes = map[byte]byte{'n': '\n', 'r': '\r', 't': '\t', 'b': '\b', 'f': '\f'}

// literal reads a string in brackets, which may hold brackets.
func (l *lexer) literal() str {
	var out []byte
	for open := 1; l.at < len(l.b); {
		c := l.b[l.at]
		l.at++
		switch c {
		case '(':
			open++
		case ')':
			if open--; open == 0 {
				return str(out)
			}
		case '\\':
			if l.at >= len(l.b) {
				return str(out)
			}
			c = l.b[l.at]
			l.at++
			switch {
			case c >= '0' && c <= '7':
				n := int(c - '0')
				for i := 0; i < 2 && l.at < len(l.b) && l.b[l.at] >= '0' && l.b[l.at] <= '7'; i++ {
					n = n*8 + int(l.b[l.at]-'0')
					l.at++
				}
				c = byte(n)
			case c == '\r':
				if l.at < len(l.b) && l.b[l.at] == '\n' {
					l.at++
				}
				continue
			case c == '\n':
				continue
			case escapes[c] != 0:
				c = escapes[c]
			}
		}
		out = append(out, c)
	}
	return str(out)
}
