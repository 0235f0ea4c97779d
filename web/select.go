package web

import (
	"cmp"
	"encoding/json"
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

// A wordsPage shows what words that a person chose say, and of which claim that
// may be entered.
type wordsPage struct {
	*store.ReportItem
	Words         string
	Before, After string
	At            recount.Span
	Read          *extract.Selected
	Fields        []field
	Claims        []recount.Claim // of the report, those of the same sentence first
	Chosen        recount.ClaimID
	Seen          int64
}

// A field is one thing that the words say.
type field struct {
	Name   string // as a correction names it
	Count  *recount.Quantity
	Who    *recount.Victims
	What   recount.What
	Where  *recount.PlaceRef
	When   *recount.When
	Weapon string
	Blamed *recount.Mention
	Says   *recount.Voice
}

// fieldsOf lists what words say, likeliest to be meant first.
func fieldsOf(x *extract.Selected) (out []field) {
	if x.Count != nil {
		out = append(out, field{Name: "count", Count: x.Count})
	}
	if x.Who != nil {
		out = append(out, field{Name: "who", Who: x.Who})
	}
	if x.Where != nil {
		out = append(out, field{Name: "where", Where: x.Where})
	}
	if x.When != nil {
		out = append(out, field{Name: "when", When: x.When})
	}
	if x.What != "" {
		out = append(out, field{Name: "what", What: x.What})
	}
	if x.Weapon != "" {
		out = append(out, field{Name: "weapon", Weapon: x.Weapon})
	}
	if x.Blamed != nil {
		out = append(out, field{Name: "blamed", Blamed: x.Blamed})
	}
	if x.Says != nil {
		out = append(out, field{Name: "says", Says: x.Says})
	}
	return out
}

// selected reads the words that an address or a form names: by their place in the
// bytes of the report, or where they stand next to it; without a place, where they
// stand first.
func (s *site) selected(r *recount.Report, v url.Values) (*extract.Selected, error) {
	if s.reader == nil {
		return nil, recount.ErrNotFound
	}
	words := strings.ReplaceAll(v.Get("words"), "\r\n", "\n")
	from, _ := strconv.Atoi(v.Get("from"))
	at := extract.Nearest(r.Text, words, from)
	if at.IsZero() {
		return nil, fmt.Errorf("words %q: %w", words, errNoWords)
	}
	return s.reader.Selected(r, at)
}

var errNoWords = fmt.Errorf("they do not stand in the report: %w", recount.ErrInvalid)

// words shows what the words that somebody chose in a report say.
func (s *site) words(w http.ResponseWriter, q *http.Request) error {
	ctx, v := q.Context(), q.URL.Query()
	if !s.writes(q) {
		return recount.ErrDenied
	}
	p := wordsPage{Chosen: recount.ClaimID(v.Get("claim"))}
	var err error
	if p.ReportItem, err = s.r.Report(ctx, recount.ReportID(q.PathValue("id"))); err != nil {
		return err
	}
	if p.Read, err = s.selected(&p.Report, v); err != nil {
		return err
	}
	if p.Claims, err = s.r.ClaimsOf(ctx, p.Report.ID); err != nil {
		return err
	}
	if p.Seen, err = s.r.Size(ctx); err != nil {
		return err
	}
	p.At, p.Fields = p.Read.At, fieldsOf(p.Read)
	p.Words = p.At.In(p.Report.Text)
	text := p.Report.Text
	p.Before, p.After = text[inside(text, max(0, p.At.Start-aroundShown)):p.At.Start], text[p.At.End:inside(text, min(len(text), p.At.End+aroundShown))]
	slices.SortStableFunc(p.Claims, func(a, b recount.Claim) int {
		return cmp.Compare(away(a.Evidence.Whole, p.At), away(b.Evidence.Whole, p.At))
	})
	if p.Chosen == "" && len(p.Claims) > 0 {
		p.Chosen = p.Claims[0].ID
	}
	return s.show(w, q, http.StatusOK, "words", "What these words say", p)
}

// away is how many bytes lie between two spans, 0 if they touch.
func away(a, b recount.Span) int { return max(0, b.Start-a.End, a.Start-b.End) }

// setWords corrects a field of a claim by what chosen words say. What they say is
// read again here: nothing is taken from the page but where they stand.
func (s *site) setWords(w http.ResponseWriter, q *http.Request) error {
	f, seen, err := s.decided(w, q)
	if err != nil {
		return err
	}
	ctx := q.Context()
	id := recount.ClaimID(cmp.Or(f.Get("claim"), q.PathValue("id")))
	c, err := s.asCorrected(ctx, id)
	if err != nil {
		return err
	}
	rep, err := s.r.Report(ctx, c.Report)
	if err != nil {
		return err
	}
	read, err := s.selected(&rep.Report, f)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(fieldsOf(read), func(x field) bool { return x.Name == f.Get("field") })
	if i < 0 {
		return fmt.Errorf("field %q: the words say nothing of it: %w", f.Get("field"), recount.ErrInvalid)
	}
	value, err := fieldsOf(read)[i].value(&c)
	if err != nil {
		return err
	}
	dec, err := s.decide(q, recount.Decision{Act: recount.Correct, Subject: string(id), Object: desk.WordsAt(rep.Report.ID, read.At), Field: f.Get("field"), Value: value,
		Why: cmp.Or(strings.TrimSpace(f.Get("why")), "as the words say")}, seen)
	if err != nil {
		return err
	}
	s.back(w, q, "/reports/"+url.PathEscape(string(rep.Report.ID)), 0, dec)
	return nil
}

// value is the field as a correction of a claim holds it. A voice comes in the
// place of the one nearest to the event; where the outlet alone spoke, behind it.
func (x field) value(c *recount.Claim) (string, error) {
	var v any
	switch x.Name {
	case "count":
		q := *x.Count
		q.Unit = c.Count.Unit
		v = q
	case "who": // whose side they were on, and their names, stay as read
		who := *x.Who
		who.Side, who.Name = c.Who.Side, c.Who.Name
		v = who
	case "where":
		v = x.Where
	case "when":
		v = x.When
	case "what":
		v = x.What
	case "weapon":
		v = x.Weapon
	case "blamed":
		v = []recount.Mention{*x.Blamed}
	case "says":
		says := slices.Clone(c.Says)
		if n := len(says); n > 1 || n == 1 && !says[0].Span.IsZero() {
			says = says[:n-1]
		}
		v = append(says, *x.Says)
	}
	b, err := json.Marshal(v)
	return string(b), err
}
