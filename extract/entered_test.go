package extract_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/extract"
)

// A claim that a person enters says what its words say where they stand, with the
// outlet through which it came.
func TestEntered(t *testing.T) {
	x, err := extract.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	day := time.Date(2016, 9, 23, 0, 0, 0, 0, time.UTC)
	r := &recount.Report{ID: "r:en", Lang: "en", Source: "gazette", Published: recount.When{From: day, Until: day.AddDate(0, 0, 1), Grain: recount.Day},
		Text: "A nurse in Aleppo was asked about Wednesday. Twelve women never came home from the shelling, she told us."}
	at := func(words string) recount.Span { return extract.Nearest(r.Text, words, 0) }
	c, err := x.Entered(r, "mira", extract.Chosen{What: recount.Killed, At: map[string]recount.Span{"count": at("Twelve women"), "who": at("women"), "where": at("Aleppo"), "when": at("Wednesday"), "weapon": at("shelling"), "says": at("A nurse")}})
	if err != nil {
		t.Fatal(err)
	}
	if c.What != recount.Killed || c.Count.String() != "12" || c.Who.Sex != "female" || c.Where.Name != "Aleppo" || c.When.Local().From.Day() != 21 || c.Weapon != "shelling" ||
		len(c.Says) != 2 || c.Says[0].Source != "gazette" || c.Says[1].Kind != recount.Medical || c.EnteredBy() != "mira" || !strings.HasPrefix(c.Evidence.Whole.In(r.Text), "Twelve women never") || c.Sure != 0 || c.Event != 0 {
		t.Errorf("entered: %+v", c)
	}
	if other, err := x.Entered(r, "omar", extract.Chosen{What: recount.Killed, At: map[string]recount.Span{"count": at("Twelve women")}}); err != nil || other.ID == c.ID || len(other.Says) != 1 || !other.When.IsZero() {
		t.Errorf("with less, by another: %+v, %v", other, err)
	}
	if no, err := x.Entered(r, "mira", extract.Chosen{What: recount.Killed, At: map[string]recount.Span{"count": at("Twelve women")}, How: extract.How{Denied: true, Total: true}}); err != nil || !no.Denied || !no.Scope.Total || no.Scope.Many || no.Background {
		t.Errorf("a running total that is denied: %+v, %v", no, err)
	}
	if act, err := x.Entered(r, "mira", extract.Chosen{What: recount.Shelling, At: map[string]recount.Span{"where": at("Aleppo")}}); err != nil || act.Count.High == 0 || act.Count.Check() != nil {
		t.Errorf("without a figure: %+v, %v", act.Count, err)
	}
	for want, in := range map[string]extract.Chosen{
		"count": {What: recount.Killed, At: map[string]recount.Span{"where": at("Aleppo")}}, "what": {What: "eaten", At: map[string]recount.Span{"count": at("Twelve")}}, "where": {What: recount.Killed, At: map[string]recount.Span{"count": at("Twelve"), "where": at("women")}},
		"when": {What: recount.Killed, At: map[string]recount.Span{"count": at("Twelve"), "when": at("Aleppo")}}, "who": {What: recount.Killed, At: map[string]recount.Span{"count": at("Twelve"), "who": at("Aleppo")}},
	} {
		var no *extract.NotSaid
		if _, err := x.Entered(r, "mira", in); !errors.As(err, &no) || no.Field != want || !errors.Is(err, recount.ErrInvalid) {
			t.Errorf("%s: %v", want, err)
		}
	}
	if _, err := x.Entered(r, "mira", extract.Chosen{What: recount.Clash}); !errors.Is(err, recount.ErrInvalid) {
		t.Errorf("without any words: %v", err)
	}
	ar := &recount.Report{ID: "r:ar", Lang: "ar", Published: r.Published, Text: "فقدت القرية رجلين في حلب."}
	if c, err := x.Entered(ar, "mira", extract.Chosen{What: recount.Killed, At: map[string]recount.Span{"count": extract.Nearest(ar.Text, "رجلين", 0), "who": extract.Nearest(ar.Text, "رجلين", 0)}}); err != nil || c.Count.String() != "2" {
		t.Errorf("a dual: %v %+v, %v", c.Count, c.Who, err)
	}
}
