package main

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/collect"
	"github.com/recountlab/recount/desk"
	"github.com/recountlab/recount/store"
)

type watchCmd struct {
	List   watchListCmd   `cmd:"" default:"withargs" help:"List what is watched and how it does."`
	Add    watchAddCmd    `cmd:"" help:"Watch feeds, site maps, sites that name a feed, folders."`
	Run    watchRunCmd    `cmd:"" help:"Do what is due, or go on doing it."`
	Pause  watchPauseCmd  `cmd:"" help:"Leave a watch alone for a while."`
	Resume watchResumeCmd `cmd:"" help:"Go on with a watch that was paused."`
	End    watchEndCmd    `cmd:"" help:"End a watch; what came in by it stays."`
	Seeds  watchSeedsCmd  `cmd:"" help:"List public feeds to begin from."`
}

// Help shows by example.
func (watchCmd) Help() string {
	return `What is watched is looked at again and again, and each page that it names is
added once. Watching goes on while "recount watch run" or "recount serve --watch"
runs; stop either at any time, and nothing is missing or added twice.

  recount watch add https://example.org/feed.xml
  recount watch add inbox/                        # a folder: what is put there is added
  recount watch add --since 2024-01-01 https://example.org/sitemap.xml
  recount watch seeds syria                       # public feeds to begin from
  recount watch add --seed un-news-me --seed sohr-ar
  recount watch run --once                        # from a timer of the system
  recount watch                                   # how each does`
}

type watchListCmd struct {
	Format string `enum:"table,jsonl" default:"table" help:"table or jsonl."`
}

// Run lists watches.
func (a watchListCmd) Run(w *world, c *cli) error {
	r, err := w.look(c)
	if err != nil {
		return err
	}
	defer r.Close()
	now := w.now()
	ws, err := r.Watches(w.ctx)
	if err != nil {
		return err
	}
	counts, err := r.PagesNamed(w.ctx, now.Add(-24*time.Hour))
	if err != nil {
		return err
	}
	troubled, err := r.Troubled(w.ctx, 20)
	if err != nil {
		return err
	}
	if a.Format == "jsonl" {
		out := json.NewEncoder(w.stdout)
		for _, x := range ws {
			n := counts[x.Address]
			if err := out.Encode(struct {
				Address string      `json:"address"`
				Health  desk.Health `json:"health"`
				Due     time.Time   `json:"due"`
				Got     int         `json:"got"`
				Day     int         `json:"gotInADay"`
				Waiting int         `json:"waiting"`
				Lost    int         `json:"lost"`
				store.Watch
			}{x.Address, desk.HealthOf(x, now), x.Due, n.Got, n.Recent, n.Waiting, n.Lost, x}); err != nil {
				return err
			}
		}
		return nil
	}
	if len(ws) == 0 {
		fmt.Fprintln(w.stdout, "Nothing is watched. Begin with: recount watch add ADDRESS, or see: recount watch seeds")
		return nil
	}
	tw := tabwriter.NewWriter(w.stdout, 0, 8, 2, ' ', 0)
	fmt.Fprintln(tw, "HEALTH\tWELL\tNEWEST\tIN A DAY\tGOT\tWAITING\tLOST\tADDRESS\tTITLE")
	for _, x := range ws {
		n := counts[x.Address]
		fmt.Fprintf(tw, "%s\t%s\t%s\t%d\t%d\t%d\t%d\t%s\t%s\n", desk.HealthOf(x, now), ago(now, x.Well), ago(now, x.Newest), n.Recent, n.Got, n.Waiting, n.Lost, x.Address, x.Title)
	}
	if err := tw.Flush(); err != nil {
		return err
	}
	for _, x := range ws {
		if x.Error != "" {
			fmt.Fprintf(w.stdout, "\n%s failed %d times: %s\n", x.Address, x.Fails, x.Error)
		}
	}
	for i, p := range troubled {
		if i == 0 {
			fmt.Fprintln(w.stdout, "\nPages that could not be got:")
		}
		next := "given up"
		if p.Due != nil {
			next = "again at " + p.Due.Local().Format("2006-01-02 15:04")
		}
		fmt.Fprintf(w.stdout, "  %s: %s (%s)\n", p.URL, p.Error, next)
	}
	return nil
}

// ago says how long ago something was, roughly.
func ago(now, t time.Time) string {
	d := now.Sub(t)
	switch {
	case t.IsZero():
		return "never"
	case d < time.Minute:
		return "now"
	case d < 2*time.Hour:
		return fmt.Sprintf("%d min", int(d.Minutes()))
	case d < 48*time.Hour:
		return fmt.Sprintf("%d h", int(d.Hours()))
	}
	return fmt.Sprintf("%d days", int(d.Hours()/24))
}

type watchAddCmd struct {
	Addresses []string      `arg:"" optional:"" name:"address" help:"Feeds, site maps, sites that name a feed, folders."`
	Seed      []string      `placeholder:"ID" help:"A public feed of those that come with the program: see recount watch seeds."`
	Look      time.Duration `help:"How long between two looks, a minute at the least: an hour if not said, a minute for a folder."`
	Since     string        `placeholder:"DAY" help:"Take on what is dated this day or later; a week back if not said. Say it again to fill back."`
	Silence   time.Duration `help:"Nothing new for so long is an alarm; if not said, six times what is usual there, a day at the least."`
	Again     bool          `help:"Get each page again after one, three and ten days more, to see whether it was changed."`
}

// Run begins watches.
func (a watchAddCmd) Run(w *world, c *cli) error {
	since, err := dayOf("--since", a.Since)
	if err != nil {
		return err
	}
	addresses := slices.Clone(a.Addresses)
	for _, id := range a.Seed {
		seed, ok := collect.SeedOf(id)
		if !ok {
			return fmt.Errorf("--seed %s: there is none; see: recount watch seeds: %w", id, recount.ErrInvalid)
		}
		addresses = append(addresses, seed.Address)
	}
	if len(addresses) == 0 {
		return fmt.Errorf("name an address, a folder or a seed: %w", recount.ErrInvalid)
	}
	d, err := desk.Open(w.ctx, c.Casebook, desk.Standard(nil), w.now)
	if err != nil {
		return err
	}
	defer d.Close()
	for _, addr := range addresses {
		x, err := d.Watch(w.ctx, store.Watch{Address: addr, Every: a.Look, Since: since, Silence: a.Silence, Again: a.Again})
		if err != nil {
			return err
		}
		fmt.Fprintf(w.stdout, "watching %s, every %s\n", x.Address, x.Every)
	}
	fmt.Fprintln(w.stdout, "It is looked at while one of these runs: recount watch run, recount serve --watch")
	return nil
}

type watchRunCmd struct {
	Once  bool `help:"Do what is due and end."`
	Quiet bool `short:"q" help:"Say nothing but errors."`
	requisitesFlag
	fetchFlags
	readingFlags
}

// Run does what is due.
func (a watchRunCmd) Run(w *world, c *cli) error {
	fetcher, err := w.fetcher(a.fetchFlags)
	if err != nil {
		return err
	}
	in, err := w.intake(c, a.readingFlags, "watching", a.Quiet)
	if err != nil {
		return err
	}
	defer in.end()
	if ws, err := in.DB.Watches(w.ctx); err != nil {
		return err
	} else if len(ws) == 0 {
		return fmt.Errorf("nothing is watched; begin with: recount watch add ADDRESS: %w", recount.ErrNotFound)
	}
	failed := 0
	watcher := &desk.Watcher{Desk: in.Desk, By: w.actor(c), Fetch: fetcher, Whole: a.Requisites, Done: func(x desk.Watched) {
		if x.Err != nil {
			failed++
			in.bar.clear()
			fmt.Fprintf(w.stderr, "recount: %s: %v\n", x.Address, x.Err)
		}
		if x.Look && x.Named > 0 && !a.Quiet {
			in.bar.clear()
			fmt.Fprintf(w.stdout, "%s  %s names %d new\n", w.now().Format("15:04:05"), x.Address, x.Named)
		}
		in.sums.kept, in.sums.missed = in.sums.kept+x.Kept, in.sums.missed+x.Missed
		for _, added := range x.Added {
			if added.Err == nil {
				in.bar.step()
			}
			in.sums.add(added)
		}
	}}
	if a.Once {
		err = watcher.Once(w.ctx)
	} else {
		err = watcher.Run(w.ctx)
	}
	in.bar.clear()
	if !a.Quiet {
		fmt.Fprintln(w.stdout, in.sums)
	}
	if err == nil && a.Once && failed > 0 {
		err = fmt.Errorf("%d looks or pages failed; see: recount watch", failed)
	}
	return err
}

type watchPauseCmd struct {
	Addresses []string `arg:"" name:"address" help:"What is watched, as recount watch lists it; or a seed."`
}

// Run pauses watches.
func (a watchPauseCmd) Run(w *world, c *cli) error {
	return w.eachWatch(c, a.Addresses, "paused", func(d *desk.Desk, addr string) error { return d.Pause(w.ctx, addr, true) })
}

type watchResumeCmd struct {
	Addresses []string `arg:"" name:"address" help:"What was paused."`
}

// Run goes on with watches.
func (a watchResumeCmd) Run(w *world, c *cli) error {
	return w.eachWatch(c, a.Addresses, "watching", func(d *desk.Desk, addr string) error { return d.Pause(w.ctx, addr, false) })
}

type watchEndCmd struct {
	Addresses []string `arg:"" name:"address" help:"What is watched."`
}

// Run ends watches.
func (a watchEndCmd) Run(w *world, c *cli) error {
	return w.eachWatch(c, a.Addresses, "ended", func(d *desk.Desk, addr string) error { return d.Unwatch(w.ctx, addr) })
}

// eachWatch does something to watches, named as they were begun.
func (w *world) eachWatch(c *cli, names []string, done string, do func(*desk.Desk, string) error) error {
	d, err := w.open(c)
	if err != nil {
		return err
	}
	defer d.Close()
	for _, name := range names {
		addr, err := desk.WatchAddress(name)
		if err != nil {
			return err
		}
		err = do(d, addr)
		if errors.Is(err, recount.ErrNotFound) {
			if seed, ok := collect.SeedOf(name); ok {
				addr = seed.Address
				err = do(d, addr)
			}
		}
		if err != nil {
			return err
		}
		fmt.Fprintf(w.stdout, "%s %s\n", done, addr)
	}
	return nil
}

type watchSeedsCmd struct {
	Words []string `arg:"" optional:"" name:"words" help:"Words of the name or the id, a country's two letters, a language, a kind."`
}

// Help shows by example.
func (watchSeedsCmd) Help() string {
	return `Public feeds of outlets, agencies, monitors and UN bodies. None is fetched until
you watch it, and none was tried before: addresses change, and one that does not
answer says so under "recount watch". To be listed is no judgement.

  recount watch seeds
  recount watch seeds SY
  recount watch seeds ar
  recount watch seeds monitor`
}

// Run lists seeds.
func (a watchSeedsCmd) Run(w *world) error {
	tw := tabwriter.NewWriter(w.stdout, 0, 8, 2, ' ', 0)
	n := 0
	for _, s := range collect.Seeds() {
		if !slices.ContainsFunc(a.Words, func(word string) bool { return !s.Fits(word) }) {
			if n++; n == 1 {
				fmt.Fprintln(tw, "ID\tKIND\tLANG\tABOUT\tNAME\tADDRESS")
			}
			fmt.Fprintf(tw, "%s\t%s\t%s\t%s\t%s\t%s\n", s.ID, s.Kind, s.Lang, cmp.Or(strings.Join(s.About, " "), "-"), s.Name, s.Address)
		}
	}
	if n == 0 {
		fmt.Fprintln(w.stdout, "None fits.")
	}
	return tw.Flush()
}
