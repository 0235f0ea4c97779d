package collect

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/archive"
	"github.com/recountlab/recount/text"
)

// parsePage reads the article of an HTML page: what a reader would see of it
// without the furniture. Where no article can be told apart, all that is
// visible is read. A page that is a live blog holds a report for each post.
func parsePage(c archive.Capture) ([]Found, error) {
	src, scripts := slim(decode(c.Body, c.Type(), true))
	doc, err := html.ParseWithOptions(strings.NewReader(src), html.ParseOptionEnableScripting(false))
	if err != nil { // among others, nested more than 512 deep
		return nil, fmt.Errorf("%s: %v: %w", c.URL, err, recount.ErrInvalid)
	}
	p := page{capture: c, doc: doc, scripts: scripts, facts: pageFacts(doc, scripts)}
	p.bs = cut(doc)
	p.read()
	if posts := p.posts(); len(posts) > 0 {
		return p.blog(p.found(), posts)
	}
	return one(finish(c, p.found(), 0))
}

// page is an HTML page while it is read.
type page struct {
	facts
	capture     archive.Capture
	doc         *html.Node
	scripts     []script
	bs          []block // all of it
	from, until int     // the article within bs
	name        string  // the headline
	shown       int     // which of bs is the headline, -1 if none
	writer      string
	text        string
	guess       recount.Lang // of the running text
	sure        float64
	dayFirst    bool // 5/3/2024 is in March
	partial     bool
	postNodes   nodes // the entries of a live blog
}

// read finds headline, byline and text.
func (p *page) read() {
	p.guess, p.sure = guess(p.bs)
	p.dayFirst = p.guess != "" && p.guess != "en"
	p.name, p.shown = p.title(p.bs)
	p.from, p.until = bodyBlocks(p.doc, p.bs, p.shown)
	p.writer = p.author(p.bs, p.shown, p.from, p.until)
	body := p.bs[p.from:p.until]
	asked := p.payWalled()
	kept := slices.DeleteFunc(running(body, p.writer, p.dayFirst), func(b block) bool {
		pay := len(b.text) < 400 && asks(b.text)
		asked = asked || pay
		return pay || p.shown >= 0 && sameWords(b.text, p.name) || p.onlyNames(b)
	})
	p.partial = p.isPartial(kept, asked)
	if p.shown >= 0 {
		kept = append([]block{p.bs[p.shown]}, kept...)
	}
	if len(kept) == 0 {
		kept = body
	}
	p.text = joined(kept)
	if hidden := p.untold(kept); hidden != "" {
		p.text, p.partial = hidden, false
		if p.shown >= 0 {
			p.text, _ = Headed(p.name, hidden)
		}
	}
	for _, c := range p.corrections {
		if !strings.Contains(letters(p.text), letters(c)) {
			if !correction.MatchString(c) {
				c = "Correction: " + c
			}
			p.text += "\n\n" + flatten(c)
		}
	}
}

// onlyNames reports whether a block is the outlet's name, or that and the author's.
func (p *page) onlyNames(b block) bool {
	for l := range strings.SplitSeq(b.text, "\n") {
		if !sameWords(l, p.outlet) && !sameWords(l, p.writer) {
			return false
		}
	}
	return true
}

// untold returns the text of an article that the page keeps in data for its
// programs and does not show, or shows the beginning of.
func (p *page) untold(kept []block) string {
	shown := 0
	for _, b := range kept {
		shown += len(b.text)
	}
	in := ""
	if len(p.body) > 200 && len(p.body)*2 > shown {
		in = markup(p.body)
	}
	if prose := slices.ContainsFunc(kept, block.prose); !prose && in == "" {
		in = stateText(p.scripts)
	}
	if in == "" || len(in) < shown+shown/4 && overlap(in, joined(kept)) > 0.5 {
		return ""
	}
	return in
}

func joined(bs []block) string {
	var b strings.Builder
	for i, x := range bs {
		if i > 0 {
			b.WriteString("\n\n")
		}
		b.WriteString(x.text)
	}
	return b.String()
}

func (p *page) payWalled() bool {
	for n := range p.doc.Descendants() {
		if n.Type == html.ElementNode && n.DataAtom != atom.Body && (hasClassWord(attr(n, "class"), payWords) || hasClassWord(attr(n, "id"), payWords)) && !hidden(n) {
			if t := flat(n); len(t) > 20 && len(t) < 1500 && asks(t) {
				return true
			}
		}
	}
	return false
}

var payWords = wordSet(`paywall regwall piano subscriber subscribers subscribe subscription premium metered abonnes`)

// guess returns the likely language of a page's running text.
func guess(bs []block) (recount.Lang, float64) {
	var b strings.Builder
	for _, x := range bs {
		if b.Len() < 2000 && x.prose() {
			b.WriteString(x.text)
			b.WriteByte('\n')
		}
	}
	return text.Guess(b.String())
}

// found is the page as one report.
func (p *page) found() Found {
	f := Found{Outlet: p.outlet}
	r := &f.Report
	r.Title, r.Text, r.Author = p.name, p.text, p.writer
	r.Lang = p.lang()
	r.Canonical = p.address(p.capture.URL)
	r.Published, r.Updated = p.when()
	if p.partial {
		r.Partial = Paywall
	}
	return f
}

// lang is the language declared, unless its script is another than the text's:
// many pages still declare the language their template was made in.
func (p *page) lang() recount.Lang {
	said := p.language()
	if said == "" {
		return ""
	}
	if p.guess != "" && p.guess != said && (scriptOf(p.text) != scriptsOf[said] || said == "en" && p.sure > 0.9 && len(p.text) > 400) {
		return p.guess
	}
	return said
}

// scriptsOf are those of languages that are not written in Latin letters.
var scriptsOf = map[recount.Lang]string{"ar": "arabic", "fa": "arabic", "ur": "arabic", "ps": "arabic", "ckb": "arabic", "ku": "", "ru": "cyrillic", "uk": "cyrillic", "be": "cyrillic", "bg": "cyrillic",
	"sr": "", "mk": "cyrillic", "kk": "", "he": "hebrew", "iw": "hebrew", "yi": "hebrew", "el": "greek", "am": "other", "ti": "other", "my": "other", "hi": "other", "bn": "other", "zh": "other", "ja": "other", "ko": "other", "th": "other", "ka": "other", "hy": "other"}

func scriptOf(s string) string {
	n := map[string]int{}
	for i, r := range s {
		if i > 4000 {
			break
		}
		switch {
		case !unicode.IsLetter(r):
		case r < 0x250:
			n[""]++
		case unicode.Is(unicode.Arabic, r):
			n["arabic"]++
		case unicode.Is(unicode.Cyrillic, r):
			n["cyrillic"]++
		case unicode.Is(unicode.Hebrew, r):
			n["hebrew"]++
		case unicode.Is(unicode.Greek, r):
			n["greek"]++
		default:
			n["other"]++
		}
	}
	best := ""
	for _, k := range []string{"arabic", "cyrillic", "hebrew", "greek", "other"} {
		if n[k] > n[best] {
			best = k
		}
	}
	return best
}

// when returns when the page says that it was published and last changed.
// Data for programs is believed before what is shown, and a finer time before
// a coarser one of the same day.
func (p *page) when() (published, updated recount.When) {
	shown, changed := shownDates(p.bs, p.shown, p.from, p.until, p.dayFirst)
	var all []recount.When
	all = append(all, p.published)
	all = append(all, p.dated(publishedNames)...)
	all = append(all, shown...)
	all = append(all, urlDate(p.capture.URL), urlDate(p.address(p.capture.URL)))
	published = p.best(all)
	updated = p.best(append(append([]recount.When{p.updated}, p.dated(updatedNames)...), changed...))
	if published.IsZero() {
		published, updated = updated, recount.When{}
	}
	if !updated.From.After(published.From) || !updated.From.After(published.Until.Add(-time.Minute)) && published.Grain == updated.Grain {
		updated = recount.When{}
	}
	return published, updated
}

func (p *page) best(ws []recount.When) (best recount.When) {
	for _, w := range ws {
		switch {
		case w.IsZero() || w.From.Year() < 1990 || !p.capture.At.IsZero() && w.From.After(p.capture.At.AddDate(0, 0, 2)):
		case best.IsZero():
			best = w
		case best.Grain == recount.Day && w.Grain == recount.Minute && w.From.After(best.From.Add(-14*time.Hour)) && w.From.Before(best.Until.Add(12*time.Hour)):
			best = w
		}
	}
	return best
}
