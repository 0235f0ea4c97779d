package web

import (
	"cmp"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/desk"
	"github.com/recountlab/recount/extract"
	"github.com/recountlab/recount/store"
)

// An enterPage is where a person enters a claim that no machine read: she chooses
// words of the report for each of its fields, and is shown what they say.
type enterPage struct {
	*store.ReportItem
	Fields    []entered
	Whats     []recount.What
	Incidents []recount.Incident // that the report speaks of
	Of        recount.IncidentID // of them, the one that it belongs to
	How       extract.How
	Asked     bool
	Claim     *card            // as its words say, nil if they do not
	Not       *extract.NotSaid // what they do not say
	Same      *recount.Claim   // that says it already
	Seen      int64
	What      recount.What
}

// An entered field is one for which words are chosen.
type entered struct{ Name, Head, Words, From string }

// enterable are the fields, in the order in which they are asked for.
var enterable = []entered{{Name: "count", Head: "How many"}, {Name: "who", Head: "Who they were"}, {Name: "where", Head: "Where"}, {Name: "when", Head: "When"},
	{Name: "weapon", Head: "With what"}, {Name: "says", Head: "Who says so"}}

// chosen reads the words that a form names for each field, and the bytes they begin at.
func chosen(text string, v url.Values) (extract.Chosen, error) {
	words, from := map[string]string{}, map[string]int{}
	for _, f := range enterable {
		words[f.Name] = strings.TrimSpace(strings.ReplaceAll(v.Get(f.Name), "\r\n", "\n"))
		if n, err := strconv.Atoi(v.Get(f.Name + "-from")); err == nil {
			from[f.Name] = n
		}
	}
	in, err := extract.Choose(text, recount.What(v.Get("what")), words, from)
	in.How = howOf(v)
	return in, err
}

func howOf(v url.Values) extract.How {
	return extract.How{Denied: v.Get("denied") != "", Background: v.Get("background") != "", Total: v.Get("total") != "", Many: v.Get("many") != ""}
}

// enterPage shows the form, and what the words chosen so far say.
func (s *site) enterPage(w http.ResponseWriter, q *http.Request) error {
	ctx, v := q.Context(), q.URL.Query()
	if !s.writes(q) {
		return recount.ErrDenied
	}
	it, err := s.r.Report(ctx, recount.ReportID(q.PathValue("id")))
	if err != nil {
		return err
	}
	if s.reader == nil || s.reader.Name(it.Report.Lang) == "" {
		return recount.ErrNotFound
	}
	p := enterPage{ReportItem: it, Asked: v.Has("what"), How: howOf(v), What: recount.What(cmp.Or(v.Get("what"), string(recount.Killed))), Of: recount.IncidentID(v.Get("of"))}
	if p.Seen, err = s.r.Size(ctx); err != nil {
		return err
	}
	if !p.Asked && v.Get("words") != "" { // chosen on the report's page
		if err := s.begin(&it.Report, v); err != nil {
			return err
		}
	}
	for _, f := range enterable {
		f.Words, f.From = v.Get(f.Name), v.Get(f.Name+"-from")
		p.Fields = append(p.Fields, f)
	}
	p.Whats = slices.DeleteFunc(slices.Clone(asked), func(x recount.What) bool { return x == p.What })
	ids, err := s.r.IncidentsOf(ctx, it.Report.ID)
	if err != nil {
		return err
	}
	for _, id := range ids {
		in, err := s.r.Incident(ctx, id)
		if err != nil {
			return err
		}
		p.Incidents = append(p.Incidents, in.Incident)
	}
	if p.Asked {
		c, err := s.claimIn(q, &it.Report, v)
		if err != nil && !errors.As(err, &p.Not) {
			return err
		}
		if err == nil {
			p.Claim = &card{Claim: c, Name: s.tongue(q).voices(c.Says), Kind: voiceKind(c.Says)}
			all, err := s.r.ClaimsOf(ctx, it.Report.ID)
			if err != nil {
				return err
			}
			p.Same = desk.SaidIn(all, &c)
		}
	}
	return s.show(w, q, http.StatusOK, "enter", "A claim the machine missed", p)
}

// begin puts words that were chosen into the field that they say something of.
func (s *site) begin(r *recount.Report, v url.Values) error {
	x, err := s.selected(r, v)
	if err != nil {
		return err
	}
	name := fieldsOf(x)[0].Name
	if name == "what" || name == "blamed" {
		name = "count"
	}
	v.Set(name, x.At.In(r.Text))
	v.Set(name+"-from", strconv.Itoa(x.At.Start))
	return nil
}

// claimIn is the claim that words chosen in a form say, in the name of whoever asks.
func (s *site) claimIn(q *http.Request, r *recount.Report, v url.Values) (recount.Claim, error) {
	in, err := chosen(r.Text, v)
	if err != nil {
		return recount.Claim{}, err
	}
	return s.reader.Entered(r, s.who(q).Name, in)
}

// enterClaim enters a claim. What its words say is read again here: nothing is taken from
// the page but where they stand.
func (s *site) enterClaim(w http.ResponseWriter, q *http.Request) error {
	f, seen, err := s.decided(w, q)
	if err != nil {
		return err
	}
	it, err := s.r.Report(q.Context(), recount.ReportID(q.PathValue("id")))
	if err != nil {
		return err
	}
	if s.reader == nil {
		return recount.ErrNotFound
	}
	c, err := s.claimIn(q, &it.Report, f)
	if err != nil {
		return err
	}
	if c, err = s.desk.Enter(q.Context(), c, recount.IncidentID(f.Get("of")), cmp.Or(strings.TrimSpace(f.Get("why")), "as the words say"), seen); err != nil {
		return err
	}
	http.Redirect(w, q, fmt.Sprintf("/reports/%s#%s", url.PathEscape(string(c.Report)), url.PathEscape(string(c.ID))), http.StatusSeeOther)
	return nil
}

// takeBack takes back a claim that whoever asks entered.
func (s *site) takeBack(w http.ResponseWriter, q *http.Request) error {
	f, err := s.form(w, q)
	if err != nil {
		return err
	}
	cs, err := s.r.Claims(q.Context(), recount.ClaimID(q.PathValue("id")))
	if err != nil {
		return err
	}
	if err := s.desk.TakeBack(q.Context(), s.by(q), cs[0].ID, f.Get("why")); err != nil {
		return err
	}
	http.Redirect(w, q, "/reports/"+url.PathEscape(string(cs[0].Report))+"#notes", http.StatusSeeOther)
	return nil
}
