package store

import (
	"strconv"
	"strings"
)

// A where collects conditions and their parameters, numbering them as they
// first appear.
type where struct {
	conds []string
	args  []any
}

// add adds a condition whose parameters are written "?".
func (w *where) add(cond string, args ...any) {
	for _, a := range args {
		cond = strings.Replace(cond, "?", w.param(a), 1)
	}
	w.conds = append(w.conds, cond)
}

func (w *where) param(a any) string {
	w.args = append(w.args, a)
	return "$" + strconv.Itoa(len(w.args))
}

// equal asks for a column's value, unless v is empty.
func (w *where) equal(column, v string) {
	if v != "" {
		w.add(column+" = ?", v)
	}
}

// words asks that every word of text stand in a lower-case column.
func (w *where) words(column, text string) {
	escape := strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`)
	for _, word := range strings.Fields(strings.ToLower(text)) {
		w.add(column+` LIKE ? ESCAPE '\'`, "%"+escape.Replace(word)+"%")
	}
}

func (w *where) limit(n int) int {
	if n <= 0 {
		return 100
	}
	return min(n, 10_000)
}

func (w *where) String() string {
	if len(w.conds) == 0 {
		return ""
	}
	return " WHERE " + strings.Join(w.conds, " AND ")
}
