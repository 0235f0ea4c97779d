package extract

import "github.com/recountlab/recount/text"

// A quotation is a run of words in quotation marks: the tokens of its marks.
type quotation struct {
	open, close int // close is the token after the last word if nothing closes it
}

// quotations finds what stands in quotation marks, double ones of any shape and
// single ones written twice. Marks that do not pair end with their paragraph:
// a quotation that a paragraph leaves open ends with it, and the next paragraph
// may open it again.
func (pg *page) quotations() []quotation {
	var out []quotation
	open := -1
	for n := range pg.d.Sentences {
		x := pg.d.Sentences[n]
		if n > 0 && x.Paragraph != pg.d.Sentences[n-1].Paragraph && open >= 0 {
			if first := int(x.First); first-open > 1 {
				out = append(out, quotation{open, first})
			}
			open = -1
		}
		for i := int(x.First); i < int(x.Last); i++ {
			w := pg.quoteMark(i)
			if w == 0 {
				continue
			}
			switch {
			case open < 0 && (pg.opensQuote(i) || !pg.closesQuote(i)):
				open = i
			case open >= 0 && (pg.closesQuote(i) || !pg.opensQuote(i)):
				if i-open > 1 {
					out = append(out, quotation{open, i})
				}
				open = -1
			}
			i += w - 1
		}
	}
	return out
}

// quoteMark returns how many tokens the quotation mark at token i is made of, or
// 0 if none stands there.
func (pg *page) quoteMark(i int) int {
	t := pg.d.Tokens
	if uint(i) >= uint(len(t)) || t[i].Kind != text.Mark {
		return 0
	}
	switch t[i].Mark {
	case '"':
		return 1
	case '\'':
		if i+1 < len(t) && t[i+1].Kind == text.Mark && t[i+1].Mark == '\'' && t[i+1].Flags&text.Glued != 0 {
			return 2
		}
	}
	return 0
}

// opensQuote reports whether the mark at token i has the shape or the place of
// an opening one.
func (pg *page) opensQuote(i int) bool {
	t := pg.d.Tokens
	switch pg.d.Word(i) {
	case "“", "«", "„":
		return true
	case "»":
		return false
	}
	after := i + pg.quoteMark(i)
	before := i > 0 && t[i].Flags&text.Glued != 0 && !(t[i-1].Kind == text.Mark && (t[i-1].Mark == '(' || t[i-1].Mark == '-'))
	return !before && after < len(t) && t[after].Flags&text.Glued != 0
}

// closesQuote reports whether the mark at token i has the shape or the place of
// a closing one.
func (pg *page) closesQuote(i int) bool {
	switch pg.d.Word(i) {
	case "“", "«", "„":
		return false
	case "”", "»":
		return !pg.opensQuote(i)
	}
	return pg.d.Tokens[i].Flags&text.Glued != 0
}
