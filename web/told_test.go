package web

import (
	"strings"
	"testing"

	"github.com/recountlab/recount"
)

func TestTold(t *testing.T) {
	l := tongues(nil)["en"]
	says := func(id, report, origin, weapon string) recount.Claim {
		return recount.Claim{ID: recount.ClaimID(id), Report: recount.ReportID(report), Weapon: weapon, Says: recount.Attribution{{Source: recount.SourceID(origin), Kind: recount.Monitor}}}
	}
	denied := says("c5", "r4", "ministry", "rockets")
	denied.Denied = true
	claims := []recount.Claim{says("c1", "r1", "monitor", "Barrel bombs"), says("c2", "r2", "monitor", "barrel bombs"), says("c3", "r3", "hospital", "rockets"), says("c4", "r3", "hospital", "barrel bombs"), denied, says("c6", "r5", "nobody", "")}
	got := l.told(claims, weapons)
	if len(got) != 2 || got[0].Words != "Barrel bombs" || len(got[0].By) != 2 || got[0].Of != 2 || len(got[1].By) != 1 {
		t.Errorf("told %+v", got)
	}
}

func TestVoiceGraph(t *testing.T) {
	l := tongues(nil)["ar"]
	h := func(outlet string) heard { return heard{Report: &recount.Report{Source: recount.SourceID(outlet)}} }
	first := h("gazette<")
	v := tollView{Basis: []basisView{{Name: "the hospital & more that is far too long", Kind: recount.Medical, Latest: &first, Earlier: []heard{h("courier"), h("gazette<")}}, {Name: "b", Kind: recount.Monitor, Earlier: []heard{h("courier")}}}}
	svg := string(l.voiceGraph(v))
	for _, want := range []string{"gazette&lt;", "the hospital &amp; more t…", "صوتان مستقلان"} {
		if !strings.Contains(svg, want) {
			t.Errorf("%s lacks %q", svg, want)
		}
	}
	if n := strings.Count(svg, `class="line"`); n != 3 {
		t.Errorf("%d lines, want 3", n)
	}
	if l.voiceGraph(tollView{Basis: v.Basis[1:]}) != "" {
		t.Error("one voice in one outlet is drawn")
	}
}
