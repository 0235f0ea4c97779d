package main

import (
	"errors"
	"fmt"
	"io"
	"math"
	"text/tabwriter"

	"github.com/recountlab/recount"
)

type releasesCmd struct {
	List releasesListCmd `cmd:"" default:"withargs" help:"List what went out."`
	Show releasesShowCmd `cmd:"" help:"Say which incidents of a release became others since."`
	Get  releasesGetCmd  `cmd:"" help:"Write a release again, as it went out."`
}

// Help shows by example.
func (releasesCmd) Help() string {
	return `What was entered as released, by the pages or by --release of export, dossier and
publish. Its bytes are kept in the archive: of a site the digests of its files, and
of a web archive nothing, since the archive holds all it was made from.

  recount releases
  recount releases show 4711
  recount releases get 4711 -o 2016-v1.csv`
}

type releasesListCmd struct {
	JSON bool `help:"As JSON Lines."`
}

// Run lists releases, the latest first.
func (a releasesListCmd) Run(w *world, c *cli) error {
	r, err := w.look(c)
	if err != nil {
		return err
	}
	defer r.Close()
	tw := tabwriter.NewWriter(w.stdout, 0, 8, 2, ' ', 0)
	const page = 100
	for before, first := int64(math.MaxInt64), true; ; first = false {
		some, err := r.Releases(w.ctx, before, page)
		if err != nil {
			return err
		}
		if first && !a.JSON {
			if len(some) == 0 {
				fmt.Fprintln(w.stderr, "nothing was released yet: recount export --signed -o FILE --release NAME")
				return nil
			}
			fmt.Fprintln(tw, "entry\tday\tname\tformat\trows\tincidents\tother since\tby\tSHA-256")
		}
		for _, x := range some {
			if a.JSON {
				if err := writeJSON(w.stdout, x); err != nil {
					return err
				}
				continue
			}
			fmt.Fprintf(tw, "%d\t%s\t%s\t%s\t%d\t%d\t%d\t%s\t%s\n", x.Seq, x.At.Format("2006-01-02"), x.Name, x.Format, x.Rows, x.Holds, x.Changed, x.By, x.Digest)
		}
		if len(some) < page {
			return tw.Flush()
		}
		before = some[len(some)-1].Seq
	}
}

type releasesShowCmd struct {
	Entry int64 `arg:"" help:"The ledger entry by which it went out."`
	JSON  bool  `help:"As JSON Lines."`
}

// Run says what of a release became other since.
func (a releasesShowCmd) Run(w *world, c *cli) error {
	r, err := w.look(c)
	if err != nil {
		return err
	}
	defer r.Close()
	x, err := r.Release(w.ctx, a.Entry)
	if err != nil {
		return err
	}
	ids, err := r.ChangedSince(w.ctx, x, math.MaxInt32)
	if err != nil {
		return err
	}
	if !a.JSON {
		fmt.Fprintf(w.stdout, "%s (%s), released %s by %s as ledger entry %d\n%d of %d incidents became others since\n",
			x.Name, x.Format, x.At.Format("2006-01-02 15:04 UTC"), x.By, x.Seq, len(ids), x.Holds)
	}
	for _, id := range ids {
		c := releaseChange{Incident: id}
		switch now, err := r.Incident(w.ctx, id); {
		case errors.Is(err, recount.ErrNotFound):
			c.State = "nothing belongs to it any more"
		case err != nil:
			return err
		case now.Incident.ID != id:
			c.State, c.In = "counted in another", now.Incident.ID
		case now.Incident.Status == recount.Retracted:
			c.State = "withdrawn"
		default:
			c.State, c.AsOf = "changed", now.Incident.AsOf
		}
		if a.JSON {
			if err := writeJSON(w.stdout, c); err != nil {
				return err
			}
			continue
		}
		fmt.Fprintln(w.stdout, c)
	}
	return nil
}

// A releaseChange is what became of an incident after it went out.
type releaseChange struct {
	Incident recount.IncidentID `json:"incident"`
	State    string             `json:"state"`
	In       recount.IncidentID `json:"in,omitempty"`    // where it is counted now
	AsOf     int64              `json:"as_of,omitempty"` // the entry with which it last changed
}

func (c releaseChange) String() string {
	switch {
	case c.In != "":
		return fmt.Sprintf("%s  counted in %s", c.Incident, c.In)
	case c.AsOf > 0:
		return fmt.Sprintf("%s  %s with entry %d: recount history %s", c.Incident, c.State, c.AsOf, c.Incident)
	}
	return fmt.Sprintf("%s  %s", c.Incident, c.State)
}

type releasesGetCmd struct {
	Entry  int64  `arg:"" help:"The ledger entry by which it went out."`
	Output string `short:"o" type:"path" placeholder:"FILE" help:"Write to a file instead of standard output."`
}

// Run writes a release again.
func (a releasesGetCmd) Run(w *world, c *cli) error {
	d, err := w.open(c)
	if err != nil {
		return err
	}
	defer d.Close()
	x, err := d.DB.Release(w.ctx, a.Entry)
	if err != nil {
		return err
	}
	b, err := d.Archive.Get(x.Digest)
	if err != nil {
		return fmt.Errorf("the bytes of release %d (%s) are not in the archive: %w", x.Seq, x.Format, err)
	}
	write := func(out io.Writer) error {
		_, err := out.Write(b)
		return err
	}
	if a.Output == "" {
		return write(w.stdout)
	}
	return replace(a.Output, write)
}
