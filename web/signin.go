package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/alexedwards/scs/v2"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/desk"
	"github.com/recountlab/recount/store"
)

// A signer is who asks for a page, and what they may do.
type signer struct {
	Name string
	Role desk.Role
}

type signerKey struct{}

// who is who asks: whoever signed in, where people do; else the one person these
// pages are served for, who may do all, or nobody.
func (s *site) who(q *http.Request) signer {
	if s.people == nil {
		return signer{s.one.Name, desk.Owns}
	}
	p, _ := q.Context().Value(signerKey{}).(signer)
	return p
}

// by is the actor in whose name a request decides.
func (s *site) by(q *http.Request) recount.Actor {
	return recount.Actor{Kind: recount.Person, Name: s.who(q).Name}
}

// may reports whether whoever asks may do what a role may.
func (s *site) may(q *http.Request, r desk.Role) bool {
	p := s.who(q)
	return s.desk != nil && p.Name != "" && p.Role.AtLeast(r)
}

// writes reports whether whoever asks may judge.
func (s *site) writes(q *http.Request) bool { return s.may(q, desk.Records) }

// decide enters what whoever asks decides, if they may.
func (s *site) decide(q *http.Request, dec recount.Decision, seen int64) (recount.Decision, error) {
	dec.By = s.by(q)
	if !s.writes(q) || !s.who(q).Role.May(dec) {
		return dec, fmt.Errorf("%s: %w", dec.Act, recount.ErrDenied)
	}
	return s.desk.Decide(q.Context(), dec, seen)
}

// sessionLasts is how long one is signed in.
const sessionLasts = 12 * time.Hour

// sessions keeps who signed in. The cookie is for these pages alone and holds no
// more than a random name; the list has its hash.
func sessions(p *desk.People, secure bool) *scs.SessionManager {
	m := scs.New()
	m.Store, m.HashTokenInStore, m.Lifetime = p.Sessions(), true, sessionLasts
	m.Cookie.Name, m.Cookie.Secure = "recount", secure
	if secure {
		m.Cookie.Name = "__Host-recount"
	}
	return m
}

// open are the paths that are shown to whoever did not sign in.
func open(path string) bool {
	return strings.HasPrefix(path, "/assets/") || path == "/sign-in" || strings.HasPrefix(path, "/sign-in/") || path == "/theme" || path == "/digits" || path == "/language" || path == "/keys" || path == "/help"
}

// signed lets requests through of those who signed in, in their name, and asks the
// others to. What somebody may do is looked up each time, so that who is let in no
// more is out at once.
func (s *site) signed(next http.Handler) http.Handler {
	return s.sessions.LoadAndSave(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		ctx := q.Context()
		if s.secure { // whoever came by https comes so again
			w.Header().Set("Strict-Transport-Security", "max-age=31536000")
		}
		p, err := s.current(ctx)
		switch {
		case err != nil:
			s.fail(w, q, err)
			return
		case p.Name != "":
			q = q.WithContext(context.WithValue(ctx, signerKey{}, signer{p.Name, desk.Role(p.Role)}))
		case open(q.URL.Path):
		case q.Method == http.MethodGet || q.Method == http.MethodHead:
			http.Redirect(w, q, "/sign-in?"+url.Values{"to": {q.URL.RequestURI()}}.Encode(), http.StatusSeeOther)
			return
		default:
			s.fail(w, q, errSignIn)
			return
		}
		next.ServeHTTP(w, q)
	}))
}

var errSignIn = fmt.Errorf("nobody signed in: %w", recount.ErrDenied)

// current is the person of a session, if they may still be in: nobody if not.
func (s *site) current(ctx context.Context) (store.Person, error) {
	name := s.sessions.GetString(ctx, "name")
	if name == "" {
		return store.Person{}, nil
	}
	p, err := s.people.Person(ctx, name)
	switch {
	case errors.Is(err, recount.ErrNotFound):
	case err != nil:
		return p, err
	case p.Ended.IsZero() && p.Since.UnixMicro() == s.sessions.GetInt64(ctx, "since"):
		return p, nil
	}
	return store.Person{}, s.sessions.Destroy(ctx)
}

// enter begins a session, under a new name so that none that was handed to the
// browser before becomes one.
func (s *site) enter(ctx context.Context, name string) error {
	p, err := s.people.Person(ctx, name)
	if err != nil {
		return err
	}
	if err := s.sessions.RenewToken(ctx); err != nil {
		return err
	}
	s.sessions.Put(ctx, "name", p.Name)
	s.sessions.Put(ctx, "since", p.Since.UnixMicro())
	return nil
}

// A signInPage asks who comes.
type signInPage struct {
	To    string // where they wanted to go
	Name  string
	Error string
	Link  bool // to choose a password, with a link
	Least int  // letters of a password
}

func (s *site) signInPage(w http.ResponseWriter, q *http.Request) error {
	if s.people == nil {
		return recount.ErrNotFound
	}
	if s.who(q).Name != "" {
		http.Redirect(w, q, local(q.URL.Query().Get("to")), http.StatusSeeOther)
		return nil
	}
	return s.show(w, q, http.StatusOK, "sign-in", "Sign in", signInPage{To: local(q.URL.Query().Get("to"))})
}

// signIn lets a person in who knows their password.
func (s *site) signIn(w http.ResponseWriter, q *http.Request) error {
	f, err := s.posted(w, q)
	if err != nil {
		return err
	}
	ctx, name := q.Context(), strings.TrimSpace(f.Get("name"))
	page := signInPage{To: local(f.Get("to")), Name: name}
	p, err := s.people.Person(ctx, name)
	known := err == nil && p.Ended.IsZero()
	if err != nil && !errors.Is(err, recount.ErrNotFound) {
		return err
	}
	if !s.tries.begin(name, known, from(q), s.now()) {
		w.Header().Set("Retry-After", fmt.Sprint(int(triesLast.Seconds())))
		page.Error = s.tongue(q).say("Too many attempts failed. Wait a quarter of an hour, or ask an owner for a new link.")
		return s.show(w, q, http.StatusTooManyRequests, "sign-in", "Sign in", page)
	}
	if !matches(p.Password, f.Get("password")) || !known {
		page.Error = s.tongue(q).say("That name and password do not go together.")
		return s.show(w, q, http.StatusUnauthorized, "sign-in", "Sign in", page)
	}
	s.tries.end(name)
	if err := s.enter(ctx, p.Name); err != nil {
		return err
	}
	http.Redirect(w, q, page.To, http.StatusSeeOther)
	return nil
}

// linkPage asks whoever bears a link to choose a password. Looking at it uses up
// nothing: programs that look at links in messages come here too.
func (s *site) linkPage(w http.ResponseWriter, q *http.Request) error {
	if s.people == nil {
		return recount.ErrNotFound
	}
	name, err := s.people.Link(q.Context(), q.PathValue("token"), s.now(), false)
	if errors.Is(err, recount.ErrNotFound) {
		return s.show(w, q, http.StatusNotFound, "sign-in", "Sign in", signInPage{To: "/", Error: s.tongue(q).say("This link was used, or is too old. Ask an owner for a new one.")})
	}
	if err != nil {
		return err
	}
	return s.show(w, q, http.StatusOK, "sign-in", "Choose a password", signInPage{Link: true, Name: name, Least: leastPassword})
}

// link takes the password that the bearer of a link chose, and lets them in.
func (s *site) link(w http.ResponseWriter, q *http.Request) error {
	f, err := s.posted(w, q)
	if err != nil {
		return err
	}
	ctx, token := q.Context(), q.PathValue("token")
	name, err := s.people.Link(ctx, token, s.now(), false)
	if errors.Is(err, recount.ErrNotFound) {
		return s.linkPage(w, q)
	}
	if err != nil {
		return err
	}
	if problem := passwordProblem(s.tongue(q), name, f.Get("password")); problem != "" {
		return s.show(w, q, http.StatusBadRequest, "sign-in", "Choose a password", signInPage{Link: true, Name: name, Least: leastPassword, Error: problem})
	}
	hash := hashed(f.Get("password"))
	if name, err = s.people.Link(ctx, token, s.now(), true); errors.Is(err, recount.ErrNotFound) {
		return s.linkPage(w, q) // somebody was quicker
	}
	if err == nil {
		err = s.people.SetPassword(ctx, name, hash, s.now())
	}
	if err == nil {
		err = s.enter(ctx, name)
	}
	if err != nil {
		return err
	}
	s.tries.end(name)
	http.Redirect(w, q, "/", http.StatusSeeOther)
	return nil
}

// signOut ends the session, and has the browser forget the pages it was shown.
func (s *site) signOut(w http.ResponseWriter, q *http.Request) error {
	if s.people == nil {
		return recount.ErrNotFound
	}
	if err := s.sessions.Destroy(q.Context()); err != nil {
		return err
	}
	w.Header().Set("Clear-Site-Data", `"cache"`)
	http.Redirect(w, q, "/sign-in", http.StatusSeeOther)
	return nil
}

// local is where to go after signing in: a page of these, else the first.
func local(to string) string {
	u, err := url.Parse(to)
	if err != nil || u.IsAbs() || u.Host != "" || !strings.HasPrefix(u.Path, "/") || strings.HasPrefix(to, "//") || strings.ContainsAny(to, "\\\r\n") || open(u.Path) {
		return "/"
	}
	return to
}
