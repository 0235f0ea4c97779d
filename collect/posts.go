package collect

import (
	"net/url"
	"slices"
	"strings"

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
	if len(said) == 0 || len(used) > 0 { // else what is shown is something else
		for i, s := range shown {
			if !used[i] {
				out = append(out, s)
			}
		}
	}
	out = slices.DeleteFunc(out, func(x post) bool { return strings.TrimSpace(x.text+x.title) == "" })
	size := 0
	for _, x := range out {
		size += len(x.text)
	}
	if !p.live && (len(out) < 2 || size*2 < len(p.text)) { // a box of news beside an article
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
