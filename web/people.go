package web

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/desk"
	"github.com/recountlab/recount/store"
)

type peoplePage struct {
	People []store.Person
	Roles  []desk.Role
	Link   string // to be given to For, shown this once
	For    string
	Error  string
	Name   string // asked for, and refused
}

// peoplePage shows an owner who may sign in.
func (s *site) peoplePage(w http.ResponseWriter, q *http.Request) error {
	return s.showPeople(w, q, http.StatusOK, peoplePage{})
}

func (s *site) showPeople(w http.ResponseWriter, q *http.Request, status int, p peoplePage) (err error) {
	switch {
	case s.people == nil:
		return recount.ErrNotFound
	case !s.may(q, desk.Owns):
		return recount.ErrDenied
	}
	p.Roles = desk.Roles
	if p.People, err = s.people.All(q.Context()); err != nil {
		return err
	}
	return s.show(w, q, status, "people", "People", p)
}

// setPeople adds somebody, gives another role or a new link, or ends somebody. A
// link is shown on the answer itself and nowhere again.
func (s *site) setPeople(w http.ResponseWriter, q *http.Request) error {
	f, err := s.posted(w, q)
	if err != nil {
		return err
	}
	switch {
	case s.people == nil:
		return recount.ErrNotFound
	case !s.may(q, desk.Owns):
		return recount.ErrDenied
	}
	ctx, name, token := q.Context(), f.Get("name"), ""
	switch act := f.Get("act"); act {
	case "add":
		token, err = s.people.Add(ctx, name, desk.Role(f.Get("role")))
	case "link":
		token, err = s.people.Invite(ctx, name)
	case "role":
		err = s.people.SetRole(ctx, name, desk.Role(f.Get("role")))
	case "end":
		err = s.people.End(ctx, name)
	default:
		return fmt.Errorf("act %q: %w", act, recount.ErrInvalid)
	}
	if refusal := refusalOf(s.tongue(q), err); refusal != "" {
		return s.showPeople(w, q, http.StatusConflict, peoplePage{Error: refusal, Name: name})
	}
	if err != nil {
		return err
	}
	if token == "" {
		http.Redirect(w, q, "/people", http.StatusSeeOther)
		return nil
	}
	scheme := "http"
	if s.secure {
		scheme = "https"
	}
	w.Header().Set("Cache-Control", "no-store")
	return s.showPeople(w, q, http.StatusOK, peoplePage{For: name, Link: (&url.URL{Scheme: scheme, Host: q.Host, Path: "/sign-in/" + token}).String()})
}

// refusalOf says why a name or a role was refused, "" if it was not.
func refusalOf(l *tongue, err error) string {
	switch {
	case errors.Is(err, recount.ErrConflict):
		return l.say("Not done: that name is there already, has ended, or is the only owner.")
	case errors.Is(err, recount.ErrInvalid):
		return l.say("Not done: a name is made of letters and digits, with . _ - between them, 40 at most.")
	}
	return ""
}

type mePage struct {
	signer
	Team    bool // whether there is a password to choose
	Made    []recount.Decision
	Mine    desk.Mine
	Least   int
	Error   string
	Changed bool
}

// mePage shows whoever looks what they decided.
func (s *site) mePage(w http.ResponseWriter, q *http.Request) error {
	return s.showMe(w, q, http.StatusOK, mePage{})
}

const madeShown = 100

func (s *site) showMe(w http.ResponseWriter, q *http.Request, status int, p mePage) (err error) {
	p.signer, p.Team, p.Least = s.who(q), s.people != nil, leastPassword
	if s.desk == nil || p.Name == "" {
		return recount.ErrNotFound
	}
	if p.Made, err = s.r.DecisionsBy(q.Context(), p.Name, madeShown); err != nil {
		return err
	}
	if p.Mine, err = s.desk.Mine(q.Context(), p.Name, store.IncidentFilter{Limit: mostListed}); err != nil {
		return err
	}
	return s.show(w, q, status, "me", "My work", p)
}

// setPassword takes another password from somebody who knows the one they have.
// Wherever else they are signed in, they are out.
func (s *site) setPassword(w http.ResponseWriter, q *http.Request) error {
	f, err := s.posted(w, q)
	if err != nil {
		return err
	}
	if s.people == nil || s.who(q).Name == "" {
		return recount.ErrDenied
	}
	ctx, name, l := q.Context(), s.who(q).Name, s.tongue(q)
	p, err := s.people.Person(ctx, name)
	if err != nil {
		return err
	}
	problem := passwordProblem(l, name, f.Get("password"))
	switch {
	case !s.tries.begin(name, true, from(q), s.now()):
		return s.showMe(w, q, http.StatusTooManyRequests, mePage{Error: l.say("Too many attempts failed. Wait a quarter of an hour, or ask an owner for a new link.")})
	case !matches(p.Password, f.Get("current")):
		problem = l.say("That is not the password you have now.")
	default:
		s.tries.end(name)
	}
	if problem != "" {
		return s.showMe(w, q, http.StatusBadRequest, mePage{Error: problem})
	}
	if err := s.people.SetPassword(ctx, name, hashed(f.Get("password")), s.now()); err != nil {
		return err
	}
	if err := s.enter(ctx, name); err != nil {
		return err
	}
	return s.showMe(w, q, http.StatusOK, mePage{Changed: true})
}
