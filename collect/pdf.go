package collect

import (
	"fmt"
	"strings"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/archive"
	"github.com/recountlab/recount/pdf"
)

// parsePDF reads the text of a PDF as one report. When the file was made is not
// when it was published, and whoever made it did not sign it: neither is taken.
func parsePDF(c archive.Capture) (Found, error) {
	doc, err := pdf.Read(c.Body)
	if err != nil {
		return Found{}, fmt.Errorf("%s: %v: %w", c.URL, err, recount.ErrInvalid)
	}
	largest := 0
	for i, p := range doc.Paragraphs {
		if p.Page == 1 && len(p.Text) < 300 && words(p.Text) > 1 && p.Size > doc.Paragraphs[largest].Size {
			largest = i
		}
	}
	var ps []paragraph
	for i, p := range doc.Paragraphs {
		heading := p.Size > 1.12*doc.Body
		ps = append(ps, paragraph{text: p.Text, heading: heading, title: i == largest && heading && words(p.Text) > 1 && len(p.Text) < 300})
	}
	f := Found{}.written(ps)
	if doc.Pictures > 0 {
		f.Report.Partial = fmt.Sprintf("%d of its %d pages are pictures", doc.Pictures, doc.Pages)
	}
	if t := flatten(doc.Title); f.Report.Title == "" && words(t) >= 3 && !strings.Contains(t, "Microsoft ") {
		f.Report.Title = t
	}
	return finish(c, f, 0)
}
