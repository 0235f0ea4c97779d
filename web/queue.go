package web

import (
	"html/template"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/desk"
	"github.com/recountlab/recount/store"
)

// A queuePage shows one thing that waits for a person: a claim whose reading is
// to be checked, or two incidents that may be one.
type queuePage struct {
	Kind   string // one of the kinds
	Tabs   []queueTab
	Pass   int // how many were passed over
	Seen   int64
	Writes bool
	Claim  *queueClaim
	Pair   *queuePair
	List   *queueList // of many at once; nil for one at a time
	Done   *done
	Whats  []recount.What
	Groups map[string][]string // to tell victims apart by
	Asked  url.Values          // what the address asks for, of country, source, what, from and until
	Keep   template.URL        // the same, to be put behind other addresses
	Here   string              // address to come back to
}

// A queueTab is one kind of thing that waits.
type queueTab struct {
	Kind, Head string
	N          int
	More       bool // than N
}

// A queueList is things that wait, to be looked at or decided about together.
type queueList struct {
	Rows   []queueRow
	Acts   []recount.Act // what can be said of several
	Grades []string
	People []string
	Me     string
	Gives  bool
	One    bool // whether the same can be had one at a time
}

// A queueRow is one of them.
type queueRow struct {
	ID, Href string
	Title    string // of a report, or an incident that is gone
	Item     *incidentRow
	Quote    []piece
	Lang     recount.Lang
	Read     *recount.Claim
	For      *recount.Decision // by which it is somebody's
	Words    []called          // of a note
}

const (
	sureEnough   = 0.9 // claims surer than this are not asked about
	mostWaiting  = 300
	mostListed   = 50
	claimsListed = 25
	quotesShown  = 4
	aroundShown  = 400 // bytes of text before and after a sentence
)

// queueKeys are what a queue is asked for by its address.
var queueKeys = []string{"country", "source", "what", "from", "until"}

func (s *site) queue(w http.ResponseWriter, q *http.Request) error {
	ctx, v := q.Context(), q.URL.Query()
	if s.desk == nil {
		return recount.ErrNotFound
	}
	p := queuePage{Kind: v.Get("kind"), Writes: s.writes(q), Whats: asked, Groups: groups, Asked: url.Values{}}
	p.Pass, _ = strconv.Atoi(v.Get("pass"))
	p.Pass = max(0, p.Pass)
	for _, k := range queueKeys {
		if x := strings.TrimSpace(v.Get(k)); x != "" {
			p.Asked.Set(k, x)
		}
	}
	if len(p.Asked) > 0 {
		p.Keep = template.URL("&" + p.Asked.Encode())
	}
	f, err := filterOf(p.Asked)
	if err != nil {
		return err
	}
	f.Limit = mostListed
	unchecked := store.UncheckedFilter{Below: sureEnough, What: f.What, Country: f.Country, Source: recount.SourceID(p.Asked.Get("source")), From: f.From, Until: f.Until, Pass: p.Pass, Limit: 1}
	if p.Seen, err = s.r.Size(ctx); err != nil {
		return err
	}
	pairs, err := s.pairs(ctx, f)
	if err != nil {
		return err
	}
	claims, err := s.r.CountUnchecked(ctx, unchecked, mostWaiting)
	if err != nil {
		return err
	}
	p.Tabs = []queueTab{{Kind: "pairs", Head: "Incidents that may be one", N: len(pairs), More: len(pairs) >= mostWaiting}, {Kind: "claims", Head: "Readings to check", N: claims, More: claims >= mostWaiting}}
	var mine desk.Mine
	if me := s.who(q).Name; me != "" {
		if mine, err = s.desk.Mine(ctx, me, f); err != nil {
			return err
		}
		p.Tabs = append(p.Tabs, queueTab{Kind: "assigned", Head: "Assigned to me", N: len(mine.Assigned), More: len(mine.Assigned) >= mostListed},
			queueTab{Kind: "mentions", Head: "Notes that call me", N: len(mine.Mentions), More: len(mine.Mentions) >= mostListed},
			queueTab{Kind: "sign", Head: "To sign off", N: len(mine.ToSign), More: len(mine.ToSign) >= mostListed}, queueTab{Kind: "grade", Head: "Grades due", N: len(mine.ToGrade), More: len(mine.ToGrade) >= mostListed})
	}
	if p.Done, err = s.done(q); err != nil {
		return err
	}
	if !slices.ContainsFunc(p.Tabs, func(t queueTab) bool { return t.Kind == p.Kind }) {
		if p.Kind = "claims"; len(pairs) > 0 {
			p.Kind = "pairs"
		}
	}
	p.Here = "/queue?" + url.Values{"kind": {p.Kind}}.Encode() + string(p.Keep)
	switch {
	case v.Get("claim") != "":
		p.Kind = "claims"
		cs, err := s.r.Claims(ctx, recount.ClaimID(v.Get("claim")))
		if err != nil {
			return err
		}
		if len(cs) == 0 {
			return recount.ErrNotFound
		}
		if p.Claim, err = s.queueClaim(q, cs[0]); err != nil {
			return err
		}
	case p.Kind == "claims":
		if v.Get("list") != "" {
			p.Here += "&list=1"
			unchecked.Limit = claimsListed
		}
		cs, err := s.r.Unchecked(ctx, unchecked)
		if err != nil {
			return err
		}
		if v.Get("list") != "" {
			p.List, err = s.listOfClaims(q, cs)
		} else if len(cs) > 0 {
			p.Claim, err = s.queueClaim(q, cs[0])
		}
		if err != nil {
			return err
		}
	case p.Kind == "pairs":
		if p.Pass < len(pairs) {
			if p.Pair, err = s.queuePair(q, pairs[p.Pass]); err != nil {
				return err
			}
		}
	default:
		if p.List, err = s.listOf(q, p.Kind, mine); err != nil {
			return err
		}
	}
	return s.show(w, q, http.StatusOK, "queue", "Queue", p)
}
