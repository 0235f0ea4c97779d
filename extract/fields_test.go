package extract

import (
	"slices"
	"strings"
	"testing"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/text"
)

// said are the fields of the remarks in an example's short form, and how a claim
// shows them. A field that is not here is not judged.
var said = map[string]func(c *recount.Claim, v string) bool{
	"cat": func(c *recount.Claim, v string) bool {
		switch v {
		case "people":
			return c.Who.Status == "" && c.Who.Age == ""
		case "civilian", "combatant":
			return c.Who.Status == v
		case "fighter":
			return c.Who.Status == "combatant" && c.Who.Role == ""
		case "child":
			return c.Who.Age == v
		case "woman":
			return c.Who.Sex == "female"
		case "family":
			return c.Count.Unit == recount.Families || c.Count.Row == "family-of"
		case "soldier", "police", "medic", "rescuer", "journalist":
			return c.Who.Role == v
		case "engineer":
			return strings.Contains(c.Who.Words, "مهندس")
		}
		return false
	},
	"unit": func(c *recount.Claim, v string) bool {
		return v != "family" || c.Count.Unit == recount.Families
	},
	"weapon": func(c *recount.Claim, v string) bool {
		words := map[string]string{"shelling": "قصف", "mine": "لغم", "sniper": "قناص", "airstrike": "غارة", "artillery": "قصف مدفعي", "barrel bomb": "برميلا متفجرا"}
		return strings.Contains(text.Folded(c.Weapon), text.Folded(words[v])) || v == "barrel bomb" && c.What == recount.MunitionUse
	},
	"label": func(c *recount.Claim, v string) bool {
		v, _, _ = strings.Cut(v, "(")
		return c.Who.Label != "" && strings.Contains(text.Folded(c.Who.Label), strings.TrimPrefix(text.Folded(v), "ا")[:4])
	},
	"src": func(c *recount.Claim, v string) bool {
		names := strings.Split(v, ">")
		if len(c.Says) < len(names) {
			return false
		}
		for i, n := range names {
			if !strings.Contains(text.Folded(c.Says[len(c.Says)-len(names)+i].Words), text.Folded(n)) {
				return false
			}
		}
		return true
	},
	"perp": func(c *recount.Claim, v string) bool {
		return slices.ContainsFunc(c.Blamed, func(m recount.Mention) bool { return strings.Contains(text.Folded(m.Words), text.Folded(v)) })
	},
	"hedge": func(c *recount.Claim, v string) bool {
		return slices.ContainsFunc(c.Hedges, func(h recount.Hedge) bool { return h.Class == v })
	},
	"place": func(c *recount.Claim, v string) bool {
		v, _, _ = strings.Cut(v, "<")
		return strings.Contains(text.Folded(c.Where.Words), text.Folded(strings.TrimPrefix(strings.TrimPrefix(v, "حي "), "بلدة ")))
	},
	"target": func(c *recount.Claim, v string) bool { return strings.Contains(text.Folded(c.Target), text.Folded(v)) },
	"time": func(c *recount.Claim, v string) bool {
		days := map[string]string{"last Monday evening": "2016-09-19", "pub-1d": "2016-09-21", "pub-24h/pub": "2016-09-22", "nearest 21 Sep": "2016-09-21", "Monday": "2016-09-19"}
		return c.When.From.Format("2006-01-02") == days[v]
	},
	"prior": func(c *recount.Claim, v string) bool { return c.Prior == 12 },
}

// The fields that the remarks of the Arabic examples name are read too.
func TestArabicFields(t *testing.T) {
	x := reader(t)
	p := x.packs["ar"]
	if p == nil {
		t.Fatal("no Arabic pack")
	}
	right, judged := 0, 0
	for _, e := range p.Examples {
		r, err := x.Read(&recount.Report{ID: "r:field", Lang: "ar", Text: e.Text, Published: provingDay})
		if err != nil {
			t.Fatal(err)
		}
		wrong := []string{}
		if d := Differs(e.Want, r.Claims); d != "" {
			wrong = append(wrong, d)
		}
		for w := range strings.SplitSeq(e.Want, ";") {
			f := strings.Fields(w)
			if len(f) < 2 {
				continue
			}
			i := slices.IndexFunc(r.Claims, func(c recount.Claim) bool { return Short(&c) == f[0]+" "+f[1] })
			if i < 0 {
				continue
			}
			for k, v := range remarks(w) {
				if check := said[k]; check != nil && !check(&r.Claims[i], v) {
					wrong = append(wrong, k+"="+v)
				}
			}
		}
		judged++
		if len(wrong) == 0 {
			right++
		} else {
			slices.Sort(wrong)
			t.Logf("%s %s: %s", e.ID, e.Text, strings.Join(wrong, "; "))
		}
	}
	t.Logf("all fields right in %d of %d", right, judged)
	if right < judged-4 {
		t.Errorf("all fields right in %d of %d examples", right, judged)
	}
}

// remarks returns the words with an = of a claim in the short form; a value goes
// on to the next such word or the end.
func remarks(want string) map[string]string {
	out := map[string]string{}
	key := ""
	for _, f := range strings.Fields(want) {
		if k, v, ok := strings.Cut(f, "="); ok {
			key, out[k] = k, v
		} else if key != "" {
			out[key] += " " + f
		}
	}
	return out
}
