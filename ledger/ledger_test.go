package ledger_test

import (
	"bytes"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/ledger"
)

// memory keeps hashes as the store does, in a row.
type memory struct{ rows []recount.Digest }

func (m *memory) ReadHashes(indexes []int64) ([]recount.Digest, error) {
	out := make([]recount.Digest, len(indexes))
	for i, x := range indexes {
		if x < 0 || x >= int64(len(m.rows)) {
			return nil, fmt.Errorf("hash %d: %w", x, recount.ErrNotFound)
		}
		out[i] = m.rows[x]
	}
	return out, nil
}

func (m *memory) add(t testing.TB, seq int64, leaf []byte) {
	t.Helper()
	if got := ledger.Stored(seq); got != int64(len(m.rows)) {
		t.Fatalf("Stored(%d) = %d, have %d rows", seq, got, len(m.rows))
	}
	hs, err := ledger.Grow(seq, leaf, m)
	if err != nil {
		t.Fatal(err)
	}
	m.rows = append(m.rows, hs...)
}

// The leaves and roots that the Certificate Transparency project tests its own
// RFC 6962 trees with.
func TestRFC6962Vectors(t *testing.T) {
	leaves := []string{"", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"}
	roots := []string{
		"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
		"6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
		"fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
		"aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
		"d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
		"4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
		"76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
		"ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
		"5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
	}
	var m memory
	for size, want := range roots {
		got, err := ledger.Root(int64(size), &m)
		if err != nil {
			t.Fatal(err)
		}
		if got.String() != want {
			t.Errorf("root of %d leaves = %s, want %s", size, got, want)
		}
		if size < len(leaves) {
			leaf, err := hex.DecodeString(leaves[size])
			if err != nil {
				t.Fatal(err)
			}
			m.add(t, int64(size), leaf)
		}
	}
}

func entry(n int64) ledger.Entry {
	return ledger.Entry{Seq: n, At: time.Date(2016, 9, 23, 11, 45, int(n), 123000, time.UTC), Kind: ledger.Decided, By: "person:ada",
		Subject: fmt.Sprintf("c:%d", n), Payload: ledger.Commit(ledger.Salt{byte(n)}, []byte("body"))}
}

func grown(t testing.TB, n int64) (*memory, []ledger.Entry) {
	var m memory
	var es []ledger.Entry
	for i := range n {
		e := entry(i)
		m.add(t, i, e.Leaf())
		es = append(es, e)
	}
	return &m, es
}

func TestEveryEntryAndEveryGrowthIsProved(t *testing.T) {
	const n = 21
	m, es := grown(t, n)
	var cs []ledger.Checkpoint
	for size := range int64(n + 1) {
		root, err := ledger.Root(size, m)
		if err != nil {
			t.Fatal(err)
		}
		cs = append(cs, ledger.Checkpoint{Size: size, Root: root})
	}
	for to := int64(1); to <= n; to++ {
		for seq := range to {
			p, err := ledger.ProveEntry(to, seq, m)
			if err != nil {
				t.Fatal(err)
			}
			if err := ledger.CheckEntry(p, cs[to], es[seq]); err != nil {
				t.Errorf("entry %d of %d: %v", seq, to, err)
			}
			forged := es[seq]
			forged.By = "person:eve"
			if err := ledger.CheckEntry(p, cs[to], forged); !errors.Is(err, recount.ErrTampered) {
				t.Errorf("forged entry %d of %d: %v, want ErrTampered", seq, to, err)
			}
		}
		for from := int64(1); from <= to; from++ {
			p, err := ledger.ProveGrowth(from, to, m)
			if err != nil {
				t.Fatal(err)
			}
			if err := ledger.CheckGrowth(p, cs[from], cs[to]); err != nil {
				t.Errorf("growth %d to %d: %v", from, to, err)
			}
			other := cs[from]
			other.Root[0] ^= 1
			if err := ledger.CheckGrowth(p, other, cs[to]); !errors.Is(err, recount.ErrTampered) {
				t.Errorf("growth from a false root %d to %d: %v, want ErrTampered", from, to, err)
			}
		}
	}
	if _, err := ledger.ProveEntry(3, 3, m); !errors.Is(err, recount.ErrNotFound) {
		t.Errorf("proof of an entry not there: %v", err)
	}
	if _, err := ledger.ProveGrowth(5, 4, m); !errors.Is(err, recount.ErrInvalid) {
		t.Errorf("proof of shrinking: %v", err)
	}
	if err := ledger.CheckEntry(nil, cs[2], es[3]); !errors.Is(err, recount.ErrTampered) {
		t.Errorf("entry beyond the checkpoint: %v", err)
	}
}

func TestCheckpointsAreSigned(t *testing.T) {
	k, err := ledger.NewKey("casebook", rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	again, err := ledger.ParseKey(k.Private())
	if err != nil || again != k {
		t.Fatalf("key does not survive its text form: %v", err)
	}
	other, err := ledger.NewKey("casebook", rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	c, err := ledger.Sign(7, recount.Sum([]byte("root")), k)
	if err != nil {
		t.Fatal(err)
	}
	got, err := ledger.ParseCheckpoint(c.Note, k.Public())
	if err != nil || got != c {
		t.Fatalf("ParseCheckpoint = %+v, %v; want %+v", got, err, c)
	}
	if _, err := ledger.ParseCheckpoint(c.Note, other.Public()); !errors.Is(err, recount.ErrTampered) {
		t.Errorf("under another key: %v, want ErrTampered", err)
	}
	for i := range len(c.Note) {
		b := []byte(c.Note)
		b[i] ^= 1
		if got, err := ledger.ParseCheckpoint(string(b), k.Public()); err == nil && (got.Size != c.Size || got.Root != c.Root) {
			t.Fatalf("with byte %d changed it says %d %s", i, got.Size, got.Root)
		}
	}
	for name, key := range map[string]string{
		"empty":     "",
		"one line":  "PRIVATE+KEY+x",
		"two keys":  strings.SplitN(k.Private(), "\n", 2)[0] + "\n" + other.Public() + "\n",
		"no public": strings.SplitN(k.Private(), "\n", 2)[0] + "\nnothing\n",
	} {
		if _, err := ledger.ParseKey(key); !errors.Is(err, recount.ErrInvalid) {
			t.Errorf("%s: ParseKey: %v, want ErrInvalid", name, err)
		}
	}
	if _, err := ledger.NewKey("two words", rand.Reader); !errors.Is(err, recount.ErrInvalid) {
		t.Errorf("a key by an impossible name: %v", err)
	}
}

func TestEntriesThatCannotBeWritten(t *testing.T) {
	for name, change := range map[string]func(*ledger.Entry){
		"number below zero": func(e *ledger.Entry) { e.Seq = -1 },
		"unknown kind":      func(e *ledger.Entry) { e.Kind = "guessed" },
		"nobody":            func(e *ledger.Entry) { e.By = "" },
		"line in actor":     func(e *ledger.Entry) { e.By = "person:a\nb" },
		"line in subject":   func(e *ledger.Entry) { e.Subject = "c:1\n" },
		"nanoseconds":       func(e *ledger.Entry) { e.At = e.At.Add(1) },
		"not UTF-8":         func(e *ledger.Entry) { e.Subject = "c:\xff" },
	} {
		e := entry(4)
		change(&e)
		if err := e.Check(); !errors.Is(err, recount.ErrInvalid) {
			t.Errorf("%s: Check: %v, want ErrInvalid", name, err)
		}
	}
}

func TestLeafFormIsFixed(t *testing.T) {
	e := ledger.Entry{Seq: 3, At: time.UnixMicro(1474631100000001).UTC(), Kind: ledger.Received, By: "person:ada", Subject: "r:abc", Payload: recount.Sum(nil)}
	want := "entry/1\n3\n1474631100000001\nreceived\nperson:ada\nr:abc\ne3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\n"
	if got := string(e.Leaf()); got != want {
		t.Errorf("leaf:\n%s\nwant:\n%s", got, want)
	}
}

func FuzzLeaf(f *testing.F) {
	f.Add(entry(0).Leaf())
	f.Add(entry(9).Leaf())
	f.Add([]byte("entry/1\n03\n1\nread\na\nb\n00\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		e, err := ledger.ParseLeaf(b)
		if err != nil {
			if !errors.Is(err, recount.ErrInvalid) {
				t.Fatalf("error is not ErrInvalid: %v", err)
			}
			return
		}
		if !bytes.Equal(e.Leaf(), b) {
			t.Fatalf("leaf %q reads as %+v, which writes %q", b, e, e.Leaf())
		}
	})
}

func FuzzCheckpoint(f *testing.F) {
	k, err := ledger.NewKey("casebook", rand.Reader)
	if err != nil {
		f.Fatal(err)
	}
	c, err := ledger.Sign(7, recount.Sum(nil), k)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(c.Note)
	f.Add("casebook\n1\nAAAA\n\n— casebook AAAA\n")
	f.Fuzz(func(t *testing.T, s string) {
		got, err := ledger.ParseCheckpoint(s, k.Public())
		if err != nil {
			if !errors.Is(err, recount.ErrInvalid) && !errors.Is(err, recount.ErrTampered) {
				t.Fatalf("error is neither ErrInvalid nor ErrTampered: %v", err)
			}
			return
		}
		if got.Size != c.Size || got.Root != c.Root {
			t.Fatalf("a checkpoint nobody signed was taken: %q", s)
		}
	})
}
