package desk

import (
	"cmp"
	"context"
	"regexp"
	"slices"
	"strings"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/store"
)

// Mine is what waits for one person.
type Mine struct {
	Assigned []recount.Decision   `json:"assigned"` // by which something is theirs to look after, latest first
	Mentions []recount.Decision   `json:"mentions"` // notes that call them and that they have not answered, latest first
	ToSign   []recount.IncidentID `json:"to_sign"`  // that others looked at and they have neither signed nor sent back
	ToGrade  []recount.IncidentID `json:"to_grade"` // that people were killed in and no person graded
}

// Mine returns what waits for the person named, up to the filter's limit of each
// kind, and of incidents those that it chooses.
func (d *Desk) Mine(ctx context.Context, name string, f store.IncidentFilter) (m Mine, err error) {
	r := &d.DB.Reader
	f.Limit = cmp.Or(f.Limit, 100)
	if m.Assigned, err = r.Assigned(ctx, name, f.Limit); err != nil {
		return m, err
	}
	if m.Mentions, err = r.NotesWith(ctx, "@"+name, name, f.Limit); err != nil {
		return m, err
	}
	m.Mentions = only(m.Mentions, func(dec recount.Decision) bool { return slices.Contains(Mentions(dec.Why), strings.ToLower(name)) })
	if m.ToSign, err = r.Unsigned(ctx, name, f); err != nil {
		return m, err
	}
	m.ToGrade, err = r.Ungraded(ctx, f)
	return m, err
}

var mention = regexp.MustCompile(`(?:^|[^\p{L}\p{N}_@])@([\p{L}\p{N}][\p{L}\p{M}\p{N}._-]*)`)

// Mentions returns the names, in lower case, that a note calls with @name, each
// once, in order.
func Mentions(note string) (names []string) {
	for _, m := range mention.FindAllStringSubmatch(note, -1) {
		if n := strings.ToLower(strings.TrimRight(m[1], "._-")); !slices.Contains(names, n) {
			names = append(names, n)
		}
	}
	return names
}
