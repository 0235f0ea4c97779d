package extract

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/gazetteer"
	"github.com/recountlab/recount/lexicon"
)

func reader(t testing.TB) *Reader {
	t.Helper()
	packs, err := lexicon.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	g, err := gazetteer.Open()
	if err != nil {
		t.Fatal(err)
	}
	x, err := New(packs, g)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// short writes a claim as examples.tsv does: what, quantity, and the flags
// that the example asks about.
func short(c *recount.Claim) string {
	q := "?"
	switch v := c.Count; {
	case v.Unit == recount.Hours:
	case v.Row == "none":
		q = "0"
	case v.Row == "bare" || v.Row == "unknown" || v.Row == "":
	case v.Row == "one" || v.Row == "named":
		q = "1"
	case v.Row == "at-least":
		q = ">=" + strconv.Itoa(v.Low)
	case v.Row == "more-than":
		q = ">" + strconv.Itoa(v.Low-1)
	case v.Row == "up-to":
		q = "<=" + strconv.Itoa(v.High)
	case v.Row == "fewer-than":
		q = "<" + strconv.Itoa(v.High+1)
	case v.Qualifier == recount.About:
		q = "~" + strconv.Itoa(v.Stated)
	case v.Low != v.High && v.High != recount.Open:
		q = fmt.Sprintf("%d..%d", v.Low, v.High)
	case v.High == recount.Open:
		q = fmt.Sprintf(">=%d", v.Low)
	default:
		q = strconv.Itoa(v.Low)
	}
	return string(c.What) + " " + q
}

var flagWord = regexp.MustCompile(`^[a-z]+$`)

// flags of the short form that are checked, and how a claim shows them.
var flags = map[string]func(*recount.Claim) bool{
	"sub": func(c *recount.Claim) bool { return c.PartOf != "" || partWithoutWhole(c) },
	"exc": func(c *recount.Claim) bool { return c.Adds || strings.Contains(c.Who.Words, "other") },
	"cum": func(c *recount.Claim) bool {
		return c.Scope.Total || strings.Contains(c.Trace[0].Rule, "toll") || strings.Contains(c.Trace[0].Rule, "noun-number")
	},
	"irr":    func(c *recount.Claim) bool { return c.Reality == recount.NotActual },
	"presup": func(c *recount.Claim) bool { return c.Reality == recount.Presupposed },
	"neg":    func(c *recount.Claim) bool { return c.Denied },
	"bg":     func(c *recount.Claim) bool { return c.Background },
}

func partWithoutWhole(c *recount.Claim) bool {
	return strings.Contains(c.Trace[0].Rule, "including") || strings.Contains(c.Trace[0].Rule, "included") || strings.Contains(c.Trace[0].Rule, "of-them")
}

// wrong says how the claims differ from what the example wants, or "".
func wrong(want string, got []recount.Claim) string {
	var gs []string
	for i := range got {
		gs = append(gs, short(&got[i]))
	}
	if want == "none" {
		if len(gs) > 0 {
			return "got " + strings.Join(gs, "; ")
		}
		return ""
	}
	ws := strings.Split(want, ";")
	used, asked := map[int]bool{}, map[string]bool{}
	for _, w := range ws {
		asked[strings.Fields(w)[0]] = true
	}
next:
	for _, w := range ws {
		f := strings.Fields(w)
		core := strings.Join(f[:2], " ")
		for i := range got {
			if !used[i] && gs[i] == core {
				used[i] = true
				for _, flag := range f[2:] {
					if check := flags[flag]; flagWord.MatchString(flag) && check != nil && !check(&got[i]) {
						return fmt.Sprintf("%s is not %s", core, flag)
					}
				}
				continue next
			}
		}
		return fmt.Sprintf("want %s, got %s", core, strings.Join(gs, "; "))
	}
	// what did the harm may be claimed too; more of what was asked may not
	for i := range got {
		if !used[i] && asked[string(got[i].What)] || !used[i] && got[i].What.Family() == recount.Harm {
			return "too many: " + strings.Join(gs, "; ")
		}
	}
	return ""
}

// Every example of every pack passes, or says why it is known to fail.
func TestExamples(t *testing.T) {
	x := reader(t)
	for lang, p := range x.packs {
		pass, known := 0, 0
		for _, e := range p.Examples {
			r, err := x.Read(&recount.Report{ID: "r:x", Lang: lang, Text: e.Text, Published: day(2016, 9, 23)})
			if err != nil {
				t.Fatal(err)
			}
			bad := wrong(e.Want, r.Claims)
			switch {
			case bad == "":
				pass++
				if e.Known != "" {
					t.Errorf("%s passes and is listed as known to fail (%s)", e.ID, e.Known)
				}
			case e.Known != "":
				known++
			default:
				t.Errorf("%s %s: %s\n\t%s", e.ID, e.Phenomenon, bad, e.Text)
			}
		}
		t.Logf("%s: %d of %d examples pass, %d known to fail", lang, pass, len(p.Examples), known)
	}
}
