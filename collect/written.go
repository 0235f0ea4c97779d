package collect

import "strings"

// A paragraph of a document that somebody wrote rather than a site laid out:
// nothing stands around its text.
type paragraph struct {
	text    string
	heading bool
	title   bool // the document calls it its title
}

// written takes the text of a document. Where nothing else says it, its title is
// the paragraph that it calls so, or the heading before any prose, and it was
// published on the day that stands by itself in a line at the top. The line
// goes.
func (f Found) written(ps []paragraph) Found {
	r := &f.Report
	for i, p := range ps[:min(len(ps), topLines)] {
		if when, ok := parseDate(p.text); ok {
			if r.Published.IsZero() {
				r.Published = when
			}
			ps = append(append([]paragraph{}, ps[:i]...), ps[i+1:]...)
			break
		}
		if !short(p.text) {
			break
		}
	}
	heading := ""
	var b strings.Builder
	for _, p := range ps {
		if s := strings.TrimSpace(p.text); s != "" {
			if p.title && r.Title == "" {
				r.Title = flatten(s)
			}
			if p.heading && heading == "" && b.Len() < 400 {
				heading = flatten(s)
			}
			b.WriteString(s + "\n\n")
		}
	}
	if r.Title == "" {
		r.Title = heading
	}
	r.Text, _ = Headed(r.Title, strings.TrimSpace(b.String()))
	return f
}
