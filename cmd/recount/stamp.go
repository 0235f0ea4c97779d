package main

import (
	"crypto/x509"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/desk"
	"github.com/recountlab/recount/ledger"
)

type stampCmd struct {
	Authority []string `placeholder:"URL" env:"RECOUNT_AUTHORITY" help:"Authority to ask; may be given several times ($RECOUNT_AUTHORITY)."`
	CA        []string `name:"ca" type:"existingfile" placeholder:"FILE" help:"Root certificates (PEM) that vouch for it, in place of those of this machine."`
	Calendar  []string `placeholder:"URL" help:"Calendar of OpenTimestamps to ask; may be given several times."`
	Upgrade   bool     `help:"Ask calendars for the blocks that they promised."`
	Proxy     string   `placeholder:"URL" env:"RECOUNT_PROXY" help:"Ask through this proxy: socks5h://127.0.0.1:9050 is Tor ($RECOUNT_PROXY)."`
	Allow     []string `placeholder:"NET" env:"RECOUNT_ALLOW" help:"A private network that may be asked: 192.168.7.0/24."`
}

// Help shows by example.
func (stampCmd) Help() string {
	return `Asks a time-stamping authority (RFC 3161) to sign that the ledger's latest
checkpoint exists now, and with it every report, claim and decision before. The
authority is sent a SHA-256 of the checkpoint and nothing else; it learns that you
asked, and from which address. What it answers is checked, kept in the archive and
entered in the ledger. If nothing came in since its last stamp it is not asked.

Many authorities stamp free of charge. Their root certificate may be on this
machine; if not, get it from them and name it with --ca.

A calendar (OpenTimestamps) promises that a block of the Bitcoin chain will hold
the checkpoint; some hours later --upgrade fetches the proof, from the calendars
that the promise names. To check it one needs the header of the block, from a node
or somebody who has one.

  recount stamp --authority https://freetsa.org/tsr --ca freetsa-cacert.pem
  recount stamp --authority http://timestamp.digicert.com
  recount stamp --calendar https://a.pool.opentimestamps.org
  recount stamp --upgrade
  recount stamp --proxy socks5h://127.0.0.1:9050 --authority https://freetsa.org/tsr --ca cacert.pem`
}

// Run has the ledger stamped.
func (s stampCmd) Run(w *world, c *cli) error {
	if len(s.Authority)+len(s.Calendar) == 0 && !s.Upgrade {
		return fmt.Errorf("nobody to ask: name an --authority or a --calendar, or --upgrade what was promised: %w", recount.ErrInvalid)
	}
	trust, err := trusted(s.CA)
	if err != nil {
		return err
	}
	fetcher, err := w.fetcher(fetchFlags{Proxy: s.Proxy, Allow: s.Allow})
	if err != nil {
		return err
	}
	d, err := w.open(c)
	if err != nil {
		return err
	}
	defer d.Close()
	for _, authority := range s.Authority {
		g, err := d.Stamp(w.ctx, w.actor(c), authority, trust, fetcher.Post)
		if unknown := (x509.UnknownAuthorityError{}); errors.As(err, &unknown) {
			err = fmt.Errorf("%w: get its root certificate from the authority and name it with --ca FILE", err)
		}
		if err != nil {
			return err
		}
		if !g.New {
			s.notAsked(w, g)
			continue
		}
		fmt.Fprintf(w.stdout, "sent to %s: %s, the SHA-256 of a checkpoint, and nothing else\n", authority, g.Imprint)
		fmt.Fprintf(w.stdout, "%s stamped %d entries on %s; kept as ledger entry %d\n", g.Signer, g.Size, moment(g.At), g.Seq)
	}
	for _, calendar := range s.Calendar {
		g, err := d.Promise(w.ctx, w.actor(c), calendar, fetcher.Post)
		if err != nil {
			return err
		}
		if !g.New {
			s.notAsked(w, g)
			continue
		}
		fmt.Fprintf(w.stdout, "sent to %s: a digest, and nothing else\n", calendar)
		fmt.Fprintf(w.stdout, "it promised to have %d entries in the Bitcoin chain; kept as ledger entry %d. In some hours: recount stamp --upgrade\n", g.Size, g.Seq)
	}
	if !s.Upgrade {
		return nil
	}
	done, waiting, err := d.Upgrade(w.ctx, w.actor(c), fetcher.Fetch)
	for _, g := range done {
		fmt.Fprintf(w.stdout, "%s: %d entries are in block %d of the Bitcoin chain; kept as ledger entry %d\n", g.Authority, g.Size, g.Block, g.Seq)
	}
	if err != nil {
		return err
	}
	if waiting > 0 || len(done) == 0 {
		fmt.Fprintf(w.stdout, "%d promises are still to be kept\n", waiting)
	}
	return nil
}

func (stampCmd) notAsked(w *world, g desk.Given) {
	fmt.Fprintf(w.stdout, "nothing came in since %s stamped %d entries; it was not asked\n", g.Authority, g.Size)
}

// trusted reads the root certificates in files; with none, those of this
// machine are trusted.
func trusted(files []string) (ledger.Trust, error) {
	if len(files) == 0 {
		pool, err := x509.SystemCertPool()
		if err != nil {
			return ledger.Trust{}, fmt.Errorf("root certificates of this machine: %w", err)
		}
		return ledger.Trust{Roots: pool}, nil
	}
	var all []byte
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			return ledger.Trust{}, err
		}
		all = append(append(all, b...), '\n')
	}
	t, err := ledger.ParseTrust(all)
	if err != nil {
		return t, fmt.Errorf("--ca: %w", err)
	}
	return t, nil
}

// said says in a line what a stamp shows.
func said(s ledger.Stamp) string {
	switch {
	case !s.ByCalendar():
		return fmt.Sprintf("stamped %s: the first %d entries, by %s", moment(s.At), s.Size, s.Authority)
	case s.Block == 0:
		return fmt.Sprintf("promised by %s: a proof that the first %d entries existed", s.Authority, s.Size)
	case s.At.IsZero():
		return fmt.Sprintf("leads to block %d of the Bitcoin chain: the first %d entries, by %s", s.Block, s.Size, s.Authority)
	}
	return fmt.Sprintf("in block %d of the Bitcoin chain, made %s: the first %d entries", s.Block, moment(s.At), s.Size)
}

func moment(t time.Time) string { return t.UTC().Format("2006-01-02 15:04:05 UTC") }
