package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/recountlab/recount"
)

// A Cutter cuts texts into tokens and sentences.
type Cutter struct {
	// Abbreviations are the lower-case words, without their full stop, after
	// which a full stop does not end a sentence.
	Abbreviations map[string]bool
	// Possessive is the small letter that after an apostrophe marks an owner, the
	// s of "the mayor's"; 0 if the language has none.
	Possessive byte
	// Split returns how many bytes at the beginning of a word are a word of their
	// own that is only written together with what follows, as "and" is in Arabic;
	// 0 if none are. It may be nil.
	Split func(word string) int
	// Elided are the lower-case words that lose their last letter before a vowel
	// and are joined to it by an apostrophe, as the l of "l'armée" is. Each is a
	// word of its own, without its apostrophe.
	Elided map[string]bool
	// DecimalComma says that a comma is the decimal sign and that a space may part
	// thousands: "1 200 000", "1.200.000", "1,5".
	DecimalComma bool
}

// New cuts raw as English is cut, without knowing any abbreviations but initials.
func New(raw string, lang recount.Lang) *Doc { return (&Cutter{Possessive: 's'}).Cut(raw, lang) }

// Longest is about how many tokens a sentence may have. A longer one is cut after
// a mark, so that work within sentences cannot grow with the length of a text
// that has no full stops.
const Longest = 512

// Cut cuts raw. It never fails: bytes that are not UTF-8 become marks.
func (c *Cutter) Cut(raw string, lang recount.Lang) *Doc {
	d := &Doc{Tokens: make([]Token, 0, len(raw)/5+8)}
	c.Recut(d, raw, lang)
	return d
}

// Recut cuts raw into d, whose former tokens and sentences are overwritten.
func (c *Cutter) Recut(d *Doc, raw string, lang recount.Lang) {
	*d = Doc{Raw: raw, Lang: lang, Tokens: d.Tokens[:0], Sentences: d.Sentences[:0]}
	s := cutting{Cutter: c, d: d, raw: raw, bare: c.Split != nil && !wrapped(raw)}
	s.run()
}

// cutting is the state of one pass over a text.
type cutting struct {
	*Cutter
	d         *Doc
	raw       string
	first     int32 // first token of the sentence being cut
	paragraph int32
	lineStart int  // byte at which the present line begins
	broke     bool // a line ended since the last token
	bare      bool // lines are not wrapped: each is a paragraph, where a script has no capitals to tell
	lower     int  // letters of either case, to tell shouting
	upper     int
}

func (s *cutting) run() {
	raw, n := s.raw, len(s.raw)
	for i := 0; i < n; {
		b := raw[i]
		switch {
		case b == ' ' || b == '\t' || b == '\r' || b == '\v' || b == '\f':
			i++
		case b == '\n':
			i = s.newline(i)
		case isLetter(b):
			i = s.word(i)
		case isDigit(b):
			i = s.number(i)
		case b < utf8.RuneSelf:
			i = s.mark(i, 1, b)
		default:
			i = s.foreign(i)
		}
		if n := len(s.d.Tokens) - int(s.first); n >= Longest && (s.d.Tokens[len(s.d.Tokens)-1].Kind == Mark || n >= Longest+Longest/4) {
			s.flush()
		}
	}
	s.flush()
	s.d.Shout = s.upper > s.lower
	s.heads()
}

// foreign deals with a character outside ASCII.
func (s *cutting) foreign(i int) int {
	if i+1 < len(s.raw) && arabicLetter(s.raw[i], s.raw[i+1]) {
		return s.word(i)
	}
	r, size := utf8.DecodeRuneInString(s.raw[i:])
	switch {
	case unicode.IsLetter(r):
		return s.word(i)
	case unicode.IsDigit(r):
		return s.number(i)
	case unicode.IsSpace(r) || invisible(r):
		return i + size
	}
	return s.mark(i, size, plain(r))
}

// invisible characters say how to show a text and are no part of it.
func invisible(r rune) bool {
	switch {
	case r == 0xAD, r == 0xFEFF, 0x200B <= r && r <= 0x200F, 0x202A <= r && r <= 0x202E, 0x2060 <= r && r <= 0x2069:
		return true
	}
	return false
}

// plain returns the ASCII sign that r is a variant of, or 0.
func plain(r rune) byte {
	switch r {
	case '“', '”', '„', '‟', '«', '»', '″':
		return '"'
	case '‘', '’', '‚', '‛', '′', '`':
		return '\''
	case '–', '—', '‒', '―', '‐', '‑', '−':
		return '-'
	case '،':
		return ','
	case '؛':
		return ';'
	case '؟':
		return '?'
	case '۔', '。':
		return '.'
	case '٪':
		return '%'
	case '…':
		return '.'
	case '•', '·', '●', '▪':
		return '*'
	}
	return 0
}

func isLetter(b byte) bool { return 'a' <= b && b <= 'z' || 'A' <= b && b <= 'Z' }
func isDigit(b byte) bool  { return '0' <= b && b <= '9' }
func isLower(b byte) bool  { return 'a' <= b && b <= 'z' }
func isUpper(b byte) bool  { return 'A' <= b && b <= 'Z' }

func (s *cutting) add(t Token) {
	if s.broke {
		t.Flags |= Break
		s.broke = false
	} else if n := len(s.d.Tokens); n > 0 && s.d.Tokens[n-1].End == t.Start {
		t.Flags |= Glued
	}
	s.d.Tokens = append(s.d.Tokens, t)
}

// word cuts a word from i: letters and marks that combine with them, digits
// glued to letters, an apostrophe between letters, and the full stops of "U.S.".
func (s *cutting) word(i int) int {
	raw, n := s.raw, len(s.raw)
	j := i
	letters, uppers, ascii := 0, 0, true
	first, skip := true, 0 // skip: the bytes of the apostrophe of an elided word
	var capital bool
	for j < n {
		b := raw[j]
		if isLetter(b) {
			if isUpper(b) {
				uppers++
				if first {
					capital = true
				}
			}
			first = false
			letters++
			j++
			continue
		}
		if isDigit(b) {
			if arabicBefore(raw, j) { // "و15": the figure is another word
				break
			}
			j++
			continue
		}
		if b < utf8.RuneSelf {
			if b == '\'' {
				if s.elided(i, j, 1) {
					skip = 1
				} else if s.inner(j, 1) {
					j++
					continue
				}
			}
			break
		}
		if 0xD8 <= b && b <= 0xDB && j+1 < n && arabicLetter(b, raw[j+1]) {
			ascii, first = false, false
			letters++
			j += 2
			continue
		}
		r, size := utf8.DecodeRuneInString(raw[j:])
		if r == '’' && s.elided(i, j, size) {
			skip = size
			break
		}
		if unicode.IsLetter(r) {
			ascii = false
			if unicode.IsUpper(r) {
				uppers++
				if first {
					capital = true
				}
			}
			first = false
			letters++
		} else if !(unicode.Is(unicode.M, r) || invisible(r) || r == '’' && s.inner(j, size)) {
			break
		}
		j += size
	}
	if capital && letters == 1 && skip == 0 {
		j = s.initials(j)
	}
	t := Token{Start: int32(i), End: int32(j), Kind: Word}
	if capital {
		t.Flags |= Capital
		if uppers == letters && letters > 1 || j-i > 2 && raw[i+1] == '.' {
			t.Flags |= Upper
		}
	}
	if ascii {
		s.upper += uppers
		s.lower += letters - uppers
	} else if s.Split != nil {
		for n := s.Split(raw[i:j]); n > 0 && i+n < j; n = s.Split(raw[i:j]) {
			s.add(Token{Start: int32(i), End: int32(i + n), Kind: Word})
			i += n
			t.Start = int32(i)
		}
	}
	s.add(t)
	return j + skip
}

// elided reports whether the word [i,j), before an apostrophe size bytes long,
// has lost its last letter to what follows. A consonant does not make it do so:
// "N'Djamena" is one word.
func (s *cutting) elided(i, j, size int) bool {
	if len(s.Elided) == 0 || !s.Elided[strings.ToLower(s.raw[i:j])] {
		return false
	}
	if j += size; j >= len(s.raw) || !isLetter(s.raw[j]) {
		return true
	}
	return strings.IndexByte("aehiouy", s.raw[j]|0x20) >= 0
}

// arabicLetter reports whether two bytes of UTF-8 are a letter of the Arabic
// alphabet itself, U+0621 to U+063A or U+0641 to U+064A.
func arabicLetter(a, b byte) bool {
	return a == 0xD8 && 0xA1 <= b && b <= 0xBA || a == 0xD9 && 0x81 <= b && b <= 0x8A
}

// arabicBefore reports whether an Arabic letter ends before byte j.
func arabicBefore(raw string, j int) bool {
	return j >= 2 && 0xD8 <= raw[j-2] && raw[j-2] <= 0xDB
}

// inner reports whether the apostrophe at j, size bytes long, stands inside a
// word and is no possessive.
func (s *cutting) inner(j, size int) bool {
	k := j + size
	if k >= len(s.raw) || !(isLetter(s.raw[k]) || s.raw[k] >= 0xC3) {
		return false
	}
	if s.raw[k] >= 0xC3 {
		r, _ := utf8.DecodeRuneInString(s.raw[k:])
		return unicode.IsLetter(r)
	}
	return !s.possessive(k)
}

// possessive reports whether the letter of owners stands at k, alone.
func (s *cutting) possessive(k int) bool {
	if s.Possessive == 0 || s.raw[k]|0x20 != s.Possessive {
		return false
	}
	return k+1 >= len(s.raw) || !isLetter(s.raw[k+1]) && !isDigit(s.raw[k+1]) && s.raw[k+1] < 0xC3
}

// initials extends "U" to "U.S." from the full stop at j on.
func (s *cutting) initials(j int) int {
	raw, n := s.raw, len(s.raw)
	k := j
	for k+1 < n && raw[k] == '.' && isUpper(raw[k+1]) && (k+2 >= n || !isLetter(raw[k+2])) {
		k += 2
	}
	if k > j && k < n && raw[k] == '.' {
		k++
	}
	return k
}

// number cuts digits of any script with their separators and what is glued to them.
func (s *cutting) number(i int) int {
	raw, n := s.raw, len(s.raw)
	t := Token{Start: int32(i), Kind: Number}
	value, scale := 0.0, 0.0
	j := i
	for j < n {
		v, size := digitAt(raw, j)
		if size > 0 {
			if scale > 0 {
				value += v / scale
				scale *= 10
			} else {
				value = value*10 + v
			}
			j += size
			continue
		}
		sep, width := separatorAt(raw, j)
		if s.DecimalComma {
			sep, width = s.foreignSeparator(i, j, sep, width)
		}
		if sep == 0 {
			break
		}
		if _, size := digitAt(raw, j+width); size == 0 {
			break
		}
		if sep == ',' {
			if scale > 0 || !threeDigits(raw, j+width) {
				break
			}
		} else {
			if scale > 0 {
				break
			}
			scale = 10
		}
		j += width
	}
	for j < n && (isLetter(raw[j]) || t.Flags&Ordinal != 0 && isDigit(raw[j]) || latinAt(raw, j)) {
		t.Flags |= Ordinal
		if j++; raw[j-1] >= utf8.RuneSelf {
			j++
		}
	}
	t.End, t.Value = int32(j), value
	s.add(t)
	return j
}

// latinAt reports whether a letter of the Latin script outside ASCII stands at i:
// two bytes. It may be glued to digits, as in "2ème" and "1º".
func latinAt(raw string, i int) bool {
	if raw[i] < 0xC2 || raw[i] > 0xC9 {
		return false
	}
	r, _ := utf8.DecodeRuneInString(raw[i:])
	return unicode.IsLetter(r)
}

// foreignSeparator reads the sign at j of the number that begins at i where the
// comma is the decimal sign: any sign before three digits parts thousands, and so
// does a space after three digits at most.
func (s *cutting) foreignSeparator(i, j int, sep byte, width int) (byte, int) {
	if sep != 0 {
		if threeDigits(s.raw, j+width) {
			return ',', width
		}
		return '.', width
	}
	for _, space := range [...]string{" ", "\u00a0", "\u202f", "\u2009"} {
		if strings.HasPrefix(s.raw[j:], space) && threeDigits(s.raw, j+len(space)) && (j-i <= 3 || j-i > 4 && !isDigit(s.raw[j-4])) {
			return ',', len(space)
		}
	}
	return 0, 0
}

// digitAt returns the value and the width of the digit at i, or width 0.
func digitAt(raw string, i int) (float64, int) {
	if i >= len(raw) {
		return 0, 0
	}
	if b := raw[i]; b < utf8.RuneSelf {
		if isDigit(b) {
			return float64(b - '0'), 1
		}
		return 0, 0
	}
	r, size := utf8.DecodeRuneInString(raw[i:])
	switch {
	case '٠' <= r && r <= '٩':
		return float64(r - '٠'), size
	case '۰' <= r && r <= '۹':
		return float64(r - '۰'), size
	case unicode.IsDigit(r):
		return rareDigit(r), size
	}
	return 0, 0
}

// rareDigit returns the value of a decimal digit of any script: Unicode keeps
// each script's ten digits together and in order.
func rareDigit(r rune) float64 {
	for _, span := range unicode.Nd.R16 {
		if rune(span.Lo) <= r && r <= rune(span.Hi) {
			return float64((r - rune(span.Lo)) % 10)
		}
	}
	for _, span := range unicode.Nd.R32 {
		if rune(span.Lo) <= r && r <= rune(span.Hi) {
			return float64((r - rune(span.Lo)) % 10)
		}
	}
	return 0
}

// separatorAt returns ',' for a separator of thousands, '.' for a decimal point.
func separatorAt(raw string, i int) (byte, int) {
	switch {
	case raw[i] == ',' || raw[i] == '.':
		return raw[i], 1
	case strings.HasPrefix(raw[i:], "٬"):
		return ',', len("٬")
	case strings.HasPrefix(raw[i:], "،") && i > 0 && raw[i-1] >= utf8.RuneSelf: // "١،٤٠٠"
		return ',', len("،")
	case strings.HasPrefix(raw[i:], "٫"):
		return '.', len("٫")
	}
	return 0, 0
}

func threeDigits(raw string, i int) bool {
	for range 3 {
		_, size := digitAt(raw, i)
		if size == 0 {
			return false
		}
		i += size
	}
	_, size := digitAt(raw, i)
	return size == 0
}

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
	length := utf8.RuneCountInString(raw[s.lineStart:i])
	j := i + 1
	for j < n && (raw[j] == ' ' || raw[j] == '\t' || raw[j] == '\r') {
		j++
	}
	s.broke = true
	s.lineStart = i + 1
	switch {
	case j < n && raw[j] == '\n', length > 120, bullet(raw[j:]), s.bare && j < n && 0xD8 <= raw[j] && raw[j] <= 0xDB:
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

// ends reports whether a line ends as sentences do.
func ends(line string) bool {
	r, _ := utf8.DecodeLastRuneInString(strings.TrimRight(line, " \r\n"))
	return strings.ContainsRune(".!?؟:»)…", r)
}

// wrapped reports whether a text's lines are broken where they became too long:
// most that are not the last of a paragraph are about equally long.
func wrapped(raw string) bool {
	lines, full := 0, 0
	for line := range strings.Lines(raw) {
		switch n := utf8.RuneCountInString(line); {
		case n < 2:
		case n >= 55 && n <= 100 && !ends(line):
			lines, full = lines+1, full+1
		default:
			lines++
		}
	}
	return lines >= 4 && full*10 >= lines*7
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
		return (r == '#' || r == '-') && next != "" && next[0] >= utf8.RuneSelf
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

func (s *cutting) endParagraph() {
	s.flush()
	if n := len(s.d.Sentences); n > 0 && s.d.Sentences[n-1].Paragraph == s.paragraph {
		s.paragraph++
	}
}

func (s *cutting) flush() {
	last := int32(len(s.d.Tokens))
	if last > s.first {
		s.d.Sentences = append(s.d.Sentences, Sentence{First: s.first, Last: last, Paragraph: s.paragraph})
	}
	s.first = last
}

// heads marks the sentences that are a paragraph of their own, short, and end
// without a full stop.
func (s *cutting) heads() {
	ss := s.d.Sentences
	for i := range ss {
		alone := (i == 0 || ss[i-1].Paragraph != ss[i].Paragraph) && (i+1 == len(ss) || ss[i+1].Paragraph != ss[i].Paragraph)
		last := s.d.Tokens[ss[i].Last-1]
		ends := last.Kind == Mark && (last.Mark == '.' || last.Mark == '?' || last.Mark == '!' || last.Mark == '"' || last.Mark == ':')
		ss[i].Head = alone && !ends && s.d.Span(int(ss[i].First), int(ss[i].Last)).Len() < 200
	}
}
