package main

import (
	"encoding/json"
	"fmt"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/desk"
	"github.com/recountlab/recount/store"
)

type mineCmd struct {
	Limit int  `default:"20" help:"At most so many of each kind."`
	JSON  bool `help:"As JSON."`
}

// Help shows by example.
func (mineCmd) Help() string {
	return `What waits for you: what somebody assigned to you, notes that call you and that you
have not answered, incidents that others looked at and you have neither signed
nor sent back, and incidents that nobody graded. It leaves the list when it is done.

  recount --by omar mine
  recount --by omar decide note i:one --why "yes, @mira: the same street"
  recount --by omar decide sign i:one --why "checked against its sources"
  recount --by omar decide refuse i:one --why "the clinic's figure is of two days"`
}

// Run lists what waits for whoever acts.
func (a mineCmd) Run(w *world, c *cli) error {
	d, err := w.open(c)
	if err != nil {
		return err
	}
	defer d.Close()
	m, err := d.Mine(w.ctx, w.actor(c).Name, store.IncidentFilter{Limit: a.Limit})
	if err != nil {
		return err
	}
	sign, err := d.DB.Items(w.ctx, m.ToSign...)
	if err != nil {
		return err
	}
	grade, err := d.DB.Items(w.ctx, m.ToGrade...)
	if err != nil {
		return err
	}
	if a.JSON {
		return json.NewEncoder(w.stdout).Encode(struct {
			desk.Mine
			ToSign  []store.IncidentItem `json:"to_sign"`
			ToGrade []store.IncidentItem `json:"to_grade"`
		}{m, sign, grade})
	}
	p := func(format string, args ...any) { fmt.Fprintf(w.stdout, format+"\n", args...) }
	said := func(head string, ds []recount.Decision) {
		if len(ds) > 0 {
			p(head)
		}
		for _, x := range ds {
			p("  %s  %s  %s: %s", x.Subject, x.At.Format("2006-01-02 15:04"), x.By.Name, x.Why)
		}
	}
	list := func(head string, items []store.IncidentItem) {
		if len(items) > 0 {
			p(head)
		}
		for _, it := range items {
			p("  %s  %s%s", it.Incident.ID, it.Incident.Title, signedBy(it.Incident.Signed))
		}
	}
	if len(m.Assigned)+len(m.Mentions)+len(m.ToSign)+len(m.ToGrade) == 0 {
		p("Nothing waits for %s.", w.actor(c).Name)
	}
	said("Assigned to you", m.Assigned)
	said("Notes that call you", m.Mentions)
	list("To sign off", sign)
	list("Grades due", grade)
	return nil
}

// signedBy says who signed an incident as it stands, "" if nobody said anything.
func signedBy(s recount.Signing) (out string) {
	for _, name := range s.By {
		out += "; signed by " + name
	}
	for _, name := range s.Back {
		out += "; sent back by " + name
	}
	return out
}
