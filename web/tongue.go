package web

import (
	"embed"
	"fmt"
	"html/template"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode"

	"github.com/hablullah/go-hijri"
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

// A relay puts into the language a sentence that another package composed.
type relay struct {
	form *regexp.Regexp
	to   string
}

// patterns are the messages of other packages that hold names and figures.
func (l *tongue) patterns() (out []relay) {
	for _, msg := range relayed {
		if strings.Contains(msg, "%") {
			form := strings.NewReplacer(`%s`, `(.+)`, `%d`, `(\d+)`, `%\.1f`, `(-?\d+\.\d)`, `%\.2f`, `(\d\.\d\d)`, `%\+\.1f`, `([+-]\d+\.\d)`).Replace(regexp.QuoteMeta(msg))
			out = append(out, relay{regexp.MustCompile(`^` + form + `$`), strings.NewReplacer("%d", "%s", "]d", "]s", "%.1f", "%s", "%.2f", "%s", "%+.1f", "%s").Replace(l.get(msg))})
		}
	}
	return out
}

// relay puts a sentence of the record into the language, if it is one that is
// known; else it stays as it is. Sentences that packages string together, and
// the sums by which a machine weighs what speaks for one incident, are put
// piece by piece.
func (l *tongue) relay(v any) string {
	s := fmt.Sprint(v)
	if l.po == nil || s == "" {
		return s
	}
	if to, ok := l.whole(s); ok {
		return to
	}
	for _, sep := range []string{"; ", ", "} {
		if first, rest, ok := strings.Cut(s, sep); ok {
			if to, ok := l.whole(first); ok {
				return to + l.comma(sep) + l.relay(rest)
			}
		}
	}
	if steps := strings.Split(s, " · "); len(steps) > 1 || weighed.MatchString(s) {
		for i, step := range steps {
			if m := weighed.FindStringSubmatch(step); m != nil {
				steps[i] = "\u2066" + m[1] + "\u2069 " + l.relay(m[2])
			}
		}
		return strings.Join(steps, " · ")
	}
	return s
}

// whole puts a sentence that is a message as it stands.
func (l *tongue) whole(s string) (string, bool) {
	if l.has(s) {
		return l.get(s), true
	}
	for _, r := range l.relays() {
		if m := r.form.FindStringSubmatch(s); m != nil {
			args := make([]any, 0, len(m))
			for _, x := range m[1:] {
				args = append(args, l.relay(x))
			}
			return fmt.Sprintf(r.to, args...), true
		}
	}
	return "", false
}

// weighed is a step of a machine's sum: "+2.0 same day".
var weighed = regexp.MustCompile(`^([+-]\d+\.\d) (.+)$`)

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

// named is what the places of a reference are called in the language: its own
// name, its division and its country, where they are known.
func (l *tongue) named(p recount.PlaceRef) (name, admin1, country string) {
	name, admin1, country = p.Name, p.Admin1, p.Country
	if name == "" {
		name = p.Words
	}
	if l.Lang != "ar" || l.places == nil {
		return name, admin1, country
	}
	if in, err := l.places.Place(recount.PlaceID("iso:" + country)); err == nil {
		country = arabic(in, country)
	}
	admin1 = l.division(admin1, p.Country)
	here, err := l.places.Place(p.Place)
	if err != nil {
		return name, admin1, country
	}
	if name = arabic(here, name); here.Level == recount.AtProvince {
		name = strings.TrimPrefix(name, "محافظة ")
		return name, name, country
	}
	return name, admin1, country
}

// division is the Arabic name of a first-order division.
func (l *tongue) division(name, cc string) string {
	if name == "" {
		return ""
	}
	if to, ok := l.divisions.Load(cc + "/" + name); ok {
		return to.(string)
	}
	to := name
	for _, c := range l.places.Find(name, gazetteer.Hint{Countries: []string{cc}}) {
		if c.Place.Level == recount.AtProvince && c.Place.Country == cc {
			to = strings.TrimPrefix(arabic(c.Place, name), "محافظة ")
			break
		}
	}
	l.divisions.Store(cc+"/"+name, to)
	return to
}

// arabic is a name of a place in Arabic letters, its other name if there is none.
func arabic(p recount.Place, other string) string {
	for _, n := range p.Names {
		if strings.IndexFunc(n, func(r rune) bool { return unicode.Is(unicode.Arabic, r) }) == 0 && !strings.ContainsFunc(n, func(r rune) bool { return r == 'ی' || r == 'ک' }) {
			return n
		}
	}
	return other
}

func (l *tongue) where(p recount.PlaceRef) string {
	name, admin1, country := l.named(p)
	parts := []string{}
	for _, s := range []string{name, admin1, country} {
		if s != "" && (len(parts) == 0 || parts[len(parts)-1] != s) {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, l.comma(", "))
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

var months = map[string][12]string{
	"en": {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"},
	"fr": {"janv.", "févr.", "mars", "avr.", "mai", "juin", "juill.", "août", "sept.", "oct.", "nov.", "déc."},
	// As the United Nations write them: the names of the east and of the west.
	"ar": {"كانون الثاني/يناير", "شباط/فبراير", "آذار/مارس", "نيسان/أبريل", "أيار/مايو", "حزيران/يونيو", "تموز/يوليو", "آب/أغسطس", "أيلول/سبتمبر", "تشرين الأول/أكتوبر", "تشرين الثاني/نوفمبر", "كانون الأول/ديسمبر"},
}

var hijriMonths = [12]string{"محرم", "صفر", "ربيع الأول", "ربيع الآخر", "جمادى الأولى", "جمادى الآخرة", "رجب", "شعبان", "رمضان", "شوال", "ذو القعدة", "ذو الحجة"}

func (l *tongue) month(t time.Time) string { return months[l.Lang][t.Month()-1] }

func (l *tongue) day(t time.Time) string {
	return fmt.Sprintf("%d %s %d", t.Day(), l.month(t), t.Year())
}

// date writes a stretch of time as clocks at the place showed it: "23 Sep 2016",
// "22–25 Sep 2016", "Sep 2016".
func (l *tongue) date(w recount.When) string {
	if w.From.IsZero() {
		return ""
	}
	w = w.Local()
	from, last := w.From.UTC(), w.Until.UTC().Add(-time.Nanosecond)
	y, m, d := from.Date()
	ly, lm, ld := last.Date()
	switch {
	case w.Grain == recount.Year:
		return strconv.Itoa(y)
	case w.Grain == recount.Month:
		return fmt.Sprintf("%s %d", l.month(from), y)
	case !w.Until.After(w.From), y == ly && m == lm && d == ld,
		last.Sub(from) < 24*time.Hour && (w.Grain == recount.Minute || w.Grain == recount.Hour || w.Grain == recount.Part || w.Grain == recount.Day):
		return l.day(from)
	case y == ly && m == lm:
		return fmt.Sprintf("%d–%s", d, l.day(last))
	case y == ly:
		return fmt.Sprintf("%d %s – %s", d, l.month(from), l.day(last))
	}
	return l.day(from) + " – " + l.day(last)
}

// hijri is the day of a time in the calendar of Umm al-Qura, "" outside the
// years it is known for and for times wider than a day.
func (l *tongue) hijri(w recount.When) string {
	if l.Lang != "ar" || w.From.IsZero() || !slices.Contains([]recount.Grain{recount.Minute, recount.Hour, recount.Part, recount.Day}, w.Grain) {
		return ""
	}
	u, err := hijri.CreateUmmAlQuraDate(w.Local().From)
	if err != nil || u.Month < 1 || u.Month > 12 {
		return ""
	}
	return fmt.Sprintf("%d %s %d هـ", u.Day, hijriMonths[u.Month-1], u.Year)
}

// stamp writes a moment.
func (l *tongue) stamp(t time.Time) string { return l.day(t.UTC()) + t.UTC().Format(" 15:04 UTC") }

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

// lasting says a length of time in its largest unit.
func (l *tongue) lasting(d time.Duration) string {
	switch {
	case d >= 48*time.Hour:
		return l.n(int(d.Hours())/24, "day", "days")
	case d >= 2*time.Hour:
		return l.n(int(d.Hours()), "hour", "hours")
	}
	return l.n(max(0, int(d.Minutes())), "minute", "minutes")
}

// ago says how long before now a time was.
func (l *tongue) ago(now, t time.Time) string {
	if d := now.Sub(t); d >= time.Minute {
		return l.say("%s ago", l.lasting(d))
	}
	return l.say("just now")
}
