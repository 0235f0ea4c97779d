package web

import (
	"bytes"
	"crypto/tls"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/desk"
)

// A teamSite is a casebook served to people who sign in.
type teamSite struct {
	*httptest.Server
	t      *testing.T
	desk   *desk.Desk
	people *desk.People
	dir    string
	clock  time.Duration // by which it is later than it is
	log    bytes.Buffer
}

func newTeamSite(t *testing.T) *teamSite {
	t.Helper()
	x := &teamSite{t: t, desk: newDesk(t), dir: t.TempDir()}
	now := func() time.Time { return time.Now().Add(x.clock) }
	var err error
	if x.people, err = desk.OpenPeople(t.Context(), x.dir, now); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { x.people.Close() })
	log := slog.New(slog.NewTextHandler(&x.log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	x.Server = httptest.NewTLSServer(Handler(&x.desk.DB.Reader, log, With{Desk: x.desk, People: x.people, Secure: true, Now: now}))
	t.Cleanup(x.Close)
	return x
}

// A visitor is a browser.
type visitor struct {
	*http.Client
	x *teamSite
}

func (x *teamSite) visitor() visitor {
	jar, _ := cookiejar.New(nil)
	return visitor{&http.Client{Jar: jar, Transport: &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}, x}
}

// do asks for a page, or sends a form if there is one, and returns the answer
// with its text.
func (v visitor) do(path string, pairs ...string) (*http.Response, string) {
	v.x.t.Helper()
	q, err := http.NewRequestWithContext(v.x.t.Context(), http.MethodGet, v.x.URL+path, nil)
	if len(pairs) > 0 {
		form := url.Values{}
		for i := 0; i < len(pairs); i += 2 {
			form.Set(pairs[i], pairs[i+1])
		}
		q, err = http.NewRequestWithContext(v.x.t.Context(), http.MethodPost, v.x.URL+path, strings.NewReader(form.Encode()))
		q.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		q.Header.Set("Sec-Fetch-Site", "same-origin")
	}
	if err != nil {
		v.x.t.Fatal(err)
	}
	r, err := v.Do(q)
	if err != nil {
		v.x.t.Fatal(err)
	}
	defer r.Body.Close()
	var b bytes.Buffer
	if _, err := b.ReadFrom(r.Body); err != nil {
		v.x.t.Fatal(err)
	}
	return r, b.String()
}

const password = "four words that differ"

// in is a person of a role who signed in.
func (x *teamSite) in(name string, role desk.Role) visitor {
	x.t.Helper()
	token, err := x.people.Add(x.t.Context(), name, role)
	if err != nil {
		x.t.Fatal(err)
	}
	v := x.visitor()
	if r, page := v.do("/sign-in/"+token, "password", password); r.StatusCode != http.StatusSeeOther {
		x.t.Fatalf("%s chooses a password: %d %s", name, r.StatusCode, page)
	}
	return v
}

func (v visitor) wants(what string, status int, path string, pairs ...string) string {
	v.x.t.Helper()
	r, page := v.do(path, pairs...)
	if r.StatusCode != status {
		v.x.t.Errorf("%s: %d, want %d", what, r.StatusCode, status)
	}
	return page
}

func TestNobodySignedIn(t *testing.T) {
	x := newTeamSite(t)
	v := x.visitor()
	for _, path := range []string{"/", "/today", "/queue", "/incidents", "/incidents.csv", "/incidents/i:x", "/reports/r:x", "/ledger", "/totals.json", "/nothing"} {
		r, page := v.do(path)
		if to := r.Header.Get("Location"); r.StatusCode != http.StatusSeeOther || to != "/sign-in?to="+url.QueryEscape(path) || strings.Contains(page, "<main") {
			t.Errorf("%s: %d %s", path, r.StatusCode, to)
		}
	}
	for _, path := range []string{"/sign-in", "/assets/recount.css"} {
		v.wants(path, http.StatusOK, path)
	}
	for _, path := range []string{"/queue", "/watches", "/incidents/i:x", "/claims/c:x/place"} {
		v.wants("send to "+path, http.StatusUnauthorized, path, "act", "accept")
	}
}

func TestSignIn(t *testing.T) {
	x := newTeamSite(t)
	token, err := x.people.Add(t.Context(), "mira", desk.Owns)
	if err != nil {
		t.Fatal(err)
	}
	v := x.visitor()
	v.wants("a password that was not chosen yet", http.StatusUnauthorized, "/sign-in", "name", "mira", "password", "")
	for range 2 {
		if page := v.wants("looking at the link", http.StatusOK, "/sign-in/"+token); !strings.Contains(page, "mira") {
			t.Error("the link names nobody")
		}
	}
	for _, bad := range []string{"", "short", "Mira and more", "aaaaaaaaaaaaaaaa", strings.Repeat("long ", 60)} {
		v.wants(fmt.Sprintf("%q", bad), http.StatusBadRequest, "/sign-in/"+token, "password", bad)
	}
	r, _ := v.do("/sign-in/"+token, "password", password)
	cookie := r.Header.Get("Set-Cookie")
	for _, want := range []string{"__Host-recount=", "HttpOnly", "Secure", "SameSite=Lax", "Path=/"} {
		if !strings.Contains(cookie, want) {
			t.Errorf("cookie without %s: %s", want, cookie)
		}
	}
	if r.StatusCode != http.StatusSeeOther || strings.Contains(cookie, "Domain") {
		t.Errorf("%d, %s", r.StatusCode, cookie)
	}
	if r.Header.Get("Strict-Transport-Security") == "" {
		t.Error("the next time may be by http")
	}
	if page := v.wants("signed in", http.StatusOK, "/incidents"); !strings.Contains(page, "mira") || !strings.Contains(page, "/sign-out") {
		t.Error("the page does not say who signed in")
	}
	for _, tok := range []string{token, "none", ""} {
		x.visitor().wants("a link that is used, or none", http.StatusNotFound, "/sign-in/"+tok+map[bool]string{true: "x"}[tok == ""], "password", password)
	}

	other := x.visitor()
	other.wants("a wrong password", http.StatusUnauthorized, "/sign-in", "name", "mira", "password", "four words that differ.")
	other.wants("a wrong name", http.StatusUnauthorized, "/sign-in", "name", "omar", "password", password)
	for to, want := range map[string]string{"/queue?kind=pairs": "/queue?kind=pairs", "//evil.example": "/", "https://evil.example/": "/", `/\evil.example`: "/", "/sign-in": "/", "": "/", "javascript:alert(1)": "/"} {
		if r, _ := x.visitor().do("/sign-in", "name", "mira", "password", password, "to", to); r.StatusCode != http.StatusSeeOther || r.Header.Get("Location") != want {
			t.Errorf("to %q: %d %s", to, r.StatusCode, r.Header.Get("Location"))
		}
	}
	v.wants("out", http.StatusSeeOther, "/sign-out", "x", "x")
	v.wants("after that", http.StatusSeeOther, "/incidents")

	// Nothing secret is in the log, nor in what is kept.
	kept, err := os.ReadFile(desk.PeopleFile(x.dir))
	if err != nil {
		t.Fatal(err)
	}
	if wal, err := os.ReadFile(desk.PeopleFile(x.dir) + "-wal"); err == nil {
		kept = append(kept, wal...)
	}
	session := regexp.MustCompile(`recount=([^;]+)`).FindStringSubmatch(cookie)[1]
	for what, secret := range map[string]string{"password": password, "link": token, "session": session} {
		if strings.Contains(x.log.String(), secret) || bytes.Contains(kept, []byte(secret)) {
			t.Errorf("the %s is written down", what)
		}
	}
	if info, err := os.Stat(desk.PeopleFile(x.dir)); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("people.db: %v %v", info.Mode(), err)
	}
}

// A session that was handed out before somebody signed in is not theirs.
func TestSessionIsNew(t *testing.T) {
	x := newTeamSite(t)
	v := x.in("mira", desk.Records)
	at, _ := url.Parse(x.URL)
	before := v.Jar.Cookies(at)[0].Value
	v.do("/sign-in", "name", "mira", "password", password)
	if after := v.Jar.Cookies(at)[0].Value; after == before {
		t.Error("the session keeps its name")
	}
}

func TestRolesOfPeople(t *testing.T) {
	x := newTeamSite(t)
	page := "/incidents/" + string(twoIncidents(t, x.desk)[0])
	grade := []string{"act", "grade", "grade", "fair", "why", "two name it", "seen"}
	withdraw := []string{"act", "withdraw", "why", "it did not happen", "seen"}
	seen := func() string {
		n, err := x.desk.DB.Size(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return fmt.Sprint(n)
	}
	for _, c := range []struct {
		name            string
		role            desk.Role
		grade, withdraw int
	}{{"ada", desk.ReadsOnly, http.StatusForbidden, http.StatusForbidden}, {"omar", desk.Records, http.StatusSeeOther, http.StatusForbidden}, {"lena", desk.Edits, http.StatusSeeOther, http.StatusSeeOther}} {
		v := x.in(c.name, c.role)
		if shown := v.wants(c.name+" looks", http.StatusOK, page); strings.Contains(shown, `name="act"`) != (c.grade == http.StatusSeeOther) {
			t.Errorf("%s: the forms are there or not", c.name)
		}
		v.wants(c.name+" grades", c.grade, page, append(grade, seen())...)
		v.wants(c.name+" withdraws", c.withdraw, page, append(withdraw, seen())...)
	}
	ds, err := x.desk.DB.Decisions(t.Context(), strings.TrimPrefix(page, "/incidents/"))
	if err != nil {
		t.Fatal(err)
	}
	var who []string
	for _, dec := range ds {
		if dec.By.Kind == recount.Person {
			who = append(who, dec.By.Name+" "+string(dec.Act))
		}
	}
	if got := strings.Join(who, ", "); got != "omar grade, lena grade, lena withdraw" {
		t.Errorf("decided: %s", got)
	}
}

// Who is let in no more, or chose another password, is out everywhere at once.
func TestOutAtOnce(t *testing.T) {
	x := newTeamSite(t)
	x.in("ada", desk.Owns)
	for name, out := range map[string]func(string) error{
		"ended": func(n string) error { return x.people.End(t.Context(), n) },
		"another password": func(n string) error {
			return x.people.SetPassword(t.Context(), n, hashed("another four words"), time.Now())
		},
	} {
		v := x.in(strings.Fields(name)[0], desk.Records)
		v.wants(name+": before", http.StatusOK, "/incidents")
		if err := out(strings.Fields(name)[0]); err != nil {
			t.Fatal(err)
		}
		v.wants(name+": after", http.StatusSeeOther, "/incidents")
	}
	x.visitor().wants("who ended signs in", http.StatusUnauthorized, "/sign-in", "name", "ended", "password", password)
	if err := x.people.End(t.Context(), "ada"); err == nil {
		t.Error("the only owner is out")
	}
}

// Guessing ends after a few attempts, for that name and for a while.
func TestGuessing(t *testing.T) {
	x := newTeamSite(t)
	x.in("mira", desk.Records)
	x.in("omar", desk.Records)
	v := x.visitor()
	for range triesOfName {
		v.wants("a guess", http.StatusUnauthorized, "/sign-in", "name", "mira", "password", "a guess of letters")
	}
	r, _ := v.do("/sign-in", "name", "mira", "password", password)
	if r.StatusCode != http.StatusTooManyRequests || r.Header.Get("Retry-After") != "900" {
		t.Errorf("one more: %d", r.StatusCode)
	}
	v.wants("another person", http.StatusSeeOther, "/sign-in", "name", "omar", "password", password)
	x.clock = triesLast + time.Second
	x.visitor().wants("later", http.StatusSeeOther, "/sign-in", "name", "mira", "password", password)
}

func TestTriesFromOnePlace(t *testing.T) {
	var n tries
	now := time.Now()
	for i := range triesOfPlace {
		if !n.begin(fmt.Sprint("nobody", i), false, "192.0.2.1", now) {
			t.Fatal(i)
		}
	}
	if n.begin("mira", true, "192.0.2.1", now) || !n.begin("mira", true, "192.0.2.2", now) {
		t.Error("one place guesses on, or keeps others out")
	}
	if len(n.made) != 3 {
		t.Errorf("%d are remembered: names that are none must not be", len(n.made))
	}
	for addr, want := range map[string]string{"[2001:db8:1:2:3::4]:99": "2001:db8:1:2::/64", "192.0.2.7:5": "192.0.2.7", "[::ffff:192.0.2.7]:5": "::ffff:192.0.2.7", "odd": "odd"} {
		if got := from(&http.Request{RemoteAddr: addr}); got != want {
			t.Errorf("%s: %s", addr, got)
		}
	}
}

func TestPasswords(t *testing.T) {
	h := hashed(password)
	if h == hashed(password) {
		t.Error("two hashes of one password are the same")
	}
	for kept, want := range map[string]bool{
		h: true, "": false, "x": false, h[:len(h)-2]: false, strings.Replace(h, "argon2id", "argon2i", 1): false, strings.Replace(h, "t=2", "t=3", 1): false, strings.Replace(h, "v=19", "v=16", 1): false,
		strings.Replace(h, "m=19456", "m=4294967295", 1): false,
	} {
		if got := matches(kept, password); got != want {
			t.Errorf("%s: %v", kept, got)
		}
	}
	if matches(h, password+" ") || matches(h, strings.Repeat("x", 10_000)) {
		t.Error("another password matches")
	}
}
