package collect

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

var liveNames = wordSet(`liveblog liveposts livefeed liveticker liveupdates livetext livecoverage live-blog live-post live-posts live-update live-updates live-coverage live-feed live-text live-ticker live-entry live-stream blog-live text-live`)

// showsLive reports whether the page calls itself a live blog.
func (p *page) showsLive() bool {
	for n := range p.doc.Descendants() {
		if n.Type != html.ElementNode || n.DataAtom == atom.A {
			continue
		}
		if strings.HasSuffix(attr(n, "itemtype"), "/LiveBlogPosting") || attr(n, "itemprop") == "liveBlogUpdate" {
			return true
		}
		called := attr(n, "class") + " " + attr(n, "id")
		if !strings.Contains(called, "live") && !strings.Contains(called, "Live") {
			continue
		}
		if hasClassPair(called, liveNames) {
			return true
		}
	}
	return false
}

// shownPosts finds the elements beside each other, of one kind, that each hold
// a time and text.
func (p *page) shownPosts() []post {
	type kind struct {
		parent *html.Node
		tag    atom.Atom
		class  string
	}
	groups := map[kind][]*html.Node{}
	in := map[*html.Node]kind{}
	var order []kind
	for _, b := range p.bs {
		if len(b.times) == 0 && !clockLine.MatchString(foldDate(firstLine(b.text))) && statedDates(firstLine(b.text)) == nil {
			continue
		}
		for n := b.in; n != nil && n.Parent != nil && n.DataAtom != atom.Body; n = n.Parent {
			if _, ok := in[n]; ok {
				continue
			}
			class, _, _ := strings.Cut(attr(n, "class"), " ")
			k := kind{n.Parent, n.DataAtom, class}
			if in[n] = k; len(groups[k]) == 0 {
				order = append(order, k)
			}
			groups[k] = append(groups[k], n)
		}
	}
	weight := map[kind]int{}
	for _, b := range p.bs {
		for n := b.in; n != nil; n = n.Parent {
			if k, ok := in[n]; ok && len(groups[k]) > 1 {
				weight[k] += b.plainLetters()
			}
		}
	}
	best := kind{}
	for _, k := range order {
		if weight[k] > weight[best] {
			best = k
		}
	}
	ns := groups[best]
	ns = ns[:min(len(ns), maxPosts)]
	p.postNodes = setOf(ns...)
	return p.readPosts(ns)
}

var clockLine = regexp.MustCompile(`^(\d{1,2})[:.h](\d{2})(?:\s*(am|pm|ص|م|صباحا|مساء))?(?:\s*\(?(gmt|utc|bst|cet|cest|msk|мск|est|edt|eet|eest)\)?)?(?:$|\s)`)

func firstLine(s string) string {
	s, _, _ = strings.Cut(s, "\n")
	return s
}

// readPosts reads each of the elements, which stand in the order of the page.
func (p *page) readPosts(ns []*html.Node) (out []post) {
	published, updated := p.when()
	day := updated.From // newest first, as most are
	if day.IsZero() {
		day = published.From
	}
	last, at := -1, 0
	for _, n := range ns {
		x := post{anchor: anchorOf(n)}
		var body []block
		clock := -1
		for ; at < len(p.bs); at++ {
			b := p.bs[at]
			if p.postNodes.over(b.in) != n {
				if len(body) > 0 || p.postNodes.over(b.in) != nil {
					break
				}
				if w, ok := parseDate(b.text); ok { // a day that parts the posts
					day, last = w.From, -1
				}
				continue
			}
			for _, m := range b.times {
				if m.updated {
					x.updated = m.when
				} else if x.published.IsZero() {
					x.published = m.when
				}
			}
			if m := clockLine.FindStringSubmatch(foldDate(firstLine(b.text))); m != nil && clock < 0 {
				clock = minutes(m)
			} else if x.published.IsZero() && len(b.text) < 120 {
				if ds := datesIn(b.text, p.dayFirst); len(ds) > 0 {
					x.published = ds[0].when
				}
			}
			if b.author && x.author == "" && len(b.text) < 100 {
				x.author = b.text
			}
			if b.heading && x.title == "" {
				x.title = flatten(b.text)
			}
			body = append(body, b)
		}
		if x.published.IsZero() && clock >= 0 && !day.IsZero() {
			if last >= 0 && clock > last+60 {
				day = day.AddDate(0, 0, -1)
			}
			last = clock
			t := time.Date(day.Year(), day.Month(), day.Day(), 0, clock, 0, 0, time.UTC)
			x.published = minuteAt(t, "")
		}
		body = slices.DeleteFunc(running(body, x.author, p.dayFirst), func(b block) bool {
			return clockLine.MatchString(foldDate(b.text)) && words(b.text) <= 4 || b.heading && sameWords(b.text, x.title)
		})
		if x.text = joined(body); x.text != "" {
			out = append(out, x)
		}
	}
	return out
}

// minutes since midnight of what clockLine found, -1 if that is no time.
func minutes(m []string) int {
	h, min := atoi(m[1]), atoi(m[2])
	if after := m[3] == "pm" || m[3] == "م" || m[3] == "مساء"; after && h < 12 {
		h += 12
	} else if m[3] != "" && !after && h == 12 {
		h = 0
	}
	if h > 23 || min > 59 {
		return -1
	}
	return h*60 + min - zones[m[4]]/60
}

// anchorOf returns by what name a post can be gone to.
func anchorOf(n *html.Node) string {
	for _, key := range []string{"id", "data-id", "data-post-id", "data-block-id", "data-entry-id"} {
		if v := attr(n, key); v != "" && !strings.ContainsAny(v, " #") {
			return v
		}
	}
	for d := range n.Descendants() {
		if d.DataAtom == atom.A {
			if _, frag, ok := strings.Cut(attr(d, "href"), "#"); ok && frag != "" {
				return frag
			}
			if v := attr(d, "name"); v != "" {
				return v
			}
		}
		if v := attr(d, "id"); v != "" && d.Type == html.ElementNode && (d.DataAtom == atom.Article || slices.Contains(headings, d.DataAtom)) {
			return v
		}
	}
	return ""
}
