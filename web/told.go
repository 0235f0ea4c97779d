package web

import (
	"cmp"
	"fmt"
	"html/template"
	"slices"
	"strings"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/store"
)

// A toldView is something that voices tell of an incident beside its toll, with
// who tells it: a weapon, a target, a party held responsible.
type toldView struct {
	Words string // as first worded; a party's ID where it is known
	By    []voiceOf
	Of    int // how many independent voices say anything of the kind
}

// A voiceOf is an independent voice by its latest words.
type voiceOf struct {
	Origin recount.SourceID
	Name   string
	Kind   recount.SourceKind
	Claim  recount.ClaimID
}

// told gathers what claims say of one kind, each thing with the independent
// voices that say it, those said by most first. of names the things that a claim
// tells of, by a key that is the same for the same thing.
func (l *tongue) told(claims []recount.Claim, of func(recount.Claim) map[string]string) (out []toldView) {
	at := map[string]int{}
	all := map[recount.SourceID]bool{}
	for _, c := range claims {
		if c.Denied || c.Background {
			continue
		}
		v := voiceOf{Origin: originOf(c), Name: l.voice(c.Says), Kind: voiceKind(c.Says), Claim: c.ID}
		for key, words := range of(c) {
			all[v.Origin] = true
			i, ok := at[key]
			if !ok {
				i = len(out)
				at[key], out = i, append(out, toldView{Words: words})
			}
			if !slices.ContainsFunc(out[i].By, func(o voiceOf) bool { return o.Origin == v.Origin }) {
				out[i].By = append(out[i].By, v)
			}
		}
	}
	for i := range out {
		out[i].Of = len(all)
	}
	slices.SortFunc(out, func(a, b toldView) int { return cmp.Or(len(b.By)-len(a.By), cmp.Compare(a.Words, b.Words)) })
	return out
}

// originOf is the voice that a claim comes from: of a report that names nobody
// else, whoever published it.
func originOf(c recount.Claim) recount.SourceID {
	if len(c.Says) == 0 {
		return recount.SourceID(c.Report)
	}
	return c.Says.Origin()
}

func one(key, words string) map[string]string {
	if key == "" {
		return nil
	}
	return map[string]string{strings.ToLower(key): words}
}

// weapons, targets and blamed are the kinds of things that are told.
func weapons(c recount.Claim) map[string]string { return one(c.Weapon, c.Weapon) }
func targets(c recount.Claim) map[string]string { return one(c.Target, c.Target) }
func blamed(c recount.Claim) map[string]string {
	out := map[string]string{}
	for _, m := range c.Blamed {
		words := cmp.Or(string(m.Party), m.Words)
		out[strings.ToLower(words)] = words
	}
	return out
}

// voiceGraph draws who speaks of a toll and who carried it: each independent
// voice on one side, the outlets on the other, and a line for each that printed
// it. Many lines from one voice are one voice.
func (l *tongue) voiceGraph(t tollView) template.HTML {
	type node struct {
		name string
		kind recount.SourceKind
		sets bool
	}
	var voices []node
	var outlets []string
	lines := map[[2]int]bool{}
	for _, b := range t.Basis {
		v := len(voices)
		voices = append(voices, node{b.Name, b.Kind, len(b.Sets) > 0})
		for _, h := range b.heard() {
			name := ""
			if h.Report != nil {
				name = string(h.Report.Source)
			}
			if name == "" {
				continue
			}
			o := slices.Index(outlets, name)
			if o < 0 {
				o, outlets = len(outlets), append(outlets, name)
			}
			lines[[2]int{v, o}] = true
		}
	}
	if len(outlets) == 0 || len(voices)+len(outlets) < 3 || len(voices) > 24 || len(outlets) > 24 {
		return "" // one voice in one outlet is no picture, and a thicket none either
	}
	const width, row, left, right = 380.0, 24.0, 150.0, 235.0
	height := row * float64(max(len(voices), len(outlets)))
	y := func(i, n int) float64 { return height * (float64(i) + .5) / float64(n) }
	var b strings.Builder
	fmt.Fprintf(&b, `<svg class="voices" viewBox="0 0 %.0f %.0f" role="img" aria-label="%s">`, width, height, template.HTMLEscapeString(
		l.n(len(voices), "independent voice", "independent voices")+l.comma(", ")+l.n(len(outlets), "outlet", "outlets")))
	for i := range voices {
		for o := range outlets {
			if lines[[2]int{i, o}] {
				y1, y2 := y(i, len(voices)), y(o, len(outlets))
				fmt.Fprintf(&b, `<path class="line" d="M%.0f %.1fC%.0f %.1f %.0f %.1f %.0f %.1f"/>`, left+8, y1, left+45, y1, right-45, y2, right-6, y2)
			}
		}
	}
	for i, v := range voices {
		class := "v-" + string(v.kind)
		if !v.sets {
			class += " aside"
		}
		fmt.Fprintf(&b, `<g class="%s"><use href="#v-%s" x="%.0f" y="%.1f" width="14" height="14"/><text class="end" x="%.0f" y="%.1f">%s</text></g>`, class, v.kind, left-8, y(i, len(voices))-7, left-14, y(i, len(voices))+4, template.HTMLEscapeString(shortened(v.name, 22)))
	}
	for o, name := range outlets {
		fmt.Fprintf(&b, `<text x="%.0f" y="%.1f">%s</text>`, right, y(o, len(outlets))+4, template.HTMLEscapeString(shortened(name, 20)))
	}
	b.WriteString(`</svg>`)
	return template.HTML(b.String())
}

// heard are all sayings of a voice, the latest first.
func (b basisView) heard() []heard {
	if b.Latest == nil {
		return b.Earlier
	}
	return append([]heard{*b.Latest}, b.Earlier...)
}

// shortened is a name of at most n letters.
func shortened(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n-1]) + "…"
	}
	return s
}

// A mediumView is a picture or film that came with a report.
type mediumView struct {
	recount.Medium
	Report recount.ReportID
	Source recount.SourceID
}

func mediaOf(reports []store.ReportItem) (out []mediumView) {
	for _, r := range reports {
		for _, m := range r.Report.Media {
			out = append(out, mediumView{m, r.Report.ID, r.Report.Source})
		}
	}
	return out
}
