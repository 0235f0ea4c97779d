package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// mark cuts one sign, or the possessive 's, and ends the sentence where it does.
func (s *cutting) mark(i, size int, sign byte) int {
	raw := s.raw
	j := i + size
	glued := !s.broke && len(s.d.Tokens) > 0 && s.d.Tokens[len(s.d.Tokens)-1].End == int32(i)
	if sign == '\'' && glued && j < len(raw) && s.possessive(j) {
		j++
		sign = 's'
	}
	if sign == '-' && j < len(raw) && raw[j] == '-' { // a dash of hyphens joins nothing
		for j < len(raw) && raw[j] == '-' {
			j++
		}
		s.add(Token{Start: int32(i), End: int32(j), Kind: Mark, Mark: sign})
		s.d.Tokens[len(s.d.Tokens)-1].Flags &^= Glued
		return j
	}
	s.add(Token{Start: int32(i), End: int32(j), Kind: Mark, Mark: sign})
	if sign == '.' || sign == '?' || sign == '!' {
		return s.stop(j, sign)
	}
	return j
}

// stop decides whether the sentence ends at j, after a full stop, question or
// exclamation mark, and takes the closing quotes that follow into it.
func (s *cutting) stop(j int, sign byte) int {
	raw, n := s.raw, len(s.raw)
	k := j
	for k < n {
		r, size := utf8.DecodeRuneInString(raw[k:])
		if p := plain(r); r == '"' || r == '\'' || r == ')' || r == ']' || p == '"' || p == '\'' {
			k += size
			continue
		}
		break
	}
	if k < n {
		r, _ := utf8.DecodeRuneInString(raw[k:])
		if !unicode.IsSpace(r) && !(sign == '.' && j-3 >= 0 && isLower(raw[j-2]) && isLower(raw[j-3]) && k+1 < n && isUpper(raw[k]) && (isLower(raw[k+1]) || raw[k+1] == ' ')) {
			return j // but "at the scene.Police say" are two sentences
		}
	}
	if sign == '.' && s.abbreviated(j) {
		return j
	}
	m := k
	for m < n && (raw[m] == ' ' || raw[m] == '\n' || raw[m] == '\t' || raw[m] == '\r') {
		m++
	}
	if m < n && raw[m] >= 'a' && raw[m] <= 'z' && sign == '.' {
		return j
	}
	for j < k {
		r, size := utf8.DecodeRuneInString(raw[j:])
		sign := byte(0)
		if r < utf8.RuneSelf {
			sign = byte(r)
		} else {
			sign = plain(r)
		}
		s.add(Token{Start: int32(j), End: int32(j + size), Kind: Mark, Mark: sign})
		j += size
	}
	s.flush()
	return j
}

// abbreviated reports whether the full stop that ends at j belongs to the word
// before it.
func (s *cutting) abbreviated(j int) bool {
	n := len(s.d.Tokens)
	if n < 2 {
		return false
	}
	w := s.d.Tokens[n-2]
	if w.End != int32(j-1) || w.Kind != Word {
		return false
	}
	if w.End-w.Start == 1 && w.Flags&Capital != 0 {
		return true
	}
	return w.Flags&Capital != 0 && len(s.Abbreviations) > 0 && s.Abbreviations[strings.ToLower(s.raw[w.Start:w.End])]
}

// newline ends the paragraph at the end of the line at i if a blank line
// follows, or if the line is shorter than a wrapped line would be, or so long
// that the text is not wrapped at all.
func (s *cutting) newline(i int) int {
	raw, n := s.raw, len(s.raw)
	length := letters(raw[s.lineStart:i])
	j := i + 1
	for j < n && (raw[j] == ' ' || raw[j] == '\t' || raw[j] == '\r') {
		j++
	}
	s.broke = true
	s.lineStart = i + 1
	switch {
	case j < n && raw[j] == '\n', length > long, bullet(raw[j:]), s.bare && j < n && 0xD8 <= raw[j] && raw[j] <= 0xDB:
		s.endParagraph()
	case length > 0 && length < 60 && j < n && (isUpper(raw[j]) || raw[j] == '(' || raw[j] == '"' || raw[j] >= utf8.RuneSelf):
		last := byte(0)
		if i > 0 {
			last = raw[i-1]
		}
		if last != ',' && !(isUpper(last) && length > 45) {
			s.endParagraph()
		}
	}
	return i + 1
}

// letters is how many characters a line has, or many of a long one.
func letters(line string) int {
	if len(line) > utf8.UTFMax*long {
		return long + 1
	}
	return utf8.RuneCountInString(line)
}

// long is the most characters of a line about which it matters how many they are.
const long = 120

// ends reports whether a line ends as sentences do.
func ends(line string) bool {
	r, _ := utf8.DecodeLastRuneInString(strings.TrimRight(line, " \r\n"))
	return strings.ContainsRune(".!?؟:»)…", r)
}

// wrapped reports whether a text's lines are broken where they became too long:
// most that are not the last of a paragraph are about equally long, and the word that
// begins the next would seldom have had room on them. A list of messages of a line each
// has lines as long, with room.
func wrapped(raw string) bool {
	lines, full, widest := 0, 0, 0
	for line := range strings.Lines(raw) {
		switch n := letters(strings.TrimRight(line, " \r\n")); {
		case n < 2:
			continue
		case n >= 55 && n <= 100 && !ends(line):
			full++
		}
		lines++
		widest = max(widest, letters(strings.TrimRight(line, " \r\n")))
	}
	if lines < 4 || full*10 < lines*7 {
		return false
	}
	pairs, tight, before := 0, 0, 0
	for line := range strings.Lines(raw) {
		line = strings.TrimRight(line, " \r\n")
		if word, _, _ := strings.Cut(line, " "); before > 0 && line != "" {
			pairs++
			if before+1+letters(word) >= widest-1 {
				tight++
			}
		}
		before = letters(line)
	}
	return tight*10 >= pairs*7
}

// Bulleted reports whether sentence n begins a line that a bullet, an emoji or a time
// of day opens.
func (d *Doc) Bulleted(n int) bool {
	start := int(d.Tokens[d.Sentences[n].First].Start)
	return bullet(strings.TrimLeft(d.Raw[strings.LastIndexByte(d.Raw[:start], '\n')+1:], " \t"))
}

// bullet reports whether a line begins with what only opens lines: a bullet, an
// arrow, an emoji, a hashtag, a time of day as live pages have it.
func bullet(line string) bool {
	r, size := utf8.DecodeRuneInString(line)
	switch {
	case size == 0:
		return false
	case r < utf8.RuneSelf && !isDigit(line[0]): // "#حلب", "- قتل"
		next := strings.TrimLeft(line[1:], " ")
		return (r == '#' || r == '-') && next != "" && (next[0] >= utf8.RuneSelf || r == '-' && isDigit(next[0]) && bullet(next)) // "- 17:40"
	case plain(r) == '*':
		return true
	case unicode.Is(unicode.So, r) || 0x2190 <= r && r <= 0x21FF || r == '‼' || r == '⁉':
		return size > 2
	}
	i := 0
	for n := 0; n < 2; n++ {
		if _, w := digitAt(line, i); w > 0 {
			i += w
		}
	}
	if i == 0 || i >= len(line) || line[i] != ':' {
		return false
	}
	_, w := digitAt(line, i+1)
	_, v := digitAt(line, i+1+w)
	return w > 0 && v > 0
}
