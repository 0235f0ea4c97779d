package pdf

// A glyph is a letter, or a few of one shape, and where it stands on its page,
// in points from the lower left.
type glyph struct {
	s       string
	x, y    float64
	w, size float64
}

// What may be drawn in one file.
const (
	maxPages  = 5_000
	maxOps    = 20_000_000
	maxGlyphs = 12_000_000 // Limit of a report is 8 MB
	maxForms  = 8          // drawings in drawings
)

type matrix [6]float64

var unit = matrix{1, 0, 0, 1, 0, 0}

// times returns what m does, and then n.
func (m matrix) times(n matrix) matrix {
	return matrix{m[0]*n[0] + m[1]*n[2], m[0]*n[1] + m[1]*n[3], m[2]*n[0] + m[3]*n[2], m[2]*n[1] + m[3]*n[3],
		m[4]*n[0] + m[5]*n[2] + n[4], m[4]*n[1] + m[5]*n[3] + n[5]}
}

type state struct {
	ctm                          matrix
	font                         *font
	size, char, word, lead, rise float64
	scale                        float64
}

// A drawer follows what is drawn and notes the letters.
type drawer struct {
	*file
	fonts  map[ref]*font
	out    []glyph
	ops    int
	images int
	forms  int
}

// pages returns the dictionaries of the pages, with what they take from above.
func (f *file) pages() (out []dict) {
	seen := map[ref]bool{}
	var walk func(o object, above dict, deep int)
	walk = func(o object, above dict, deep int) {
		if r, ok := o.(ref); ok {
			if seen[r] {
				return
			}
			seen[r] = true
		}
		d := f.dict(o)
		if d == nil || deep > maxDepth || len(out) >= maxPages {
			return
		}
		own := dict{}
		for _, k := range []name{"Resources", "Rotate"} {
			if own[k] = above[k]; d[k] != nil {
				own[k] = d[k]
			}
		}
		if kids, ok := f.get(d["Kids"]).(array); ok {
			for _, k := range kids {
				walk(k, own, deep+1)
			}
			return
		}
		own["Contents"] = d["Contents"]
		out = append(out, own)
	}
	walk(f.dict(f.trailer["Root"])["Pages"], nil, 0)
	return out
}

// draw returns the letters of a page in the order in which they are drawn.
func (d *drawer) draw(page dict) []glyph {
	d.out, d.images, d.forms = nil, 0, 0
	m := unit
	switch int(d.number(page["Rotate"])) {
	case 90, -270:
		m = matrix{0, -1, 1, 0, 0, 0}
	case 180, -180:
		m = matrix{-1, 0, 0, -1, 0, 0}
	case 270, -90:
		m = matrix{0, 1, -1, 0, 0, 0}
	}
	var content []byte
	for _, o := range append(d.array(page["Contents"]), page["Contents"]) {
		if s, ok := d.get(o).(*stream); ok && len(content) < maxStream {
			content = append(append(content, d.data(s)...), '\n')
		}
	}
	d.run(content, d.dict(page["Resources"]), m, 0)
	return d.out
}

func (d *drawer) fontOf(o object) *font {
	r, ok := o.(ref)
	if t := d.fonts[r]; ok && t != nil {
		return t
	}
	t := d.font(d.dict(o))
	if ok {
		d.fonts[r] = t
	}
	return t
}

// run draws content.
func (d *drawer) run(content []byte, has dict, ctm matrix, deep int) {
	l := lexer{b: content}
	now := state{ctm: ctm, scale: 1}
	var saved []state
	var args []object
	text, line := unit, unit
	fonts, forms := d.dict(has["Font"]), d.dict(has["XObject"])
	local := map[name]*font{}
	num := func(i int) float64 {
		if i += len(args); i < 0 || i >= len(args) {
			return 0
		}
		n, _ := args[i].(float64)
		return n
	}
	shift := func(x, y float64) {
		line = matrix{1, 0, 0, 1, x, y}.times(line)
		text = line
	}
	show := func(o object) {
		s, _ := o.(str)
		if now.font == nil {
			return
		}
		now.font.show(s, func(letters string, w float64, space bool) {
			at := matrix{now.size * now.scale, 0, 0, now.size, 0, now.rise}.times(text).times(now.ctm)
			across := w / 1000 * now.size
			step := across + now.char
			if space {
				step += now.word
			}
			if g := (glyph{s: letters, x: at[4], y: at[5], w: w / 1000 * at[0], size: abs(at[3])}); at[0] > 0 && g.size > 0 && abs(g.x)+abs(g.y) < 1e6 && len(d.out) < maxGlyphs {
				d.out = append(d.out, g)
			}
			text = matrix{1, 0, 0, 1, step * now.scale, 0}.times(text)
		})
	}
	for {
		o, ok := l.next()
		if d.ops++; !ok || d.ops > maxOps {
			return
		}
		op, isOp := o.(word)
		if !isOp {
			if args = append(args, o); len(args) > 64 {
				args = args[1:]
			}
			continue
		}
		switch op {
		case "q":
			if len(saved) < 256 {
				saved = append(saved, now)
			}
		case "Q":
			if n := len(saved); n > 0 {
				now, saved = saved[n-1], saved[:n-1]
			}
		case "cm":
			now.ctm = matrix{num(-6), num(-5), num(-4), num(-3), num(-2), num(-1)}.times(now.ctm)
		case "BT":
			text, line = unit, unit
		case "Tf":
			now.size = num(-1)
			if len(args) >= 2 {
				n, _ := args[len(args)-2].(name)
				if local[n] == nil {
					local[n] = d.fontOf(fonts[n])
				}
				now.font = local[n]
			}
		case "Tc":
			now.char = num(-1)
		case "Tw":
			now.word = num(-1)
		case "Tz":
			now.scale = num(-1) / 100
		case "TL":
			now.lead = num(-1)
		case "Ts":
			now.rise = num(-1)
		case "Td":
			shift(num(-2), num(-1))
		case "TD":
			now.lead = -num(-1)
			shift(num(-2), num(-1))
		case "Tm":
			line = matrix{num(-6), num(-5), num(-4), num(-3), num(-2), num(-1)}
			text = line
		case "T*":
			shift(0, -now.lead)
		case "Tj", "'", "\"":
			if op == "\"" {
				now.word, now.char = num(-3), num(-2)
			}
			if op != "Tj" {
				shift(0, -now.lead)
			}
			if len(args) > 0 {
				show(args[len(args)-1])
			}
		case "TJ":
			var list array
			if len(args) > 0 {
				list, _ = args[len(args)-1].(array)
			}
			for _, o := range list {
				if n, ok := o.(float64); ok {
					text = matrix{1, 0, 0, 1, -n / 1000 * now.size * now.scale, 0}.times(text)
				} else {
					show(o)
				}
			}
		case "BI":
			d.images++
			skipImage(&l)
		case "Do":
			var s *stream
			if len(args) > 0 {
				n, _ := args[len(args)-1].(name)
				s, _ = d.get(forms[n]).(*stream)
			}
			if s == nil {
				break
			}
			if d.name(s.dict["Subtype"]) == "Image" {
				d.images++
				break
			}
			if d.forms++; deep >= maxForms || d.forms > 2000 {
				break
			}
			m := now.ctm
			if a := d.array(s.dict["Matrix"]); len(a) == 6 {
				m = matrix{d.number(a[0]), d.number(a[1]), d.number(a[2]), d.number(a[3]), d.number(a[4]), d.number(a[5])}.times(m)
			}
			own := d.dict(s.dict["Resources"])
			if own == nil {
				own = has
			}
			d.run(d.data(s), own, m, deep+1)
		}
		args = args[:0]
	}
}

// skipImage passes over a picture that stands in the content.
func skipImage(l *lexer) {
	for {
		o, ok := l.next()
		if !ok {
			return
		}
		if o == object(word("ID")) {
			break
		}
	}
	for l.at+2 < len(l.b) {
		l.at++
		if l.b[l.at] == 'E' && l.b[l.at+1] == 'I' && isSpace(l.b[l.at-1]) && (l.at+2 == len(l.b) || isSpace(l.b[l.at+2])) {
			l.at += 2
			return
		}
	}
	l.at = len(l.b)
}
