package pdf

import (
	"strconv"
	"strings"
	"unicode/utf16"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"
)

// A font says which letters codes are and how wide they are.
type font struct {
	wide    bool // a code has two bytes
	letters map[int]string
	widths  map[int]float64 // thousandths of the size
	width   float64         // of others
	mute    bool            // nothing says which letters its shapes are
	base    *charmap.Charmap
}

// font reads what a font says of itself. Its own table to Unicode is believed
// first.
func (f *file) font(d dict) *font {
	t := &font{letters: map[int]string{}, widths: map[int]float64{}, width: 500}
	enc := f.get(d["Encoding"])
	if f.name(d["Subtype"]) == "Type0" {
		t.wide, t.width = true, 1000
		if kids := f.array(d["DescendantFonts"]); len(kids) > 0 {
			kid := f.dict(kids[0])
			if w := f.number(kid["DW"]); w > 0 {
				t.width = w
			}
			f.wideWidths(t, f.array(kid["W"]))
		}
		if n, _ := enc.(name); strings.HasPrefix(string(n), "Uni") {
			return t
		}
		t.mute = true
	} else {
		first := int(f.number(d["FirstChar"]))
		for i, w := range f.array(d["Widths"]) {
			t.widths[first+i] = f.number(w)
		}
		if w := f.number(f.dict(d["FontDescriptor"])["MissingWidth"]); w > 0 {
			t.width = w
		}
		if m := f.array(d["FontMatrix"]); len(m) > 0 && f.name(d["Subtype"]) == "Type3" { // its widths are in units of its own
			for i := range t.widths {
				t.widths[i] *= f.number(m[0]) * 1000
			}
		}
		t.base = charmap.Windows1252
		f.simple(t, enc)
	}
	if s, ok := f.get(d["ToUnicode"]).(*stream); ok {
		f.toUnicode(t, f.data(s))
	}
	return t
}

// simple takes the encoding of a font of one byte a code.
func (f *file) simple(t *font, enc object) {
	base, _ := enc.(name)
	if d, ok := enc.(dict); ok {
		base = f.name(d["BaseEncoding"])
		code := 0
		for _, o := range f.array(d["Differences"]) {
			switch o := f.get(o).(type) {
			case float64:
				code = int(o)
			case name:
				if s := letterNamed(string(o)); s != "" {
					t.letters[code] = s
				}
				code++
			}
		}
	}
	if base == "MacRomanEncoding" {
		t.base = charmap.Macintosh
	}
}

// wideWidths reads "first [w w]" and "first last w".
func (f *file) wideWidths(t *font, a array) {
	for i := 0; i+1 < len(a) && len(t.widths) < 1<<16; {
		first := int(f.number(a[i]))
		if list, ok := f.get(a[i+1]).(array); ok {
			for k, w := range list {
				t.widths[first+k] = f.number(w)
			}
			i += 2
			continue
		}
		if i+2 >= len(a) {
			return
		}
		w := f.number(a[i+2])
		for c := first; c <= int(f.number(a[i+1])) && c-first < 1<<16; c++ {
			t.widths[c] = w
		}
		i += 3
	}
}

// toUnicode reads the table from codes to letters that a font comes with.
func (f *file) toUnicode(t *font, b []byte) {
	l := lexer{b: b}
	var args []object
	for len(t.letters) < 1<<17 {
		o, ok := l.next()
		if !ok {
			return
		}
		w, isWord := o.(word)
		if !isWord {
			args = append(args, o)
			continue
		}
		switch w {
		case "endbfchar":
			for i := 0; i+1 < len(args); i += 2 {
				t.maps(args[i], args[i+1], 0)
			}
		case "endbfrange":
			for i := 0; i+2 < len(args); i += 3 {
				lo, hi := codeOf(args[i]), codeOf(args[i+1])
				list, isList := args[i+2].(array)
				for c := lo; c <= hi && c-lo < 1<<16; c++ {
					switch {
					case !isList:
						t.maps(args[i], args[i+2], c-lo)
					case c-lo < len(list):
						t.letters[c] = unicodeOf(list[c-lo], 0)
					}
				}
			}
			t.mute = false
		}
		args = args[:0]
	}
}

func (t *font) maps(code, to object, by int) {
	t.letters[codeOf(code)+by] = unicodeOf(to, by)
	t.mute = false
}

func codeOf(o object) (n int) {
	s, _ := o.(str)
	for i := 0; i < len(s) && i < 4; i++ {
		n = n<<8 | int(s[i])
	}
	return n
}

// unicodeOf reads UTF-16, of which the last letter is so much further on.
func unicodeOf(o object, by int) string {
	s, _ := o.(str)
	var units []uint16
	for i := 0; i+1 < len(s); i += 2 {
		units = append(units, uint16(s[i])<<8|uint16(s[i+1]))
	}
	rs := utf16.Decode(units)
	if len(s) == 1 {
		rs = []rune{rune(s[0])}
	}
	if len(rs) > 0 {
		rs[len(rs)-1] += rune(by)
	}
	return string(rs)
}

// show yields the letters of a string of codes, each with its width.
func (t *font) show(s str, yield func(letters string, width float64, space bool)) {
	step := 1
	if t.wide {
		step = 2
	}
	for ; len(s) >= step; s = s[step:] {
		code := int(s[0])
		if t.wide {
			code = code<<8 | int(s[1])
		}
		w, ok := t.widths[code]
		if !ok {
			w = t.width
		}
		letters, ok := t.letters[code]
		switch {
		case ok:
		case t.base != nil:
			letters = string(t.base.DecodeByte(byte(code)))
		case t.mute, code < ' ', len(t.letters) > 0:
			letters = unknown
		default:
			letters = string(rune(code))
		}
		yield(letters, w, step == 1 && code == ' ')
	}
}

const unknown = "\uFFFD"

// letterNamed returns the letter of the name that a font gives to a shape, as
// the Adobe Glyph List has it; "" if it is not known.
func letterNamed(n string) string {
	n, _, _ = strings.Cut(n, ".")
	if s := glyphs[n]; s != "" {
		return s
	}
	if len(n) == 1 {
		return n
	}
	for _, form := range []string{"uni", "u"} {
		if hex, ok := strings.CutPrefix(n, form); ok && len(hex) >= 4 && len(hex) <= 6 {
			if r, err := strconv.ParseUint(hex, 16, 32); err == nil && r < 0x110000 {
				return string(rune(r))
			}
		}
	}
	if num, ok := strings.CutPrefix(n, "afii"); ok {
		i, _ := strconv.Atoi(num)
		for _, r := range afii {
			if i >= r[0] && i <= r[1] {
				return string(rune(r[2] + i - r[0]))
			}
		}
	}
	for accent, mark := range accents {
		if letter, ok := strings.CutSuffix(n, accent); ok && (len(letter) == 1 || letter == "dotlessi") {
			return norm.NFC.String(strings.Replace(letter, "dotlessi", "i", 1) + mark)
		}
	}
	return ""
}

// afii are stretches of numbered names: first, last, and the letter of the first.
var afii = [][3]int{{10017, 10022, 0x410}, {10023, 10023, 0x401}, {10024, 10049, 0x416}, {10065, 10070, 0x430}, {10071, 10071, 0x451}, {10072, 10097, 0x436},
	{10051, 10061, 0x402}, {10099, 10109, 0x452}, {57392, 57401, 0x660}, {57409, 57434, 0x621}, {57440, 57450, 0x640}, {57451, 57458, 0x64b}}

var accents = map[string]string{"acute": "\u0301", "grave": "\u0300", "circumflex": "\u0302", "dieresis": "\u0308", "tilde": "\u0303", "ring": "\u030a", "cedilla": "\u0327",
	"caron": "\u030c", "macron": "\u0304", "breve": "\u0306", "ogonek": "\u0328", "dotaccent": "\u0307", "hungarumlaut": "\u030b", "commaaccent": "\u0326"}

var glyphs = func() map[string]string {
	m := map[string]string{}
	fields := strings.Fields(`space | exclam ! quotedbl " numbersign # dollar $ percent % ampersand & quotesingle ' parenleft ( parenright ) asterisk * plus + comma , hyphen - minus − period . slash /
		zero 0 one 1 two 2 three 3 four 4 five 5 six 6 seven 7 eight 8 nine 9 colon : semicolon ; less < equal = greater > question ? at @ bracketleft [ backslash \ bracketright ] asciicircum ^ underscore _ grave ` + "`" + `
		braceleft { bar | braceright } asciitilde ~ exclamdown ¡ cent ¢ sterling £ yen ¥ section § currency ¤ copyright © registered ® trademark ™ degree ° plusminus ± paragraph ¶ periodcentered · bullet •
		quoteleft ‘ quoteright ’ quotesinglbase ‚ quotedblleft “ quotedblright ” quotedblbase „ guillemotleft « guillemotright » guilsinglleft ‹ guilsinglright › endash – emdash — ellipsis … dagger † daggerdbl ‡ perthousand ‰ fraction ⁄
		germandbls ß ae æ AE Æ oe œ OE Œ oslash ø Oslash Ø lslash ł Lslash Ł eth ð Eth Ð thorn þ Thorn Þ dotlessi ı ordfeminine ª ordmasculine º onequarter ¼ onehalf ½ threequarters ¾ mu µ multiply × divide ÷ logicalnot ¬ Euro €
		fi fi fl fl ff ff ffi ffi ffl ffl onesuperior ¹ twosuperior ² threesuperior ³ lessequal ≤ greaterequal ≥ notequal ≠ approxequal ≈ afii61352 №`)
	for i := 0; i+1 < len(fields); i += 2 {
		m[fields[i]] = fields[i+1]
	}
	m["space"], m["nbspace"], m["nonbreakingspace"] = " ", " ", " "
	return m
}()
