package web

import (
	"cmp"
	"context"
	"html/template"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/desk"
	"github.com/recountlab/recount/extract"
	"github.com/recountlab/recount/ledger"
	"github.com/recountlab/recount/lexicon"
	"github.com/recountlab/recount/store"
)

type reportPage struct {
	store.ReportItem
	Pieces    []piece
	Cards     []card
	Incidents []recount.IncidentID
	Copies    []copyOf       // the other reports that print its text
	Versions  []desk.Version // of its address, if it was seen to change
	Entries   []ledger.Entry
	Seen      int64 // size of the ledger as shown
	Writes    bool
	Drawn     bool   // some claim has a place to draw
	Asked     string // a name looked up, for the claim AskedFor
	AskedFor  recount.ClaimID
	Words     bool // whether words may be chosen and read
	Talk      *talk
	Done      *done
	Answers   []rival
	Original  bool // show what it was made from beside its text
	Kept      bool // whether those bytes are to be had here
}

// A card is a claim as the margin shows it.
type card struct {
	recount.Claim // as people corrected it, but for its place
	Read          *recount.Claim
	Number        int
	Name          string
	Kind          recount.SourceKind
	Incident      recount.IncidentID
	Toll          *recount.Toll    // of its incident, of the same harm and people
	Why           []extract.Reason // how it was read, in order
	Rivals        []rival
	Given         *correction        // the place a person gave it
	Judged        []recount.Decision // what else people decided about it
}

func (s *site) report(w http.ResponseWriter, q *http.Request) error {
	ctx := q.Context()
	it, err := s.r.Report(ctx, recount.ReportID(q.PathValue("id")))
	if err != nil {
		return err
	}
	claims, err := s.r.ClaimsOf(ctx, it.Report.ID)
	if err != nil {
		return err
	}
	slices.SortStableFunc(claims, extract.ByPlace)
	p := reportPage{ReportItem: *it, Writes: s.writes(q), Asked: q.URL.Query().Get("place"), AskedFor: recount.ClaimID(q.URL.Query().Get("claim")), Original: s.desk != nil && q.URL.Query().Has("original"), Kept: s.desk != nil}
	if p.Seen, err = s.r.Size(ctx); err != nil {
		return err
	}
	p.Words = p.Writes && s.reader != nil && s.reader.Name(it.Report.Lang) != ""
	p.Answers = s.lookedUp(s.tongue(q), p.Asked)
	given, err := s.correctedPlaces(ctx, claims)
	if err != nil {
		return err
	}
	judged, err := s.judged(ctx, claims)
	if err != nil {
		return err
	}
	var ms []mark
	numbers := map[recount.ClaimID]int{}
	for i, c := range claims {
		numbers[c.ID] = i + 1
		ms = append(ms, marksOf(&c)...)
		now := desk.Corrected(c, judged[c.ID])
		k := card{Claim: now, Read: &claims[i], Number: i + 1, Name: s.tongue(q).voices(now.Says), Kind: voiceKind(now.Says),
			Why: extract.Explain(s.packOf(c.Reader), it.Report.Text, &c, claims)}
		k.Rivals, k.Given, k.Judged = s.rivals(s.tongue(q), c.Where.Rivals), given[c.ID], judged[c.ID]
		p.Drawn = p.Drawn || c.Where.Precision != recount.NoPlace || k.Given != nil
		if in, err := s.r.IncidentOf(ctx, c.ID); err == nil {
			k.Incident = in
			if k.Toll, err = s.tollOf(ctx, in, &c); err != nil {
				return err
			}
		}
		p.Cards = append(p.Cards, k)
	}
	p.Pieces = cut(it.Report.Text, ms, numbers)
	if p.Incidents, err = s.r.IncidentsOf(ctx, it.Report.ID); err != nil {
		return err
	}
	if p.Copies, err = s.copies(ctx, it.Report.ID); err != nil {
		return err
	}
	if it.Report.URL != "" {
		if p.Versions, err = desk.Versions(ctx, s.r, it.Report.URL); err != nil {
			return err
		}
	}
	if p.Entries, err = s.r.EntriesAbout(ctx, string(it.Report.ID)); err != nil {
		return err
	}
	if s.desk != nil {
		about := []string{string(it.Report.ID)}
		for i := range claims {
			about = append(about, string(claims[i].ID))
		}
		said, err := s.r.Thread(ctx, about...)
		if err != nil {
			return err
		}
		if p.Talk, err = s.talk(q, string(it.Report.ID), said); err != nil {
			return err
		}
		if p.Done, err = s.done(q); err != nil {
			return err
		}
	}
	return s.show(w, q, http.StatusOK, "report", cmp.Or(it.Report.Title, it.Report.URL, string(it.Report.ID)), p)
}

// packOf returns the pack that a reader read with, nil if it is not at hand.
func (s *site) packOf(reader string) *lexicon.Pack {
	for _, p := range s.packs {
		if extract.NameOf(p) == reader {
			return p
		}
	}
	return nil
}

// claim leads from a claim's address to its place in the report.
func (s *site) claim(w http.ResponseWriter, q *http.Request) error {
	cs, err := s.r.Claims(q.Context(), recount.ClaimID(q.PathValue("id")))
	if err != nil {
		return err
	}
	if len(cs) == 0 {
		return recount.ErrNotFound
	}
	http.Redirect(w, q, "/reports/"+url.PathEscape(string(cs[0].Report))+"#"+url.PathEscape(string(cs[0].ID)), http.StatusSeeOther)
	return nil
}

type reportsPage struct {
	Query   url.Values
	Items   []store.ReportItem
	Next    template.URL
	Counts  store.Counts
	Waiting int64
}

func (s *site) reports(w http.ResponseWriter, q *http.Request) error {
	v := q.URL.Query()
	items, next, err := s.r.Reports(q.Context(), store.ReportFilter{Text: v.Get("q"), Source: recount.SourceID(strings.TrimSpace(v.Get("source"))), Lang: recount.Lang(v.Get("lang")), Reading: store.Reading(v.Get("reading")), Limit: 50, After: v.Get("after")})
	if err != nil {
		return err
	}
	p := reportsPage{Query: v, Items: items}
	if p.Counts, err = s.r.Counts(q.Context()); err != nil {
		return err
	}
	if next != "" {
		p.Next = withQuery(q.URL.Query(), "after", next)
	}
	return s.show(w, q, http.StatusOK, "reports", "Reports", p)
}

// judged are the decisions of people about claims, but for their places.
func (s *site) judged(ctx context.Context, claims []recount.Claim) (map[recount.ClaimID][]recount.Decision, error) {
	about := make([]string, 0, len(claims))
	for i := range claims {
		about = append(about, string(claims[i].ID))
	}
	if len(about) == 0 {
		return nil, nil
	}
	ds, err := s.r.Decisions(ctx, about...)
	if err != nil {
		return nil, err
	}
	out := map[recount.ClaimID][]recount.Decision{}
	for _, d := range ds {
		if d.By.Kind == recount.Person && d.Act.Bears() && d.Field != "where" {
			out[recount.ClaimID(d.Subject)] = append(out[recount.ClaimID(d.Subject)], d)
		}
	}
	return out, nil
}
