package web

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
)

// Pages are written in English. Their sentences are the keys under which the
// other languages keep theirs: a template is cut into its texts before it is
// parsed, each is put into the other language, and what was found in it (a
// figure, a link, a name) keeps its place by number:
//
//	<p>{{.Size}} entries. <a href="/ledger">How to verify</a>.</p>
//
// is the message "{1} entries. <2>How to verify</2>.". A text ends where an
// element that is no part of a sentence begins or ends, where a condition or a
// range does, and at " · ".

// translated returns the source of a template with each message replaced by
// what put makes of it. Marks that stand between messages are put too.
func translated(src string, put func(msg string) string) string {
	var b strings.Builder
	var run []snippet
	flush := func() {
		for _, part := range sentences(run) {
			b.WriteString(render(part, put))
		}
		run = run[:0]
	}
	for _, t := range tokens(src) {
		switch t.kind {
		case control, block:
			flush()
			b.WriteString(attributes(t.src, put))
		default:
			run = append(run, t)
		}
	}
	flush()
	return b.String()
}

type tokenKind int

const (
	words   tokenKind = iota
	output            // an action that writes something
	control           // an action that does not
	opened            // an element within a sentence begins
	closed            // and ends
	whole             // an element of which nothing is translated, with its content
	block             // any other tag
)

type snippet struct {
	kind tokenKind
	src  string
	name string // of an element
}

var inlines = map[string]bool{"a": true, "abbr": true, "b": true, "bdi": true, "em": true, "i": true, "small": true, "span": true, "strong": true, "time": true}

var wholes = map[string]bool{"code": true, "kbd": true, "pre": true, "script": true, "style": true}

var controls = regexp.MustCompile(`^\{\{-?\s*(if|else|end|range|with|template|define|block|break|continue|/\*|\$\w+\s*:?=)`)

// tokens cuts the source of a template.
func tokens(src string) (out []snippet) {
	for len(src) > 0 {
		end, t := 0, snippet{}
		switch {
		case strings.HasPrefix(src, "{{"):
			end = actionEnd(src)
			t.kind = output
			if controls.MatchString(src[:end]) {
				t.kind = control
			}
		case isTag(src):
			end = tagEnd(src)
			name, closing := tagName([]byte(src[:end]))
			t = snippet{kind: block, name: name}
			switch {
			case wholes[name] && !closing:
				if i := strings.Index(src, "</"+name+">"); i >= 0 {
					end = i + len("</"+name+">")
				}
				if t.kind = whole; name == "script" || name == "style" || name == "pre" {
					t.kind = block
				}
			case inlines[name] && closing:
				t.kind = closed
			case inlines[name]:
				t.kind = opened
			}
		default:
			for end = 1; end < len(src) && !strings.HasPrefix(src[end:], "{{") && !isTag(src[end:]); end++ {
			}
		}
		t.src, src = src[:end], src[end:]
		if t.kind == words {
			for i, s := range strings.Split(t.src, " · ") {
				if i > 0 {
					out = append(out, snippet{kind: control, src: " · "})
				}
				kind := words
				if strings.TrimSpace(s) == "" && strings.Contains(s, "\n") { // a line of the source ends an item
					kind = control
				}
				out = append(out, snippet{kind: kind, src: s})
			}
			continue
		}
		out = append(out, t)
	}
	return out
}

func isTag(s string) bool {
	return len(s) > 1 && s[0] == '<' && (s[1] == '/' || s[1] == '!' || s[1] >= 'a' && s[1] <= 'z')
}

func actionEnd(s string) int {
	if i := strings.Index(s, "}}"); i >= 0 {
		return i + 2
	}
	return len(s)
}

// tagEnd is where a tag ends, past the quotes and actions in it.
func tagEnd(s string) int {
	quoted := false
	for i := 0; i < len(s); i++ {
		switch {
		case strings.HasPrefix(s[i:], "{{"):
			i += actionEnd(s[i:]) - 1
		case s[i] == '"':
			quoted = !quoted
		case s[i] == '>' && !quoted:
			return i + 1
		}
	}
	return len(s)
}

// sentences cuts a run at the tags that have no other half in it.
func sentences(run []snippet) (out [][]snippet) {
	lone := make([]bool, len(run))
	var open []int
	for i, t := range run {
		switch t.kind {
		case opened:
			open = append(open, i)
		case closed:
			if n := len(open); n > 0 && run[open[n-1]].name == t.name {
				open = open[:n-1]
			} else {
				lone[i] = true
			}
		}
	}
	for _, i := range open {
		lone[i] = true
	}
	from := 0
	for i := range run {
		if lone[i] {
			out = append(out, run[from:i], []snippet{{kind: control, src: run[i].src}})
			from = i + 1
		}
	}
	return append(out, run[from:])
}

// render writes a sentence in the other language.
func render(part []snippet, put func(string) string) string {
	var before, after strings.Builder
	for cut := true; cut; {
		cut = false
		for len(part) > 0 && part[0].kind == words && !lettered(part[0].src) {
			before.WriteString(put(part[0].src))
			part, cut = part[1:], true
		}
		var tail string
		for n := len(part); n > 0 && part[n-1].kind == words && !lettered(part[n-1].src); n-- {
			tail = put(part[n-1].src) + tail
			part, cut = part[:n-1], true
		}
		if n := len(part); n > 1 && part[0].kind == opened && half(part, 0) == n-1 { // one element around it all
			before.WriteString(attributes(part[0].src, put))
			tail = part[n-1].src + tail
			part, cut = part[1:n-1], true
		}
		old := after.String()
		after.Reset()
		after.WriteString(tail + old)
	}
	if !spokenAround(part) {
		for i := 0; i < len(part); i++ {
			if end := half(part, i); part[i].kind == opened && end > i {
				before.WriteString(render(part[i:end+1], put))
				i = end
			} else {
				before.WriteString(attributes(part[i].src, put))
			}
		}
		return before.String() + after.String()
	}
	msg, pieces := message(part)
	lead := msg[:len(msg)-len(strings.TrimLeft(msg, " "))]
	trail := msg[len(strings.TrimRight(msg, " ")):]
	said := placeholder.ReplaceAllStringFunc(put(strings.TrimSpace(msg)), func(p string) string { return attributes(pieces[p], put) })
	return before.String() + lead + said + trail + after.String()
}

var placeholder = regexp.MustCompile(`\{\d+\}|</?\d+>`)

// spokenAround reports whether a run says something outside the elements in it:
// else each of them stands for itself.
func spokenAround(part []snippet) bool {
	depth := 0
	for _, t := range part {
		switch {
		case t.kind == opened:
			depth++
		case t.kind == closed:
			depth--
		case t.kind == words && depth == 0 && lettered(t.src):
			return true
		}
	}
	return false
}

// half is the index of the end of the element that begins at part[i].
func half(part []snippet, i int) int {
	depth := 0
	for j := i; j < len(part); j++ {
		switch part[j].kind {
		case opened:
			depth++
		case closed:
			if depth--; depth == 0 {
				return j
			}
		}
	}
	return -1
}

// message is the key of a sentence, and what its placeholders stand for.
func message(part []snippet) (string, map[string]string) {
	var b strings.Builder
	pieces := map[string]string{}
	var open []int
	n := 0
	for _, t := range part {
		p := ""
		switch t.kind {
		case words:
			b.WriteString(spaces.ReplaceAllString(t.src, " "))
			continue
		case opened:
			n++
			open = append(open, n)
			p = fmt.Sprintf("<%d>", n)
		case closed:
			p = fmt.Sprintf("</%d>", open[len(open)-1])
			open = open[:len(open)-1]
		default:
			n++
			p = fmt.Sprintf("{%d}", n)
		}
		pieces[p] = t.src
		b.WriteString(p)
	}
	return b.String(), pieces
}

var spaces = regexp.MustCompile(`\s+`)

func lettered(s string) bool {
	return strings.IndexFunc(entities.ReplaceAllString(s, ""), unicode.IsLetter) >= 0
}

var entities = regexp.MustCompile(`&\w+;`)

var spoken = regexp.MustCompile(`\s(placeholder|aria-label|title|data-label|data-said-[a-z]+|alt)="`)

// attributes puts into the other language what a tag says in its attributes.
func attributes(tag string, put func(string) string) string {
	if !isTag(tag) {
		return tag
	}
	end := tagEnd(tag)
	head, rest := tag[:end], tag[end:]
	var b strings.Builder
	for {
		at := spoken.FindStringIndex(head)
		if at == nil {
			return b.String() + head + rest
		}
		b.WriteString(head[:at[1]])
		head = head[at[1]:]
		n := 0
		for n < len(head) && head[n] != '"' {
			if strings.HasPrefix(head[n:], "{{") {
				n += actionEnd(head[n:])
			} else {
				n++
			}
		}
		b.WriteString(translated(head[:n], put))
		head = head[n:]
	}
}
