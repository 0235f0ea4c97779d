package text

import (
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
