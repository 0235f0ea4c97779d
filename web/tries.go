package web

import (
	"net"
	"net/http"
	"net/netip"
	"sync"
	"time"
)

// from is where a request comes from, a network of IPv6 as one.
func from(q *http.Request) string {
	host, _, err := net.SplitHostPort(q.RemoteAddr)
	if err != nil {
		return q.RemoteAddr
	}
	a, err := netip.ParseAddr(host)
	if err != nil || a.Unmap().Is4() {
		return host
	}
	p, _ := a.Prefix(64)
	return p.String()
}

// Attempts to sign in that may fail in a quarter of an hour: with one name, and
// from one address whatever the name.
const (
	triesLast    = 15 * time.Minute
	triesOfName  = 10
	triesOfPlace = 100
)

// tries counts attempts to sign in, so that passwords cannot be guessed.
type tries struct {
	mu   sync.Mutex
	made map[string]*attempts
}

type attempts struct {
	n     int
	since time.Time
}

// begin counts an attempt, and reports whether it may be made. Only names that
// somebody has are counted, so that nobody can fill the memory with others.
func (t *tries) begin(name string, known bool, place string, now time.Time) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.made == nil {
		t.made = map[string]*attempts{}
	}
	for k, a := range t.made {
		if now.Sub(a.since) >= triesLast {
			delete(t.made, k)
		}
	}
	count := func(k string, most int) bool {
		a := t.made[k]
		if a == nil {
			a = &attempts{since: now}
			t.made[k] = a
		}
		a.n++
		return a.n <= most
	}
	ok := count("from "+place, triesOfPlace)
	if known {
		ok = count("name "+name, triesOfName) && ok
	}
	return ok
}

// end forgets the attempts of who signed in.
func (t *tries) end(name string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.made, "name "+name)
}
