// Package web shows a casebook to people: incidents, reports, the map and the
// ledger, as pages that need no script and load nothing from elsewhere.
//
// The pages only look, unless they are told in whose name places may be
// corrected and feeds watched. Every figure on them can be followed to the sentence
// and the voice that set it.
package web

import (
	"bytes"
	"embed"
	"errors"
	"html/template"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/alexedwards/scs/v2"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/desk"
	"github.com/recountlab/recount/extract"
	"github.com/recountlab/recount/gazetteer"
	"github.com/recountlab/recount/lexicon"
	"github.com/recountlab/recount/store"
)

//go:embed pages public shared
var pages embed.FS

// A site answers requests about one casebook.
type site struct {
	r       *store.Reader
	packs   []*lexicon.Pack
	key     string // the ledger's public key, "" if not known
	log     *slog.Logger
	tmpl    map[string]map[string]*template.Template // by language and name
	tongues map[string]*tongue

	desk   *desk.Desk
	reader *extract.Reader
	places *gazetteer.Gazetteer
	one    recount.Actor // who works here, where nobody signs in

	people   *desk.People
	sessions *scs.SessionManager
	secure   bool
	tries    tries

	registry func() (*desk.Registry, error)
	sheet    *desk.Sheet

	now      func() time.Time
	watching bool
	entered  sync.Map // by who, how large the ledger was after they entered something here
}

// With is what pages may have besides the casebook they read.
type With struct {
	Desk   *desk.Desk           // names the ledger's public key, and takes corrections; nil for neither
	By     recount.Actor        // who corrects through these pages; without a name they only look
	People *desk.People         // who may sign in, and then works in their own name as their role says; nil if nobody does
	Secure bool                 // the pages are reached by https, so that nothing of who signed in goes another way
	Places *gazetteer.Gazetteer // to name and look up places; nil if there is none
	Reader *extract.Reader      // reads words that people choose in a report; nil if they cannot
	Packs  []*lexicon.Pack      // whose rules are shown beside the claims read with them

	Now      func() time.Time // by which watches are judged; nil is the clock
	Local    bool             // served to this machine alone: nobody is answered who calls it by another name
	Watching bool             // what is watched is looked at while these pages are served
}

// Handler serves the casebook that r reads.
func Handler(r *store.Reader, log *slog.Logger, with With) http.Handler {
	s := &site{r: r, log: log, packs: with.Packs, desk: with.Desk, places: with.Places, one: with.By, people: with.People, reader: with.Reader, now: with.Now, watching: with.Watching}
	s.tongues = tongues(with.Places)
	s.tmpl = map[string]map[string]*template.Template{}
	for lang, l := range s.tongues {
		s.tmpl[lang] = parse("pages", l)
	}
	if s.now == nil {
		s.now = time.Now
	}
	s.registry = sync.OnceValues(func() (*desk.Registry, error) { return desk.RegistryOf("") })
	s.sheet = desk.NewSheet(r)
	if s.desk != nil {
		s.sheet = s.desk.Sheet()
		s.key = s.desk.PublicKey()
		s.registry = sync.OnceValues(s.desk.Registry)
	}
	if s.people != nil {
		s.sessions, s.secure = sessions(s.people, with.Secure), with.Secure
	}
	mux := http.NewServeMux()
	mux.Handle("GET /assets/", assets())
	home := "/incidents"
	if s.desk != nil {
		home = "/today"
	}
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, q *http.Request) { http.Redirect(w, q, home, http.StatusSeeOther) })
	mux.HandleFunc("GET /theme", theme)
	mux.HandleFunc("GET /digits", numerals)
	mux.HandleFunc("GET /language", language)
	mux.HandleFunc("GET /keys", keys)
	for path, page := range map[string]func(http.ResponseWriter, *http.Request) error{
		"/incidents":                     s.incidents,
		"/incidents.csv":                 s.export,
		"/incidents.geojson":             s.export,
		"/incidents/{id}":                s.incident,
		"/reports":                       s.reports,
		"/reports/{id}":                  s.report,
		"/reports/{id}/original":         s.original,
		"/help":                          s.help,
		"/reports/{id}/words":            s.words,
		"/reports/{id}/enter":            s.enterPage,
		"/claims/{id}":                   s.claim,
		"/search":                        s.search,
		"/sources":                       s.sources,
		"/sources/{id}":                  s.source,
		"/processes":                     s.processes,
		"/processes/{id}":                s.process,
		"/totals":                        s.totals,
		"/totals.json":                   s.totals,
		"/map":                           s.mapPage,
		"/explore":                       s.explore,
		"/explore.csv":                   s.explore,
		"/explore.json":                  s.explore,
		"/map/features.geojson":          s.features,
		"/reports/{id}/places.geojson":   s.reportPlaces,
		"/incidents/{id}/places.geojson": s.incidentPlaces,
		"/ledger":                        s.ledger,
		"/releases":                      s.releases,
		"/releases/new":                  s.newRelease,
		"/releases/{seq}":                s.release,
		"/releases/{seq}/file":           s.released,
		"/incidents/{id}/dossier.zip":    s.dossier,
		"/reports/{id}/dossier.zip":      s.dossier,
		"/watches":                       s.watches,
		"/today":                         s.today,
		"/queue":                         s.queue,
		"/people":                        s.peoplePage,
		"/me":                            s.mePage,
		"/sign-in":                       s.signInPage,
		"/sign-in/{token}":               s.linkPage,
	} {
		mux.HandleFunc("GET "+path, func(w http.ResponseWriter, q *http.Request) {
			if err := page(w, q); err != nil {
				s.fail(w, q, err)
			}
		})
	}
	if s.desk != nil && (s.one.Name != "" || s.people != nil) {
		for path, do := range map[string]func(http.ResponseWriter, *http.Request) error{"/claims/{id}/place": s.correct, "/explore/views": s.keep, "/claims/{id}/words": s.setWords, "/reports/{id}/enter": s.enterClaim, "/claims/{id}/take-back": s.takeBack, "/watches": s.watch, "/queue": s.answer, "/incidents/{id}": s.judge,
			"/releases": s.goOut, "/remarks": s.remark, "/undo": s.undo, "/bulk": s.bulk, "/people": s.setPeople, "/me": s.setPassword,
			"/sign-in": s.signIn, "/sign-in/{token}": s.link, "/sign-out": s.signOut} {
			mux.HandleFunc("POST "+path, func(w http.ResponseWriter, q *http.Request) {
				if err := do(w, q); err != nil {
					s.fail(w, q, err)
				}
				s.remember(q)
			})
		}
	}
	mux.HandleFunc("/", func(w http.ResponseWriter, q *http.Request) {
		if q.Method != http.MethodGet && q.Method != http.MethodHead {
			http.Error(w, "these pages only look", http.StatusMethodNotAllowed)
			return
		}
		s.fail(w, q, recount.ErrNotFound)
	})
	// A form is taken only from these pages themselves: no other site's page can
	// correct anything in a person's name.
	h := squeeze(mux)
	if s.people != nil {
		h = s.signed(h)
	}
	h = http.NewCrossOriginProtection().Handler(h)
	if with.Local {
		h = own(h)
	}
	return guard(h)
}

// own answers only who calls this machine by a name of its own. Else a page
// from elsewhere whose name is made to lead here could read and write as if it
// were one of these (DNS rebinding).
func own(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		host, _, err := net.SplitHostPort(q.Host)
		if err != nil {
			host = strings.Trim(q.Host, "[]")
		}
		if host != "localhost" && !net.ParseIP(host).IsLoopback() {
			http.Error(w, "these pages are for this machine alone", http.StatusMisdirectedRequest)
			return
		}
		next.ServeHTTP(w, q)
	})
}

// policy is what a browser may load and do: nothing from elsewhere, nothing inline.
const policy = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; worker-src 'self' blob:; " +
	"object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

// guard sets the headers that keep a page to itself.
func guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
		next.ServeHTTP(w, q)
	})
}

// parse reads the pages of a folder in one language: each with the folder's
// layout around it, and what both kinds of pages share.
func parse(folder string, l *tongue) map[string]*template.Template {
	source := func(file string) string {
		b, err := fs.ReadFile(pages, file)
		if err != nil {
			panic(err) // it is in the program
		}
		return l.put(string(b))
	}
	files, err := fs.Glob(pages, folder+"/*.html")
	if err != nil {
		panic(err) // the pattern is ours
	}
	layout := folder + "/layout.html"
	base := template.Must(template.New("layout.html").Funcs(l.funcs()).Parse(source(layout)))
	template.Must(base.New("shared").Parse(source("shared/marks.html")))
	out := map[string]*template.Template{}
	for _, f := range files {
		if f != layout {
			name := strings.TrimSuffix(strings.TrimPrefix(f, folder+"/"), ".html")
			out[name] = template.Must(template.Must(base.Clone()).New(f).Parse(source(f)))
		}
	}
	return out
}

// A frame is what every page has around its own content.
type frame struct {
	Title, Here, Theme, Path string
	*tongue
	Arabic bool   // figures in the digits ٠–٩
	NoKeys bool   // no key presses anything
	Who    signer // who looks, if that is known
	Team   bool   // whether people sign in
	Page   any
}

// show renders a page whole before it sends a byte, so that a failure is a
// failure and not half a page.
func (s *site) show(w http.ResponseWriter, q *http.Request, status int, name, title string, page any) error {
	l := s.tongue(q)
	f := frame{NoKeys: keysOff(q), tongue: l, Title: l.relay(title), Here: strings.SplitN(strings.TrimPrefix(q.URL.Path, "/"), "/", 2)[0], Path: q.URL.RequestURI(), Page: page}
	f.Who, f.Team = s.who(q), s.people != nil
	if c, err := q.Cookie("theme"); err == nil && (c.Value == "dark" || c.Value == "light") {
		f.Theme = c.Value
	}
	if c, err := q.Cookie("digits"); err == nil {
		f.Arabic = c.Value == "arabic"
	}
	var b bytes.Buffer
	if err := s.tmpl[l.Lang][name].ExecuteTemplate(&b, "layout.html", f); err != nil {
		return err
	}
	out := b.Bytes()
	if f.Arabic {
		out = arabicDigits(out)
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "private, no-cache")
	w.Header().Set("Content-Language", l.Lang)
	w.Header().Set("Vary", "Accept-Language, Cookie")
	w.WriteHeader(status)
	_, err := w.Write(out)
	if err != nil {
		s.log.DebugContext(q.Context(), "reader went away", "path", q.URL.Path, "error", err)
	}
	return nil
}

// fail says what happened, and no more than a stranger may know.
func (s *site) fail(w http.ResponseWriter, q *http.Request, err error) {
	status, said := http.StatusInternalServerError, "Something went wrong on our side. Nothing in the casebook was changed."
	switch {
	case errors.Is(err, recount.ErrNotFound):
		status, said = http.StatusNotFound, "There is nothing at this address. An incident that was merged into another keeps its address; one that never existed has none."
	case errors.Is(err, recount.ErrConflict):
		status, said = http.StatusConflict, "Somebody has decided about this since you looked. Go back, load the page again, and see whether your correction is still wanted."
	case errors.Is(err, errSignIn):
		status, said = http.StatusUnauthorized, "You are not signed in, or not any more. Nothing was changed. Sign in, go back, and send it again; what you wrote is still there."
	case errors.Is(err, recount.ErrDenied) && s.people != nil:
		status, said = http.StatusForbidden, "Your role does not allow this, and nothing was changed. An owner says who may do what."
	case errors.Is(err, recount.ErrDenied):
		status, said = http.StatusForbidden, "These pages only look. To correct something, serve them with --correct."
	case errors.Is(err, errFounded):
		status, said = http.StatusBadRequest, "This claim founded an incident that still stands, this one or another. Move the other claims out of it instead, or move this one to another incident."
	case errors.Is(err, errNoWords):
		status, said = http.StatusBadRequest, "These words do not stand in the report. Choose them in its text, or write them as they stand there."
	case errors.Is(err, recount.ErrInvalid) && q.URL.Path == "/watches":
		status, said = http.StatusBadRequest, "Nothing was changed: an address begins with http:// or https://."
	case errors.Is(err, recount.ErrInvalid) && q.URL.Path == "/queue" && q.Method == http.MethodPost:
		status, said = http.StatusBadRequest, "Nothing was changed: a correction wants something that the claim does not say yet, numbers in order, and days written 2016-09-23. Go back; what you wrote is still there."
	case errors.Is(err, recount.ErrInvalid) && q.Method == http.MethodPost:
		status, said = http.StatusBadRequest, "Nothing was changed: something was missing or is none. A decision wants a reason; a place, one of the list or a latitude and a longitude; a toll, numbers in order; another incident, its ID or its address."
	case errors.Is(err, recount.ErrInvalid):
		status, said = http.StatusBadRequest, "The address asks for something we cannot read. Dates are written 2016-09-23."
	default:
		path := q.URL.Path
		if strings.HasPrefix(path, "/sign-in/") { // the rest is secret
			path = "/sign-in/…"
		}
		s.log.ErrorContext(q.Context(), "page", "path", path, "error", err)
	}
	if err := s.show(w, q, status, "error", http.StatusText(status), s.tongue(q).say(said)); err != nil {
		http.Error(w, said, status)
	}
}

// theme remembers whether a reader wants light or dark pages.
func theme(w http.ResponseWriter, q *http.Request) {
	remember(w, q, "theme", q.URL.Query().Get("to"), "dark", "light")
}

// remember keeps a reader's choice of how pages look, and goes back to the page
// it was made on. Whatever is no choice is none.
func remember(w http.ResponseWriter, q *http.Request, name, to string, choices ...string) {
	if !slices.Contains(choices, to) {
		to = ""
	}
	http.SetCookie(w, &http.Cookie{Name: name, Value: to, Path: "/", MaxAge: 365 * 86400, SameSite: http.SameSiteLaxMode, HttpOnly: true})
	back := "/"
	if u, err := url.Parse(q.Referer()); err == nil && u.Host == q.Host && strings.HasPrefix(u.Path, "/") && !strings.HasPrefix(u.Path, "//") {
		back = u.RequestURI()
	}
	http.Redirect(w, q, back, http.StatusSeeOther)
}
