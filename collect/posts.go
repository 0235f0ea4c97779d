package collect

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/recountlab/recount"
)

// A post is an entry of a live blog.
type post struct {
	anchor, title, text, author string
	published, updated          recount.When
}

// maxPosts is how many entries of one page are read.
const maxPosts = 3000

// posts returns the entries of a page that is a live blog, none if it is no
// such page. They are read from what the page shows and from its data for
// programs; an entry that is in both is taken where more of it stands.
func (p *page) posts() []post {
	said := p.linked.posts
	if !p.live && len(said) == 0 && !p.showsLive() {
		return nil
	}
	shown := p.shownPosts()
	by := map[string]int{} // which of shown, by anchor and by title
	for i, s := range shown {
		for _, key := range []string{"#" + s.anchor, letters(s.title)} {
			if _, taken := by[key]; !taken && strings.Trim(key, "#") != "" {
				by[key] = i
			}
		}
	}
	var out []post
	used := map[int]bool{}
	for _, l := range said {
		x := post{anchor: p.anchor(l.url), title: l.headline, text: markup(l.body), published: l.published, updated: l.updated, author: strings.Join(l.authors, ", ")}
		i, ok := by["#"+x.anchor]
		if !ok {
			i, ok = by[letters(x.title)]
		}
		if ok && !used[i] {
			used[i] = true
			if s := shown[i]; len(s.text) > len(x.text) {
				x.text = s.text
			}
			if x.anchor == "" {
				x.anchor = shown[i].anchor
			}
		}
		out = append(out, x)
	}
	for i, s := range shown {
		if !used[i] {
			out = append(out, s)
		}
	}
	out = slices.DeleteFunc(out, func(x post) bool { return strings.TrimSpace(x.text+x.title) == "" })
	if len(out) < 2 && !p.live {
		return nil
	}
	return out
}

// blog makes a report of every post, and one of what stands above them, if
// anything does.
func (p *page) blog(whole Found, posts []post) ([]Found, error) {
	var out []Found
	whole.Report.Raw = recount.Sum(p.capture.Body)
	if intro := p.intro(); intro != "" {
		f := whole
		f.Report.Text = intro
		f, err := finish(p.capture, f, 0)
		if err == nil {
			out = append(out, asPost(f))
		}
	}
	seen := map[recount.ReportID]bool{}
	for _, x := range posts {
		f := Found{Outlet: whole.Outlet}
		r := &f.Report
		*r = recount.Report{Title: x.title, Author: cleanAuthor(x.author), Lang: whole.Report.Lang, Raw: whole.Report.Raw, Published: x.published, Updated: x.updated, URL: p.addressOf(x)}
		r.Text, _ = Headed(x.title, x.text)
		if !r.Updated.From.After(r.Published.From) {
			r.Updated = recount.When{}
		}
		f, err := finish(p.capture, f, 0)
		if f = asPost(f); err == nil && !seen[f.Report.ID] {
			seen[f.Report.ID] = true
			out = append(out, f)
		}
	}
	return out, nil
}

// asPost names a report by its own words and not by the page it was found in,
// so that it stays one report when others come in above it.
func asPost(f Found) Found {
	f.Report.ID = recount.NameReport(recount.Sum([]byte(f.Report.Text)), f.Report.URL, 0)
	return f
}

// addressOf is the address of a post: the page's with the post's anchor or,
// where it has none, with its first words as browsers look for them.
func (p *page) addressOf(x post) string {
	if strings.Contains(x.anchor, "://") {
		return x.anchor
	}
	base, _, _ := strings.Cut(p.capture.URL, "#")
	if x.anchor != "" {
		return base + "#" + x.anchor
	}
	ws := strings.Fields(x.title + " " + x.text)
	return base + "#:~:text=" + url.PathEscape(strings.Join(ws[:min(len(ws), 8)], " "))
}

// anchor returns the part of a post's address that tells it from the page's,
// or all of it if it has a page of its own on the same site.
func (p *page) anchor(addr string) string {
	here, err := url.Parse(p.capture.URL)
	if err != nil || addr == "" {
		return ""
	}
	u, err := here.Parse(addr)
	switch {
	case err != nil:
		return ""
	case u.Fragment != "":
		return u.Fragment
	case here.Host == "" || site(u.Hostname()) != site(here.Hostname()) || plainAddress(addr) == plainAddress(p.capture.URL) || plainAddress(addr) == plainAddress(p.canonical) || u.Scheme != "http" && u.Scheme != "https":
		return ""
	}
	return u.String()
}

var livePairs = wordSet(`live-blog live-post live-posts live-update live-updates live-coverage live-feed live-text live-ticker live-entry live-stream blog-live text-live`)
var liveWords = wordSet(`liveblog liveposts livefeed liveticker liveupdates livetext livecoverage`)

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
		for name := range strings.FieldsSeq(called) {
			last := ""
			for w := range classWords(name) {
				if liveWords[w] || last != "" && livePairs[last+"-"+w] {
					return true
				}
				last = w
			}
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
				if m.when.updated {
					x.updated = m.when.when
				} else if x.published.IsZero() {
					x.published = m.when.when
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

// intro is what a live blog says above its posts.
func (p *page) intro() string {
	var kept []block
	for i := p.from; i < p.until; i++ {
		if p.postNodes.over(p.bs[i].in) != nil {
			break
		}
		kept = append(kept, p.bs[i])
	}
	kept = slices.DeleteFunc(running(kept, p.writer, p.dayFirst), func(b block) bool { return p.shown >= 0 && sameWords(b.text, p.name) })
	if !slices.ContainsFunc(kept, block.prose) {
		return ""
	}
	text := joined(kept)
	if p.shown >= 0 {
		text, _ = Headed(p.name, text)
	}
	return text
}
