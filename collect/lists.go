package collect

import (
	"cmp"
	"context"
	"fmt"

	"github.com/recountlab/recount"
)

// maxLists is how many site maps are read of one that lists others.
const maxLists = 50

// A Names is what an address names, and where that was found.
type Names struct {
	Listing
	Ask    Ask      // what to ask for the next time, so that only a change is sent
	Feed   string   // the feed that a page named and that was read, "" if the address is a listing itself
	Others []string // feeds that it named besides
	Bad    []error  // what could not be read of what a site map lists
}

// List gets what an address names: a feed, a site map with those that it lists,
// or the first feed that a page names. A listing that has not changed since
// ask is [ErrSame]; a page that names none is ErrInvalid.
func (f *Fetcher) List(ctx context.Context, ask Ask) (n Names, err error) {
	c, err := f.Get(ctx, ask)
	if err != nil {
		return n, err
	}
	if !IsListing(c) {
		feeds := Feeds(c)
		if len(feeds) == 0 {
			return n, fmt.Errorf("%s names no feed; give the address of a feed or a site map, or add the page alone with: recount add: %w", ask.URL, recount.ErrInvalid)
		}
		n.Feed, n.Others = feeds[0], feeds[1:]
		if c, err = f.Fetch(ctx, n.Feed); err != nil {
			return n, err
		}
	}
	if n.Listing, err = List(c); err != nil {
		return n, err
	}
	n.Ask = AskAgain(cmp.Or(n.Feed, ask.URL), c)
	if len(n.More) > 0 { // those it lists change without it
		n.Ask.ETag, n.Ask.LastModified = "", ""
	}
	seen := map[string]bool{ask.URL: true, c.URL: true}
	for more := n.More; len(more) > 0 && len(seen) < maxLists; more = more[1:] {
		if seen[more[0]] {
			continue
		}
		seen[more[0]] = true
		c, err := f.Fetch(ctx, more[0])
		if err == nil {
			var next Listing
			if next, err = List(c); err == nil {
				n.Items, more = append(n.Items, next.Items...), append(more, next.More...)
			}
		}
		if ctx.Err() != nil {
			return n, ctx.Err()
		}
		if err != nil {
			n.Bad = append(n.Bad, err)
		}
	}
	if len(n.Items) == 0 && len(n.Bad) > 0 {
		return n, n.Bad[0]
	}
	return n, nil
}
