package gazetteer

import (
	"strings"
	"testing"

	"github.com/recountlab/recount/text"
)

// What is known of a report before its words settles a name that its words
// leave open, and yields to what the words say.
func TestContext(t *testing.T) {
	for _, c := range []struct {
		name, text string
		ctx        Context
		want       string
	}{
		{"a focus", "Three people were killed in Tripoli.", Context{Countries: []string{"LB"}}, "LB"},
		{"another focus", "Three people were killed in Tripoli.", Context{Countries: []string{"LY"}}, "LY"},
		{"a focus before an outlet", "Three people were killed in Tripoli.", Context{Countries: []string{"LY"}, Outlet: "LB"}, "LY"},
		{"words before a focus", "Three people were killed in Tripoli, Libya. The Libyan army blamed gunmen from Misrata and Zawiya.", Context{Countries: []string{"LB"}}, "LY"},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, m := range bundle(t).Recognise(text.New(c.text, "en"), english(t), c.ctx) {
				if m.Ref.Words == "Tripoli" || m.Ref.Words == "Tripoli, Libya" {
					if m.Ref.Country != c.want {
						t.Errorf("%s: %s", m.Ref.Country, m.Ref.Why)
					}
					return
				}
			}
			t.Error("not found")
		})
	}
}

// Where its outlet is at home settles which of two like places is meant, and
// leaves open what is far from alike.
func TestOutletOfContext(t *testing.T) {
	o, _, err := ReadCSV("twins", strings.NewReader("id,name_en,country,level,lat,lon,source\nt:1,Zorvath,SY,area,36.5,37.1,made up\nt:2,Zorvath,YE,area,15.1,44.2,made up\n"))
	if err != nil {
		t.Fatal(err)
	}
	g := bundle(t).With(o)
	for outlet, want := range map[string]string{"": "", "SY": "t:1", "YE": "t:2"} {
		ms := g.Recognise(text.New("Shells fell on the village of Zorvath.", "en"), english(t), Context{Outlet: outlet})
		if len(ms) != 1 || string(ms[0].Ref.Place) != want {
			t.Errorf("%q: %+v", outlet, ms)
		}
	}
	for _, m := range g.Recognise(text.New("Three people were killed in Tripoli.", "en"), english(t), Context{Outlet: "LB"}) {
		if m.Ref.Country == "LY" {
			t.Errorf("the outlet is not heard: %s", m.Ref.Why)
		}
	}
}

// A division of the focus settles which of two villages of one name is meant.
func TestDivisionOfContext(t *testing.T) {
	o, _, err := ReadCSV("twins", strings.NewReader("id,name_en,admin1,country,level,lat,lon,source\nt:1,Zorvath,Aleppo,SY,area,36.5,37.1,made up\nt:2,Zorvath,Daraa,SY,area,32.7,36.2,made up\n"))
	if err != nil {
		t.Fatal(err)
	}
	g := bundle(t).With(o)
	for want, division := range map[string]string{"t:1": "Aleppo", "t:2": "Daraa"} {
		ms := g.Recognise(text.New("Shells fell on the village of Zorvath.", "en"), english(t), Context{Countries: []string{"SY"}, Divisions: []string{division}})
		if len(ms) != 1 || string(ms[0].Ref.Place) != want {
			t.Errorf("%s: %+v", division, ms)
		}
	}
}
