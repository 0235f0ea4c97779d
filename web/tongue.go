package web

import (
	"embed"
	"fmt"
	"html/template"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"github.com/leonelquinteros/gotext"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/gazetteer"
	"github.com/recountlab/recount/publish"
)

//go:embed words/*.po
var catalogues embed.FS

// A tongue is a language of the pages. The pages are written in English, whose
// texts are the keys of the catalogues of the others.
type tongue struct {
	Lang, Name string
	po         *gotext.Po // nil for English
	get        func(msg string, args ...any) string
	places     *gazetteer.Gazetteer // for what places are called; nil if there is none
	relays     func() []relay
	divisions  sync.Map // Arabic names of divisions, by country and name
}

// languages are those the pages speak, in the order they are offered.
var languages = []struct{ Lang, Name string }{{"en", "English"}, {"ar", "العربية"}, {"fr", "Français"}}

// tongues are all languages.
func tongues(places *gazetteer.Gazetteer) map[string]*tongue {
	out := map[string]*tongue{}
	for _, x := range languages {
		l := &tongue{Lang: x.Lang, Name: x.Name, places: places}
		if x.Lang != "en" {
			b, err := catalogues.ReadFile("words/" + x.Lang + ".po")
			if err != nil {
				panic(err) // it is in the program
			}
			l.po = gotext.NewPo()
			l.po.Parse(b)
			l.get = l.po.Get
		}
		l.relays = sync.OnceValue(l.patterns)
		out[x.Lang] = l
	}
	return out
}

// tongue is the language that a reader chose, else the first that their browser
// asks for and the pages speak.
func (s *site) tongue(q *http.Request) *tongue {
	if c, err := q.Cookie("language"); err == nil && s.tongues[c.Value] != nil {
		return s.tongues[c.Value]
	}
	for want := range strings.SplitSeq(q.Header.Get("Accept-Language"), ",") {
		want, _, _ = strings.Cut(strings.TrimSpace(want), ";")
		want, _, _ = strings.Cut(strings.ToLower(want), "-")
		if l := s.tongues[want]; l != nil {
			return l
		}
	}
	return s.tongues["en"]
}

// language remembers the language a reader wants pages in.
func language(w http.ResponseWriter, q *http.Request) {
	remember(w, q, "language", q.URL.Query().Get("to"), "en", "ar", "fr")
}

// Dir is the direction in which the language is written.
func (l *tongue) Dir() string {
	if rtl(recount.Lang(l.Lang)) {
		return "rtl"
	}
	return "ltr"
}

// say puts a message into the language. What it holds as %s and %d is filled in
// where the language wants it.
func (l *tongue) say(msg string, args ...any) string {
	if l.po != nil && msg != "" {
		msg = l.get(msg)
	}
	if len(args) == 0 {
		return msg
	}
	return fmt.Sprintf(msg, args...)
}

// has reports whether the language has a message: asked for none of it, since
// one without plurals has only the first form, which is that of 0.
func (l *tongue) has(msg string) bool { return l.po.IsTranslatedN(msg, 0) }

// n says how many there are of something. Both forms are English and hold no
// figure: "claim", "claims".
func (l *tongue) n(n int, one, many string) string {
	if l.po == nil {
		if n == 1 {
			return "1 " + one
		}
		return strconv.Itoa(n) + " " + many
	}
	return strings.Replace(l.po.GetN("%d "+one, "%d "+many, n), "%d", strconv.Itoa(n), 1)
}

// comma is a comma or a semicolon as the language writes it.
func (l *tongue) comma(sep string) string {
	if l.Lang == "ar" {
		return strings.NewReplacer(",", "،", ";", "؛").Replace(sep)
	}
	return sep
}

// put writes the source of a page in the language.
func (l *tongue) put(src string) string {
	if l.po == nil {
		return src
	}
	return translated(src, func(msg string) string {
		switch {
		case lettered(msg):
			return l.get(msg)
		case strings.Contains(msg, "&"): // the end of an entity is no semicolon
			return msg
		}
		return l.comma(msg)
	})
}

func (l *tongue) what(w recount.What) string { return l.say(strings.ReplaceAll(string(w), "-", " ")) }

func (l *tongue) who(v recount.Victims) string {
	s := publish.Who(v)
	switch {
	case s == "":
		return l.say("everybody")
	case l.po == nil || l.has(s):
		return l.say(s)
	}
	var out []string
	for w := range strings.FieldsSeq(s) {
		out = append(out, l.say(w))
	}
	return strings.Join(out, " ")
}

// titles are what incidents are headed by, as package link words it.
var titles = map[recount.What]string{
	recount.Killed: "People killed", recount.Injured: "People injured", recount.Casualties: "People killed or injured", recount.Missing: "People missing",
	recount.Trapped: "People trapped", recount.Detained: "People detained", recount.Abducted: "People abducted", recount.Displaced: "People displaced",
	recount.Evacuated: "People evacuated", recount.Returned: "People returned", recount.AirStrike: "Air strikes", recount.Shelling: "Shelling",
	recount.Attack: "Attack", recount.Clash: "Clashes", recount.Siege: "Siege", recount.MunitionUse: "Weapons used", recount.AidAttacked: "Attack on aid"}

// title names an incident in the language.
func (l *tongue) title(in recount.Incident) string {
	head, known := titles[in.What]
	if l.po == nil || in.What == "" {
		return l.say(in.Title)
	}
	if !known {
		head = strings.ReplaceAll(string(in.What), "-", " ")
	}
	parts := []string{l.say(head)}
	name, admin1, _ := l.named(in.Where)
	if in.Where.Precision == recount.AtProvince && in.Where.Name == in.Where.Admin1 && name != "" {
		name, admin1 = l.say("%s province", name), ""
	}
	for _, s := range []string{name, admin1, l.date(in.When)} {
		if s != "" && parts[len(parts)-1] != s {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, l.comma(", "))
}

// mark is the one shape and colour of a kind of voice.
func (l *tongue) mark(k recount.SourceKind) template.HTML {
	if _, ok := kindNames[k]; !ok {
		k = recount.Unnamed
	}
	name := template.HTMLEscapeString(l.say(kindNames[k]))
	return template.HTML(`<svg class="voice v-` + string(k) + `" width="14" height="14" role="img" aria-label="` + name + `"><title>` + name + `</title><use href="#v-` + string(k) + `"/></svg>`)
}

// count writes a quantity with its thousands apart: "≥ 400 000". Where one reads
// from the right the sign would be mirrored, so words stand for it.
func (l *tongue) count(q recount.Quantity) string {
	n := digits.ReplaceAllStringFunc(q.String(), func(n string) string {
		for i := len(n) - 3; i > 0; i -= 3 {
			n = n[:i] + "\u202f" + n[i:]
		}
		return n
	})
	if least, ok := strings.CutPrefix(n, "≥ "); ok && l.Lang == "ar" {
		return l.say("at least %s", least)
	}
	return n
}

var digits = regexp.MustCompile(`\d{5,}`)

// sourcing says how many outlets and independent sources stand behind a toll.
func (l *tongue) sourcing(t recount.Toll) string {
	s := l.n(t.Roots, "independent source", "independent sources")
	if t.Roots == 0 {
		s = l.say("no independent source")
	}
	if t.Outlets == 0 {
		return s
	}
	return l.n(t.Outlets, "outlet", "outlets") + l.comma(", ") + s
}
