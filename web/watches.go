package web

import (
	"cmp"
	"context"
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/collect"
	"github.com/recountlab/recount/desk"
	"github.com/recountlab/recount/store"
)

type watchesPage struct {
	Watches  []watchView
	Alarms   int          // that fail or are silent
	ByHand   []store.Page // pages that people named
	Troubled []store.Page // that could not be got
	Writes   bool         // whether the forms are there
	Running  bool         // whether this program does what is due
	Page     string       // address to be offered in the form
	Mark     template.URL // a bookmark that brings a page here
	Seeds    []collect.Seed
	Now      time.Time
}

// A watchView is a watch as the page shows it.
type watchView struct {
	store.Watch
	Health desk.Health
	Quiet  time.Duration // after which it is silent, 0 if that is not known
	Pages  store.PageCounts
}

const troubledShown, byHandShown = 50, 20

func (s *site) watches(w http.ResponseWriter, q *http.Request) error {
	ctx, now := q.Context(), s.now()
	p := watchesPage{Now: now, Writes: s.writes(q), Running: s.watching, Page: q.URL.Query().Get("page")}
	counts, err := s.r.PagesNamed(ctx, now.Add(-24*time.Hour))
	if err != nil {
		return err
	}
	ws, err := s.r.Watches(ctx)
	if err != nil {
		return err
	}
	watched := map[string]bool{}
	for _, x := range ws {
		v := watchView{x, desk.HealthOf(x, now), desk.SilentAfter(x), counts[x.Address]}
		if v.Health == desk.Failing || v.Health == desk.SilentAt {
			p.Alarms++
		}
		watched[x.Address] = true
		p.Watches = append(p.Watches, v)
	}
	slices.SortStableFunc(p.Watches, func(a, b watchView) int { return cmp.Compare(alarm[a.Health], alarm[b.Health]) })
	if p.ByHand, err = s.r.ByHand(ctx, byHandShown); err != nil {
		return err
	}
	if p.Troubled, err = s.r.Troubled(ctx, troubledShown); err != nil {
		return err
	}
	if p.Writes {
		for _, seed := range collect.Seeds() {
			if !watched[seed.Address] {
				p.Seeds = append(p.Seeds, seed)
			}
		}
		here := url.URL{Scheme: "http", Host: q.Host, Path: "/watches"}
		if q.TLS != nil {
			here.Scheme = "https"
		}
		// Of what a request says only a host is in it, which a URL escapes.
		p.Mark = template.URL("javascript:location.href='" + template.JSEscapeString(here.String()) + "?page='+encodeURIComponent(location.href)")
	}
	return s.show(w, q, http.StatusOK, "watches", "Watch", p)
}

// alarm orders watches: what a person should look at comes first.
var alarm = map[desk.Health]int{desk.Failing: 0, desk.SilentAt: 1, desk.New: 2, desk.Well: 3, desk.Paused: 4}

// watch does what a form of the page asks for, and shows the page again.
func (s *site) watch(w http.ResponseWriter, q *http.Request) error {
	f, err := s.form(w, q)
	if err != nil {
		return err
	}
	if err := s.watchAct(q.Context(), f.Get("act"), strings.TrimSpace(f.Get("address"))); err != nil {
		return err
	}
	http.Redirect(w, q, "/watches", http.StatusSeeOther)
	return nil
}

func (s *site) watchAct(ctx context.Context, act, address string) error {
	switch act {
	case "page":
		return s.desk.Name(ctx, address)
	case "watch":
		if desk.IsFolder(address) { // who reaches the page may not read the disk
			return fmt.Errorf("%q is no address of the web: %w", address, recount.ErrInvalid)
		}
		_, err := s.desk.Watch(ctx, store.Watch{Address: address})
		return err
	case "pause", "resume":
		return s.desk.Pause(ctx, address, act == "pause")
	case "end":
		return s.desk.Unwatch(ctx, address)
	}
	return fmt.Errorf("act %q: %w", act, recount.ErrInvalid)
}
