package main

import (
	"fmt"
	"net/netip"
	"net/url"
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/collect"
)

// fetchFlags say how what is on the web is fetched.
type fetchFlags struct {
	Proxy        string        `placeholder:"URL" env:"RECOUNT_PROXY" help:"Fetch through this proxy, which also looks names up: socks5h://127.0.0.1:9050 is Tor ($RECOUNT_PROXY)."`
	Allow        []string      `placeholder:"NET" env:"RECOUNT_ALLOW" help:"A private network that may be fetched from: 192.168.7.0/24."`
	Every        time.Duration `default:"1s" help:"Least time between two requests to one host; its robots.txt may ask for more."`
	IgnoreRobots bool          `help:"Fetch what robots.txt asks not to. Say why in your method."`
}

// requisitesFlag says what is kept besides the pages.
type requisitesFlag struct {
	Requisites bool `help:"Also fetch and keep the images and style sheets that a page shows, up to 60 of 32 MB together; with the same manners."`
}

// fetcher returns what fetches as the flags say.
func (w *world) fetcher(f fetchFlags) (*collect.Fetcher, error) {
	m := collect.Manners{Every: f.Every, IgnoreRobots: f.IgnoreRobots}
	if f.Proxy != "" {
		u, err := url.Parse(f.Proxy)
		if err != nil || u.Host == "" {
			return nil, fmt.Errorf("--proxy: want an address like socks5h://127.0.0.1:9050: %w", recount.ErrInvalid)
		}
		switch u.Scheme {
		case "http", "https", "socks5h":
		case "socks5": // would look names up here, and so tell who is looked for
			u.Scheme = "socks5h"
		default:
			return nil, fmt.Errorf("--proxy: %q is none of http, https, socks5h: %w", u.Scheme, recount.ErrInvalid)
		}
		m.Proxy = u
	}
	for _, s := range f.Allow {
		p, err := netip.ParsePrefix(s)
		if err != nil {
			return nil, fmt.Errorf("--allow %q: want a network like 192.168.7.0/24: %w", s, recount.ErrInvalid)
		}
		m.Allow = append(m.Allow, p)
	}
	return collect.NewFetcher(w.now, m), nil
}
