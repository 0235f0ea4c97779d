package desk_test

import (
	"context"
	"errors"
	"math/big"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/digitorus/timestamp"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/archive"
	"github.com/recountlab/recount/desk"
	"github.com/recountlab/recount/internal/testkit"
	"github.com/recountlab/recount/ledger"
)

const askedAt = "http://authority.example/tsr"

// authority is one that is asked without a network, and counts how often.
func authority(t *testing.T) (*testkit.Authority, ledger.Trust, desk.Post, *int) {
	t.Helper()
	a, err := testkit.NewAuthority(time.Date(2024, 3, 5, 9, 0, 5, 0, time.UTC), nil)
	if err != nil {
		t.Fatal(err)
	}
	trust, err := ledger.ParseTrust(a.RootPEM)
	if err != nil {
		t.Fatal(err)
	}
	asked := new(int)
	return a, trust, func(_ context.Context, addr, kind string, body []byte) (archive.Capture, error) {
		*asked++
		q, err := timestamp.ParseRequest(body)
		if err != nil || addr != askedAt || kind != "application/timestamp-query" || len(body) > 100 || len(q.Extensions) > 0 {
			t.Errorf("asked %s with %d bytes of %s: %v", addr, len(body), kind, err)
		}
		b, err := a.Answer(body)
		return archive.Capture{URL: addr, At: a.Now(), Status: 200, Body: b}, err
	}, asked
}

func TestStampsAreKeptAndShown(t *testing.T) {
	d := open(t, t.TempDir())
	_, trust, post, asked := authority(t)
	if _, err := d.Stamp(t.Context(), ada, askedAt, trust, post); !errors.Is(err, recount.ErrNotFound) {
		t.Errorf("of an empty casebook: %v", err)
	}
	first := add(t, d, write(t, "a.txt", "Lang: en\n\n4 killed in Alpha on 2024-03-04."))[0]
	size, err := d.DB.Size(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	g, err := d.Stamp(t.Context(), ada, askedAt, trust, post)
	if err != nil || !g.New || g.Size != size || g.Seq != size || g.Signer != "CN=Test Authority" {
		t.Fatalf("Stamp = %+v, %v", g, err)
	}
	if again, err := d.Stamp(t.Context(), ada, askedAt, trust, post); err != nil || again.New || again.ID != g.ID || *asked != 1 {
		t.Errorf("when nothing came in since: %+v, %v, asked %d times", again, err, *asked)
	}
	sound(t, d)
	second := add(t, d, write(t, "b.txt", "Lang: en\n\n6 killed in Beta on 2024-03-04."))[0]
	if got := dossier(t, d, string(first.Report)); len(got.Stamps) != 1 || got.Stamps[0].ID != g.ID || got.Unstamped != 0 {
		t.Errorf("of what was stamped: %+v", got)
	}
	if got := dossier(t, d, string(second.Report)); len(got.Stamps) != 0 || got.Unstamped == 0 {
		t.Errorf("of what came later: %+v", got)
	}
	if g, err = d.Stamp(t.Context(), ada, askedAt, trust, post); err != nil || !g.New {
		t.Fatal(g, err)
	}
	if got := dossier(t, d, string(first.Report)); len(got.Stamps) != 1 || got.Stamps[0].Size != size {
		t.Errorf("the first stamp of an entry is shown: %+v", got.Stamps)
	}
	sound(t, d)
}

func TestWhatIsNoAnswerIsNotKept(t *testing.T) {
	d := open(t, t.TempDir())
	add(t, d, write(t, "a.txt", "Lang: en\n\n4 killed in Alpha on 2024-03-04."))
	_, others, _, _ := authority(t)
	for name, c := range map[string]struct {
		spoil func(*timestamp.Timestamp)
		trust *ledger.Trust
		want  string
	}{
		"another nonce":   {func(ts *timestamp.Timestamp) { ts.Nonce = big.NewInt(1) }, nil, "it answers another question"},
		"no nonce":        {func(ts *timestamp.Timestamp) { ts.Nonce = nil }, nil, "it answers another question"},
		"another imprint": {func(ts *timestamp.Timestamp) { ts.HashedMessage = make([]byte, 32) }, nil, "it answers another question"},
		"another root":    {nil, &others, "signed by unknown authority"},
	} {
		a, trust, post, _ := authority(t)
		a.Spoil = c.spoil
		if c.trust != nil {
			trust = *c.trust
		}
		if _, err := d.Stamp(t.Context(), ada, askedAt, trust, post); !errors.Is(err, recount.ErrInvalid) || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), askedAt) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if ss, err := d.DB.Stamps(t.Context()); err != nil || len(ss) > 0 {
		t.Errorf("kept: %v, %v", ss, err)
	}
	sound(t, d)
}

func TestVerifyLooksAtStamps(t *testing.T) {
	for name, c := range map[string]struct {
		tamper func(dir string, s ledger.Stamp) error
		want   string
	}{
		"answer": {func(dir string, s ledger.Stamp) error { return spoilFile(dir, s.Token) }, ": tampered"},
		"chain":  {func(dir string, s ledger.Stamp) error { return os.Remove(archived(dir, s.Chain)) }, ": not found"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			d := open(t, dir)
			add(t, d, write(t, "a.txt", "Lang: en\n\n4 killed in Alpha on 2024-03-04."))
			_, trust, post, _ := authority(t)
			g, err := d.Stamp(t.Context(), ada, askedAt, trust, post)
			if err != nil {
				t.Fatal(err)
			}
			if err := c.tamper(dir, g.Stamp); err != nil {
				t.Fatal(err)
			}
			ps, err := d.Verify(t.Context())
			if err != nil || len(ps) != 1 || ps[0].Subject != "stamp "+g.ID || !strings.Contains(ps[0].What, c.want) {
				t.Errorf("%v, %v, want %q", ps, err, c.want)
			}
		})
	}
}

func archived(dir string, d recount.Digest) string {
	return filepath.Join(dir, "archive", d.String()[:2], d.String())
}

func spoilFile(dir string, d recount.Digest) error {
	return errors.Join(os.Chmod(archived(dir, d), 0o600), os.WriteFile(archived(dir, d), []byte("spoilt"), 0o600))
}
