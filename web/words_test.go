package web

import (
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/leonelquinteros/gotext"

	"github.com/recountlab/recount"
)

var update = flag.Bool("update", false, "write the messages that pages now have into the catalogues")

// A said is a message and where it is.
type said struct{ one, many, at string }

// messagesOf collects all that pages say: texts of the templates, what code
// says by say and n, and the words that stand in tables.
func messagesOf(t *testing.T) (out []said) {
	t.Helper()
	seen := map[string]bool{}
	add := func(at, one, many string) {
		if one != "" && !seen[one] {
			seen[one] = true
			out = append(out, said{one, many, at})
		}
	}
	files, err := fs.Glob(pages, "*/*.html")
	if err != nil {
		t.Fatal(err)
	}
	counted := regexp.MustCompile(`\bplural [^"{}]* "([^"]+)" "([^"]+)"`)
	literal := regexp.MustCompile(`\(say "([^"]+)"\)|\{\{say "([^"]+)"|spread \S+ "([^"]+)" "([^"]+)"`)
	for _, f := range files {
		b, err := fs.ReadFile(pages, f)
		if err != nil {
			t.Fatal(err)
		}
		translated(string(b), func(m string) string {
			if lettered(m) {
				add(f, m, "")
			}
			return m
		})
		for _, m := range counted.FindAllStringSubmatch(string(b), -1) {
			add(f, "%d "+m[1], "%d "+m[2])
		}
		for _, m := range literal.FindAllStringSubmatch(string(b), -1) {
			for _, s := range m[1:] {
				add(f, s, "")
			}
		}
	}
	sources, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range sources {
		if strings.HasSuffix(f, "_test.go") {
			continue
		}
		tree, err := parser.ParseFile(token.NewFileSet(), f, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		text := func(e ast.Expr) string {
			if l, ok := e.(*ast.BasicLit); ok && l.Kind == token.STRING {
				s, _ := strconv.Unquote(l.Value)
				return s
			}
			return ""
		}
		ast.Inspect(tree, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr:
				if f2, ok := n.Fun.(*ast.SelectorExpr); ok {
					switch {
					case f2.Sel.Name == "say" && len(n.Args) > 0:
						add(f, text(n.Args[0]), "")
					case f2.Sel.Name == "n" && len(n.Args) == 3:
						add(f, "%d "+text(n.Args[1]), "%d "+text(n.Args[2]))
					case f2.Sel.Name == "show" && len(n.Args) == 6: // the title of a page
						add(f, text(n.Args[4]), "")
					}
				}
			case *ast.AssignStmt: // what went wrong, and what stands in literals of views
				if len(n.Lhs) == 2 && len(n.Rhs) == 2 {
					if id, ok := n.Lhs[1].(*ast.Ident); ok && id.Name == "said" {
						add(f, text(n.Rhs[1]), "")
					}
				}
			case *ast.KeyValueExpr:
				if id, ok := n.Key.(*ast.Ident); ok && (id.Name == "Head" || id.Name == "Under") {
					add(f, text(n.Value), "")
				}
			}
			return true
		})
	}
	tables := slices.Concat(slices.Sorted(maps.Values(statuses)), slices.Sorted(maps.Values(bearings)), slices.Sorted(maps.Values(grains)), slices.Sorted(maps.Values(precisions)),
		slices.Sorted(maps.Values(kindNames)), slices.Sorted(maps.Values(titles)), slices.Sorted(maps.Values(fieldHeads)), delayBins, ratioBins, relayed)
	for _, s := range tables {
		add("words", s, "")
	}
	for _, w := range everyWhat {
		add("words", strings.ReplaceAll(string(w), "-", " "), "")
	}
	return out
}

var everyWhat = []recount.What{recount.Killed, recount.Injured, recount.Missing, recount.Trapped, recount.Detained, recount.Abducted, recount.Displaced, recount.Casualties,
	recount.Evacuated, recount.Returned, recount.AirStrike, recount.Shelling, recount.Attack, recount.Clash, recount.Siege, recount.MunitionUse,
	recount.TruceAnnounced, recount.TruceInForce, recount.TruceExtended, recount.TruceBroken, recount.TruceCollapsed, recount.TalksHeld, recount.TalksFailed,
	recount.OffensiveLaunched, recount.GroundTaken, recount.GroundLost, recount.Withdrawn, recount.NoAdvance, recount.Warning, recount.EvacuationOrder,
	recount.AidAttacked, recount.AidBlocked, recount.AidDelivered}

// plurals are the rules of the languages, as CLDR gives them, and one number of each form.
var plurals = map[string]struct {
	rule  string
	forms []int
}{
	"ar": {"nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);", []int{0, 1, 2, 3, 11, 100}},
	"fr": {"nplurals=2; plural=(n > 1);", []int{1, 2}},
}

// Every text of every page stands in every language: with the same figures,
// links and names in it, and no mark-up of its own.
func TestWords(t *testing.T) {
	all := messagesOf(t)
	for lang, p := range plurals {
		file := "words/" + lang + ".po"
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		po := gotext.NewPo()
		po.Parse(b)
		if *update {
			if err := os.WriteFile(file, catalogue(lang, p.rule, len(p.forms), p.forms, po, all), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		known, get := map[string]bool{"": true}, po.Get
		for _, m := range all {
			known[m.one] = true
			if m.many != "" {
				for _, n := range p.forms {
					if !po.IsTranslatedN(m.one, n) {
						t.Errorf("%s: %q of %s lacks the form for %d", file, m.one, m.at, n)
					}
				}
				continue
			}
			if !po.IsTranslatedN(m.one, 0) {
				t.Errorf("%s: %q of %s is not there: go test ./web -run Words -update, and write it", file, m.one, m.at)
				continue
			}
			to := get(m.one)
			if a, b := held(m.one), held(to); !slices.Equal(a, b) {
				t.Errorf("%s: %q holds %v, its translation %q holds %v", file, m.one, a, to, b)
			}
			if strings.ContainsAny(to, `"`) || strings.Contains(to, "{{") || strings.Contains(placeholder.ReplaceAllString(to, ""), "<") {
				t.Errorf("%s: %q has mark-up or quotes of its own", file, to)
			}
		}
		for _, tr := range po.GetDomain().GetTranslations() {
			if !known[tr.ID] {
				t.Errorf("%s: no page says %q", file, tr.ID)
			}
		}
	}
}

var verb = regexp.MustCompile(`%(?:\[\d\])?(\+?\.?\d*[a-z])`)

// held are the placeholders of a message, sorted.
func held(s string) []string {
	out := placeholder.FindAllString(s, -1)
	for _, m := range verb.FindAllStringSubmatch(s, -1) {
		out = append(out, m[1])
	}
	slices.Sort(out)
	return out
}

// catalogue writes a catalogue with all messages, in the order of the pages.
func catalogue(lang, rule string, n int, forms []int, old *gotext.Po, all []said) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "# The texts of Recount's pages. A figure, link or name in a text keeps its number.\nmsgid \"\"\nmsgstr \"\"\n\"Language: %s\\n\"\n\"Content-Type: text/plain; charset=UTF-8\\n\"\n\"Plural-Forms: %s\\n\"\n", lang, rule)
	at, get := "", old.Get
	for _, m := range all {
		if b.WriteString("\n"); m.at != at {
			at = m.at
			fmt.Fprintf(&b, "#: %s\n", at)
		}
		fmt.Fprintf(&b, "msgid %q\n", m.one)
		if m.many == "" {
			to := ""
			if old.IsTranslatedN(m.one, 0) {
				to = get(m.one)
			}
			fmt.Fprintf(&b, "msgstr %s\n", quoted(to))
			continue
		}
		fmt.Fprintf(&b, "msgid_plural %q\n", m.many)
		for i := range n {
			to := ""
			if old.IsTranslatedN(m.one, forms[i]) {
				to = old.GetN(m.one, m.many, forms[i])
			}
			fmt.Fprintf(&b, "msgstr[%d] %s\n", i, quoted(to))
		}
	}
	return []byte(b.String())
}

func quoted(s string) string { return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"` }

func TestTongue(t *testing.T) {
	all := tongues(nil)
	ar, fr, en := all["ar"], all["fr"], all["en"]
	day := recount.When{From: time.Date(2016, 9, 23, 0, 0, 0, 0, time.UTC), Until: time.Date(2016, 9, 24, 0, 0, 0, 0, time.UTC), Grain: recount.Day}
	tests := []struct{ got, want string }{
		{en.date(day), "23 Sep 2016"}, {fr.date(day), "23 sept. 2016"}, {ar.date(day), "23 أيلول/سبتمبر 2016"},
		{ar.hijri(day), "22 ذو الحجة 1437 هـ"}, // by the tables of Umm al-Qura
		{en.n(1, "claim", "claims"), "1 claim"}, {en.n(0, "claim", "claims"), "0 claims"},
		{fr.n(1, "claim", "claims"), "1 affirmation"}, {fr.n(4, "claim", "claims"), "4 affirmations"},
		{ar.n(2, "claim", "claims"), "إفادتان"}, {ar.n(7, "claim", "claims"), "7 إفادات"}, {ar.n(13, "claim", "claims"), "13 إفادة"},
		{en.relay("the least that a credible voice says (grade A)"), "the least that a credible voice says (grade A)"},
		{fr.relay("ministry denies it"), "démenti par ministry"}, {fr.relay("words of somebody"), "words of somebody"},
		{fr.relay("+2.0 same day · -0.2 other text = -1.6 bits"), "\u2066+2.0\u2069 même jour · \u2066-0.2\u2069 autre texte = -1.6 bits"},
		{fr.relay("the middle of what credible voices say by weight, and the most (grade B)"), "le milieu de ce que disent les voix crédibles, pondéré, et le plus (degré B)"},
		{ar.Dir(), "rtl"}, {fr.Dir(), "ltr"},
	}
	for _, test := range tests {
		if test.got != test.want {
			t.Errorf("got %q, want %q", test.got, test.want)
		}
	}
}
