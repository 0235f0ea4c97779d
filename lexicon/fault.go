package lexicon

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/recountlab/recount"
)

// A Fault is what is wrong with one row of a pack, and what to do about it. It
// is an ErrInvalid.
type Fault struct {
	File string
	Line int
	What string
}

func (f Fault) Error() string {
	switch {
	case f.File == "":
		return f.What
	case f.Line == 0:
		return f.File + ": " + f.What
	}
	return fmt.Sprintf("%s:%d: %s", f.File, f.Line, f.What)
}

// Is makes every fault an ErrInvalid.
func (f Fault) Is(target error) bool { return target == recount.ErrInvalid }

// Faults returns the faults that an error of Load is made of, by file and line.
func Faults(err error) []Fault {
	var out []Fault
	var walk func(error)
	walk = func(err error) {
		var f Fault
		switch x := err.(type) {
		case nil:
		case Fault:
			out = append(out, x)
		case interface{ Unwrap() []error }:
			for _, e := range x.Unwrap() {
				walk(e)
			}
		case interface{ Unwrap() error }:
			if errors.As(err, &f) || x.Unwrap() != nil {
				walk(x.Unwrap())
			}
		}
	}
	walk(err)
	slices.SortStableFunc(out, func(a, b Fault) int {
		if a.File != b.File {
			return strings.Compare(a.File, b.File)
		}
		return a.Line - b.Line
	})
	return out
}

// bad is what is wrong with a row, before it is known where the row stands.
func bad(format string, args ...any) error { return Fault{What: fmt.Sprintf(format, args...)} }

// oneOf says that a name is not one of those there are.
func oneOf[T any](what, name string, names map[string]T) error {
	var all []string
	for n := range names {
		if n != "" {
			all = append(all, n)
		}
	}
	slices.Sort(all)
	return bad("unknown %s %q: want one of %s", what, name, strings.Join(all, ", "))
}
