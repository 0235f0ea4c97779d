package main

import (
	"encoding/json"
	"fmt"
	"strings"
	"text/tabwriter"

	"github.com/recountlab/recount/desk"
)

type peopleCmd struct {
	List peopleListCmd `cmd:"" default:"withargs" help:"List who may sign in."`
	Add  peopleAddCmd  `cmd:"" help:"Let somebody in: prints a link with which they choose a password, once."`
	Link peopleLinkCmd `cmd:"" help:"Print a new link for somebody who forgot the password."`
	Role peopleRoleCmd `cmd:"" help:"Give somebody another role."`
	End  peopleEndCmd  `cmd:"" help:"Let somebody in no more."`
}

// Help shows by example.
func (peopleCmd) Help() string {
	return `Who may sign in to recount serve --team. A reader looks; a recorder also judges,
corrects, links, grades, settles, remarks and signs; an editor also withdraws, and
assigns work to others; an owner also says who may sign in. Names stand by
decisions for ever; a pseudonym will do. The list lies in the casebook's people.db,
with hashes of passwords: keep it from whoever gets a copy of the casebook.

  recount people add mira --role owner --at https://recount.example.org
  recount people add omar --role recorder
  recount people
  recount people link omar
  recount people role omar editor
  recount people end omar`
}

// team opens the list of who may sign in.
func (w *world) team(c *cli) (*desk.People, error) {
	if !desk.Exists(c.Casebook) {
		return nil, fmt.Errorf("%w in %s", errNoCasebook, c.Casebook)
	}
	return desk.OpenPeople(w.ctx, c.Casebook, w.now)
}

type peopleListCmd struct {
	JSON bool `help:"As JSON Lines."`
}

// Run lists who may sign in.
func (a peopleListCmd) Run(w *world, c *cli) error {
	p, err := w.team(c)
	if err != nil {
		return err
	}
	defer p.Close()
	all, err := p.All(w.ctx)
	if err != nil {
		return err
	}
	if len(all) == 0 && !a.JSON {
		fmt.Fprintln(w.stdout, "Nobody may sign in yet. Begin with: recount people add NAME --role owner")
		return nil
	}
	out, tw := json.NewEncoder(w.stdout), tabwriter.NewWriter(w.stdout, 0, 8, 2, ' ', 0)
	for _, x := range all {
		if a.JSON {
			if err := out.Encode(x); err != nil {
				return err
			}
			continue
		}
		how := "has chosen a password"
		switch {
		case !x.Ended.IsZero():
			how = "ended " + x.Ended.Format("2006-01-02")
		case x.Password == "":
			how = "has not used the link yet"
		}
		fmt.Fprintf(tw, "%s\t%s\tsince %s\t%s\n", x.Name, x.Role, x.Added.Format("2006-01-02"), how)
	}
	return tw.Flush()
}

type peopleAddCmd struct {
	Name string    `arg:"" help:"A name or pseudonym: letters, digits, and . _ - between them."`
	Role desk.Role `enum:"reader,recorder,editor,owner" default:"recorder" help:"reader, recorder, editor or owner."`
	At   string    `default:"http://127.0.0.1:8417" placeholder:"URL" help:"The address by which people reach the pages."`
}

// Run lets somebody in.
func (a peopleAddCmd) Run(w *world, c *cli) error {
	p, err := w.team(c)
	if err != nil {
		return err
	}
	defer p.Close()
	token, err := p.Add(w.ctx, a.Name, a.Role)
	if err != nil {
		return err
	}
	invite(w, a.Name, a.At, token)
	return nil
}

func invite(w *world, name, at, token string) {
	fmt.Fprintf(w.stdout, "%s/sign-in/%s\n", strings.TrimRight(at, "/"), token)
	fmt.Fprintf(w.stderr, "Give this link to %s alone. It holds for three days and is used up when a password is chosen.\n", name)
}

type peopleLinkCmd struct {
	Name string `arg:"" help:"Who forgot the password."`
	At   string `default:"http://127.0.0.1:8417" placeholder:"URL" help:"The address by which people reach the pages."`
}

// Run prints a new link.
func (a peopleLinkCmd) Run(w *world, c *cli) error {
	p, err := w.team(c)
	if err != nil {
		return err
	}
	defer p.Close()
	token, err := p.Invite(w.ctx, a.Name)
	if err != nil {
		return err
	}
	invite(w, a.Name, a.At, token)
	return nil
}

type peopleRoleCmd struct {
	Name string    `arg:"" help:"Who."`
	Role desk.Role `arg:"" enum:"reader,recorder,editor,owner" help:"reader, recorder, editor or owner."`
}

// Run gives somebody another role.
func (a peopleRoleCmd) Run(w *world, c *cli) error {
	p, err := w.team(c)
	if err != nil {
		return err
	}
	defer p.Close()
	if err := p.SetRole(w.ctx, a.Name, a.Role); err != nil {
		return err
	}
	fmt.Fprintf(w.stdout, "%s is %s from now on\n", a.Name, a.Role)
	return nil
}

type peopleEndCmd struct {
	Name string `arg:"" help:"Who."`
}

// Run lets somebody in no more.
func (a peopleEndCmd) Run(w *world, c *cli) error {
	p, err := w.team(c)
	if err != nil {
		return err
	}
	defer p.Close()
	if err := p.End(w.ctx, a.Name); err != nil {
		return err
	}
	fmt.Fprintf(w.stdout, "%s is out, and may not sign in again; what %s decided stays\n", a.Name, a.Name)
	return nil
}
