package web

import (
	"net/http"

	"github.com/recountlab/recount"
)

type helpPage struct {
	Range, Single, Open, Disputed, Blank recount.Toll
	Off                                  bool // keys are off
}

// help explains the pages, their marks and their keys.
func (s *site) help(w http.ResponseWriter, q *http.Request) error {
	return s.show(w, q, http.StatusOK, "help", "Help", helpPage{
		Range:    recount.Toll{Low: 20, Best: 32, High: 50, Status: recount.Corroborated},
		Single:   recount.Toll{Low: 20, Best: 32, High: 50, Status: recount.SingleSource},
		Open:     recount.Toll{Low: 20, Best: 32, High: 50, Open: true, Status: recount.Corroborated},
		Disputed: recount.Toll{Low: 20, Best: 32, High: 50, Status: recount.Contested},
		Blank:    recount.Toll{Best: recount.Blank, Status: recount.NoClaim},
		Off:      keysOff(q)})
}

// keysOff reports whether a reader wants no keys: who dictates, or whose hand
// rests on the keyboard, presses them unawares (WCAG 2.1.4).
func keysOff(q *http.Request) bool {
	c, err := q.Cookie("keys")
	return err == nil && c.Value == "off"
}

// keys remembers whether a reader wants keys.
func keys(w http.ResponseWriter, q *http.Request) {
	remember(w, q, "keys", q.URL.Query().Get("to"), "off")
}
