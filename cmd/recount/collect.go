package main

import (
	"fmt"
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/collect"
	"github.com/recountlab/recount/desk"
)

type collectCmd struct {
	Addrs  []string `arg:"" name:"address" help:"Addresses of feeds, of site maps, or of sites that name a feed."`
	Since  string   `placeholder:"DAY" help:"Only what is listed as of this day or later; what is listed without a day is fetched."`
	Until  string   `placeholder:"DAY" help:"Only what is listed as of this day or earlier."`
	Most   int      `default:"200" help:"Stop after so many pages."`
	Again  bool     `help:"Fetch what the casebook has as well, to see whether it was changed."`
	DryRun bool     `short:"n" help:"List what would be fetched, and fetch nothing of it."`
	Quiet  bool     `short:"q" help:"Say nothing but errors."`
	requisitesFlag
	fetchFlags
	readingFlags
}

// Help shows by example.
func (collectCmd) Help() string {
	return `Each page is in the casebook, with all that follows from it, before the next is
fetched; stop at any time and run the same command again for the rest. A page
that says the same as before is not added again; one that was changed is a
report of its own, beside the one it was.

  recount collect https://example.org/feed.xml
  recount collect --since 2024-03-01 https://example.org/sitemap.xml
  recount collect --dry-run https://example.org/
  recount collect --again --most 50 https://example.org/feed.xml
  recount collect --proxy socks5h://127.0.0.1:9050 https://example.org/feed.xml`
}

// Run collects.
func (a collectCmd) Run(w *world, c *cli) error {
	since, until, err := a.period()
	if err != nil {
		return err
	}
	fetcher, err := w.fetcher(a.fetchFlags)
	if err != nil {
		return err
	}
	in, err := w.intake(c, a.readingFlags, "collecting", a.Quiet)
	if err != nil {
		return err
	}
	defer in.end()
	pages, had := 0, 0
	for _, addr := range a.Addrs {
		items, err := a.list(w, fetcher, addr)
		if err != nil {
			if w.ctx.Err() != nil {
				return err
			}
			in.done(desk.Added{From: addr, Err: err})
			continue
		}
		for _, it := range items {
			if pages >= a.Most {
				break
			}
			if !it.At.IsZero() && (it.At.Before(since) || !it.At.Before(until)) {
				continue
			}
			if !a.Again {
				vs, err := in.DB.Versions(w.ctx, it.URL)
				if err != nil {
					return err
				}
				if len(vs) > 0 {
					had++
					continue
				}
			}
			pages++
			if a.DryRun {
				day := "          "
				if !it.At.IsZero() {
					day = it.At.Format(time.DateOnly)
				}
				fmt.Fprintf(w.stdout, "%s  %s  %s\n", day, it.URL, it.Title)
				continue
			}
			if err := in.fetch(fetcher, it.URL, a.Requisites); err != nil {
				return err
			}
		}
	}
	if a.DryRun {
		in.bar.clear()
		fmt.Fprintf(w.stdout, "%d to fetch, %d in the casebook already\n", pages, had)
		return nil
	}
	in.sums.old += had
	return in.finish("fetched or added")
}

func (a collectCmd) period() (since, until time.Time, err error) {
	if since, err = dayOf("--since", a.Since); err != nil {
		return since, until, err
	}
	if until, err = dayOf("--until", a.Until); err != nil {
		return since, until, err
	}
	if a.Until == "" {
		return since, time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC), nil
	}
	return since, until.AddDate(0, 0, 1), nil
}

// dayOf reads the day that a flag gives, zero if it is not given.
func dayOf(flag, day string) (t time.Time, err error) {
	if day == "" {
		return t, nil
	}
	if t, err = time.Parse(time.DateOnly, day); err != nil {
		return t, fmt.Errorf("%s %q: want a day like 2024-03-01: %w", flag, day, recount.ErrInvalid)
	}
	return t, nil
}

// list returns what an address lists, and says which feed it names.
func (a collectCmd) list(w *world, f *collect.Fetcher, addr string) ([]collect.Item, error) {
	names, err := f.List(w.ctx, collect.Ask{URL: addr})
	if names.Feed != "" && !a.Quiet {
		fmt.Fprintf(w.stdout, "%s names the feed %s\n", addr, names.Feed)
		for _, other := range names.Others {
			fmt.Fprintf(w.stdout, "  and %s, which is not collected\n", other)
		}
	}
	if err != nil {
		return nil, err
	}
	for _, err := range names.Bad {
		fmt.Fprintln(w.stderr, "recount:", err)
	}
	return names.Items, nil
}
