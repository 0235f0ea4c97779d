package web

import (
	"net/http"
	"path"
	"time"

	"github.com/recountlab/recount/desk"
)

// A lag says that a page tells what was worked out a while ago.
type lag struct {
	At      time.Time
	Entries int    // that came into the ledger since
	Now     string // address of the page as it is now
}

// least is how many entries the ledger must have had when what whoever asks gets to see
// was worked out: all that they entered themselves are among them. It is 0, which is
// all there are, for who asks for the page as it is now and for downloads.
func (s *site) least(q *http.Request) int64 {
	if q.URL.Query().Get("fresh") != "" || download(q) != "" {
		return 0
	}
	if n, ok := s.entered.Load(s.who(q).Name); ok {
		return n.(int64)
	}
	return 1
}

// download says as what an address gives what its page shows to be kept, such as
// ".csv"; "" is the page itself.
func download(q *http.Request) string {
	switch end := path.Ext(q.URL.Path); end {
	case ".csv", ".json", ".geojson":
		return end
	}
	return ""
}

// remember keeps how large the ledger was after whoever asks entered something.
func (s *site) remember(q *http.Request) {
	if n, err := s.r.Size(q.Context()); err == nil {
		s.entered.Store(s.who(q).Name, n)
	}
}

// lag compares what a page tells with the ledger, nil if it is all there.
func (s *site) lag(q *http.Request, w desk.Worked) (*lag, error) {
	n, err := s.r.Size(q.Context())
	if err != nil || n <= w.Size {
		return nil, err
	}
	u := *q.URL
	v := u.Query()
	v.Set("fresh", "now")
	u.RawQuery = v.Encode()
	return &lag{w.At, int(n - w.Size), u.RequestURI()}, nil
}
