package extract_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/extract"
)

// Words that a person chooses are read as they stand in their report.
func TestSelected(t *testing.T) {
	x, err := extract.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	day := time.Date(2016, 9, 23, 0, 0, 0, 0, time.UTC)
	en := recount.Report{ID: "r:en", Lang: "en", Published: recount.When{From: day, Until: day.AddDate(0, 0, 1), Grain: recount.Day},
		Text: "At least 26 civilians were killed in air strikes on Bustan al-Qasr, in eastern Aleppo, on Wednesday, the Syrian Observatory for Human Rights said. A nurse told us that dozens were wounded."}
	ar := recount.Report{ID: "r:ar", Lang: "ar", Published: en.Published, Text: "قال الدفاع المدني إن ثلاثة عشر شخصاً قتلوا في حلب يوم الأربعاء."}
	more := recount.Report{ID: "r:more", Lang: "en", Published: en.Published, Text: "Air strikes killed four children, two women and six rebel fighters in Idlib. Activists blamed Russia for the air strikes."}
	arMore := recount.Report{ID: "r:armore", Lang: "ar", Published: en.Published, Text: "قتل طفلين وامرأة في غارة على إدلب يوم الأربعاء. وأصيبت امرأة أخرى بجروح."}
	for _, c := range []struct {
		r           *recount.Report
		words, want string
	}{
		{&en, "At least 26", "≥ 26"}, {&en, "26 civilians", "26"}, {&en, "dozens", "24–99"},
		{&en, "on Wednesday", "2016-09-21"}, {&en, "killed", "killed"}, {&en, "eastern Aleppo", "Aleppo"}, {&en, "Aleppo", "Aleppo"},
		{&en, "Syrian Observatory for Human Rights", "sohr monitor"}, {&en, "A nurse", "medical"}, {&en, "air strikes", "air-strike"},
		{&en, "26 civilians", "civilian"}, {&more, "women", "female"}, {&more, "rebel fighters", "combatant"}, {&more, "four children", "child"}, {&more, "air strikes", "weapon air strikes"}, {&more, "Russia", "blamed russia"},
		{&ar, "ثلاثة عشر", "13"}, {&arMore, "طفلين", "child"}, {&arMore, "امرأة", "female"}, {&ar, "شخصاً", "everybody"}, {&ar, "حلب", "Aleppo"}, {&ar, "الأربعاء", "2016-09-21"}, {&ar, "الدفاع المدني", "rescue"},
	} {
		at := strings.Index(c.r.Text, c.words)
		s, err := x.Selected(c.r, recount.Span{Start: at, End: at + len(c.words)})
		if err != nil {
			t.Fatal(err)
		}
		got := string(s.What)
		if s.Count != nil {
			got += " " + s.Count.String()
		}
		if s.Where != nil {
			got += " " + s.Where.Name
		}
		if s.When != nil {
			got += " " + s.When.Local().From.Format(time.DateOnly)
		}
		if s.Who != nil {
			got += fmt.Sprintf(" %+v", s.Who.Group())
			if s.Who.Everybody() {
				got += " everybody"
			}
		}
		if s.Weapon != "" {
			got += " weapon " + s.Weapon
		}
		if s.Blamed != nil {
			got += " blamed " + string(s.Blamed.Party)
		}
		got += fmt.Sprintf(" %s %s", s.Says.Source, s.Says.Kind)
		if !strings.Contains(got, c.want) {
			t.Errorf("%q is read as %q, want %q", c.words, got, c.want)
		}
	}
	for name, at := range map[string]recount.Span{"before it": {Start: -1, End: 4}, "beyond it": {Start: 0, End: len(ar.Text) + 1}, "nothing": {Start: 3, End: 3}, "half a letter": {Start: 1, End: 4}} {
		if _, err := x.Selected(&ar, at); !errors.Is(err, recount.ErrInvalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := x.Selected(&recount.Report{Lang: "xx", Text: "some"}, recount.Span{End: 4}); !errors.Is(err, recount.ErrInvalid) {
		t.Errorf("a language without a pack: %v", err)
	}
}
