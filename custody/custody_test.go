package custody_test

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"io"
	"math/big"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/archive"
	"github.com/recountlab/recount/custody"
	"github.com/recountlab/recount/internal/testkit"
	"github.com/recountlab/recount/ledger"
)

var noon = time.Date(2024, 3, 5, 12, 0, 0, 0, time.UTC)

func key(t testing.TB, seed byte) ledger.Key {
	t.Helper()
	k, err := ledger.NewKey("casebook", rand.NewChaCha8([32]byte{seed}))
	if err != nil {
		t.Fatal(err)
	}
	return k
}

// A tree is the hashes of a ledger in memory.
type tree []recount.Digest

func (h tree) ReadHashes(at []int64) (out []recount.Digest, err error) {
	for _, x := range at {
		out = append(out, h[x])
	}
	return out, nil
}

// sample is a dossier of a report in Arabic, with a claim and a decision, in a
// ledger that has other entries too.
func sample(t testing.TB) *custody.Dossier {
	t.Helper()
	c := archive.Capture{URL: "https://example.org/1", Via: []string{"https://example.org/old"}, At: noon, Status: 200,
		Header: map[string][]string{"Content-Type": {"text/html"}}, In: "all.warc sha256:00", Body: []byte("<p>قتل 4 في ألفا.")}
	r := recount.Report{URL: c.URL, Lang: "ar", Title: "<b>ألفا</b>", Text: "قتل 4 في ألفا.", Raw: recount.Sum(c.Body), Collected: noon, Parser: "page/1"}
	r.ID = recount.NameReport(r.Raw, r.URL, 0)
	cl := recount.Claim{ID: "c:aaaa", Report: r.ID, What: recount.Killed, Count: recount.Quantity{Low: 4, High: 4, Point: 4}, Evidence: recount.Evidence{Whole: recount.Span{End: len(r.Text)}}}
	dec := recount.Decision{At: noon, By: recount.Actor{Kind: recount.Person, Name: "ada"}, Act: recount.Accept, Subject: string(cl.ID), Why: "</table>read rightly"}
	dec.ID = dec.Name()
	img := archive.Capture{URL: "https://example.org/a.png", At: noon, Status: 200, For: c.URL, Header: map[string][]string{"Content-Type": {"image/png"}}, Body: []byte("png")}
	q := archive.Requisites{Page: r.Raw, At: noon, Kept: []archive.Requisite{{URL: img.URL, Body: recount.Sum(img.Body)}}, Missed: []archive.Missed{{URL: "https://example.org/b.png", Why: "not found"}}}
	q.ID = q.Name()
	d := &custody.Dossier{Subject: string(r.ID), Title: r.Title, Software: "recount test", Made: noon, Key: key(t, 1),
		Reports:   []custody.Report{{Report: r, Came: []archive.Capture{c}, Claims: []custody.Claim{{Claim: cl}}, Shows: []archive.Requisites{q}}},
		Decisions: []custody.Decision{{Decision: dec, Seq: 3}},
		Captures: func(d recount.Digest) ([]archive.Capture, error) {
			if d == r.Raw {
				return []archive.Capture{c}, nil
			}
			return []archive.Capture{img}, nil
		}}
	var hashes tree
	enter := func(kind ledger.Kind, id string, doc any) {
		b, err := json.Marshal(doc)
		if err != nil {
			t.Fatal(err)
		}
		body := fmt.Appendf(nil, `{"rows":[{"id":%q,"digest":%q}]}`, id, recount.Sum(b))
		o := ledger.Opening{Salt: ledger.Salt{7}, Body: body}
		o.Entry = ledger.Entry{Seq: int64(len(d.Entries)), At: noon, Kind: kind, By: "person:ada", Subject: id, Payload: ledger.Commit(o.Salt, body)}
		hs, err := ledger.Grow(o.Seq, o.Leaf(), hashes)
		if err != nil {
			t.Fatal(err)
		}
		hashes = append(hashes, hs...)
		d.Entries = append(d.Entries, custody.Entry{Opening: o})
		d.Rows = append(d.Rows, ledger.Row{Kind: kind, Seq: o.Seq, ID: id, Doc: b})
	}
	enter(ledger.Received, string(r.ID), r)
	enter(ledger.Received, "r:other", recount.Report{ID: "r:other"})
	enter(ledger.Read, string(cl.ID), cl)
	signed := func() ledger.Checkpoint {
		size := int64(len(d.Entries))
		root, err := ledger.Root(size, hashes)
		if err != nil {
			t.Fatal(err)
		}
		c, err := ledger.Sign(size, root, d.Key)
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	s := stamp(t, signed())
	enter(ledger.Decided, string(dec.ID), dec)
	enter(ledger.Stamped, s.ID, s.Stamp)
	enter(ledger.Completed, q.ID, q)
	d.Checkpoint = signed()
	var err error
	if s.Growth, err = ledger.ProveGrowth(s.Size, d.Checkpoint.Size, hashes); err != nil {
		t.Fatal(err)
	}
	for i := range d.Entries {
		if d.Entries[i].Proof, err = ledger.ProveEntry(d.Checkpoint.Size, int64(i), hashes); err != nil {
			t.Fatal(err)
		}
	}
	d.Stamps = []custody.Stamp{s}
	d.Entries, d.Rows = slices.Delete(d.Entries, 1, 2), slices.Delete(d.Rows, 1, 2)
	return d
}

// stamp is one on a checkpoint, by an authority of the test's own.
func stamp(t testing.TB, c ledger.Checkpoint) custody.Stamp {
	t.Helper()
	a, err := testkit.NewAuthority(noon, nil)
	if err != nil {
		t.Fatal(err)
	}
	s := custody.Stamp{Of: c, Chain: a.RootPEM, Stamp: ledger.Stamp{Size: c.Size, Imprint: recount.Sum([]byte(c.Note)), Authority: "http://authority.example/", At: noon}}
	q, err := ledger.AskStamp(s.Imprint, big.NewInt(1))
	if err != nil {
		t.Fatal(err)
	}
	if s.Answer, err = a.Answer(q); err != nil {
		t.Fatal(err)
	}
	s.Token, s.Stamp.Chain = recount.Sum(s.Answer), recount.Sum(s.Chain)
	s.ID = s.Name()
	return s
}

func written(t testing.TB, d *custody.Dossier) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := custody.Write(&b, d); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func check(t testing.TB, b []byte, public string) *custody.Checked {
	t.Helper()
	got, err := custody.Check(bytes.NewReader(b), int64(len(b)), custody.Known{Key: public})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func TestADossierIsWhole(t *testing.T) {
	d := sample(t)
	b := written(t, d)
	if again := written(t, d); !bytes.Equal(b, again) {
		t.Error("the same dossier makes other bytes")
	}
	got := check(t, b, d.Key.Public())
	if len(got.Problems) > 0 || got.Captures != 2 || got.Rows[ledger.Received] != 1 || got.Rows[ledger.Read] != 1 || got.Rows[ledger.Decided] != 1 || got.Checkpoint.Size != 6 ||
		len(got.Stamps) != 1 || got.Stamps[0].Signer != "CN=Test Authority" || got.Unstamped != 2 {
		t.Errorf("Check = %+v", got)
	}
	files := unzip(t, b)
	page := string(files["dossier.html"])
	read := html.UnescapeString(page)
	for _, want := range []string{"&lt;b&gt;ألفا", `<div class="text" dir="auto" lang="ar"><mark>قتل 4 في ألفا.</mark></div>`, "https://example.org/old", "all.warc sha256:00", "https://example.org/b.png</bdi> was not kept: not found", "Content-Type: text/html",
		"&lt;/table&gt;read rightly", "default-src 'none'", d.Key.Public()} {
		if !strings.Contains(page, want) && !strings.Contains(read, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	for _, no := range []string{"<script", "<link", "<img", "src=", "url(", "@import"} {
		if strings.Contains(page, no) {
			t.Errorf("the page has %q", no)
		}
	}
	for _, want := range []string{"\n  sha256sum -c SHA256SUMS\n", "\n  openssl ts -verify -data stamps/"} {
		if !strings.Contains(string(files["CHECK.txt"]), want) {
			t.Errorf("CHECK.txt lacks %q:\n%s", want, files["CHECK.txt"])
		}
	}
}

func unzip(t testing.TB, b []byte) map[string][]byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if files[f.Name], err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
	}
	return files
}

func pack(t testing.TB, files map[string][]byte) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, body := range files {
		f, err := z.CreateHeader(&zip.FileHeader{Name: name})
		if err == nil {
			_, err = f.Write(body)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// sums makes the list of digests anew, as a forger would.
func sums(files map[string][]byte) []byte {
	var out []string
	for name, b := range files {
		if name != "SHA256SUMS" && name != "signature.txt" {
			out = append(out, fmt.Sprintf("%x  %s\n", sha256.Sum256(b), name))
		}
	}
	slices.Sort(out)
	return []byte(strings.Join(out, ""))
}

// A byte changed anywhere, a file removed or added is found; also when the
// digests are made anew, and when all of it is signed again by another.
func TestEveryChangeIsFound(t *testing.T) {
	d := sample(t)
	files := unzip(t, written(t, d))
	if len(check(t, pack(t, files), "").Problems) > 0 {
		t.Fatal("packed anew it is not whole")
	}
	found := func(t *testing.T, public string, change func(map[string][]byte)) []custody.Problem {
		t.Helper()
		changed := map[string][]byte{}
		for name, b := range files {
			changed[name] = bytes.Clone(b)
		}
		change(changed)
		ps := check(t, pack(t, changed), public).Problems
		if len(ps) == 0 {
			t.Error("nothing was found")
		}
		return ps
	}
	other := key(t, 2)
	rnd := rand.New(rand.NewPCG(1, 2))
	for name, b := range files {
		t.Run(name, func(t *testing.T) {
			at := []int{0, len(b) - 1}
			for range 6 {
				at = append(at, rnd.IntN(len(b)))
			}
			for _, i := range at {
				flip := func(fs map[string][]byte) { fs[name][i] ^= 1 << (i % 8) }
				ps := found(t, "", flip)
				if !slices.ContainsFunc(ps, func(p custody.Problem) bool { return p.Subject == name }) && name != "SHA256SUMS" {
					t.Errorf("byte %d: %v does not name the file", i, ps)
				}
				if name == "SHA256SUMS" || name == "signature.txt" {
					continue
				}
				again := func(fs map[string][]byte) { flip(fs); fs["SHA256SUMS"] = sums(fs) }
				if ps := found(t, "", again); !slices.ContainsFunc(ps, func(p custody.Problem) bool {
					return p.String() == "SHA256SUMS: is not what was signed" || name == "ledger/key.txt"
				}) {
					t.Errorf("byte %d, digests made anew: %v", i, ps)
				}
				forged := func(fs map[string][]byte) {
					flip(fs)
					fs["ledger/key.txt"] = []byte(other.Public() + "\n")
					fs["SHA256SUMS"] = sums(fs)
					signed, err := ledger.SignText(fmt.Sprintf("recount dossier/1\n%x  SHA256SUMS\n", sha256.Sum256(fs["SHA256SUMS"])), other)
					if err != nil {
						t.Fatal(err)
					}
					fs["signature.txt"] = []byte(signed)
				}
				found(t, "", forged)
				found(t, d.Key.Public(), forged)
			}
			found(t, "", func(fs map[string][]byte) {
				delete(fs, name)
				if name != "SHA256SUMS" {
					fs["SHA256SUMS"] = sums(fs)
				}
			})
		})
	}
	found(t, "", func(fs map[string][]byte) { fs["more.txt"] = []byte("more") })
	found(t, other.Public(), func(map[string][]byte) {})
}

// Whoever signs a ledger of their own can leave nothing out: documents without
// an entry, bytes without a report.
func TestWhatIsInItFollowsFromTheLedger(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*custody.Dossier)
		want   string
	}{
		"a document that was never entered": {func(d *custody.Dossier) { d.Entries = d.Entries[:2] }, "no ledger entry in the dossier commits to it"},
		"another document":                  {func(d *custody.Dossier) { d.Rows[1].Doc = []byte(`{"id":"c:aaaa","what":"injured"}`) }, "c:aaaa: is not what the ledger committed to"},
		"another body":                      {func(d *custody.Dossier) { d.Entries[1].Body = []byte(`{"rows":[]}`) }, "does not commit to what is said to have been entered"},
		"a stamp of another ledger":         {func(d *custody.Dossier) { d.Stamps[0].Growth = nil }, "the checkpoint that was stamped is not one of this ledger"},
		"another authority's answer":        {func(d *custody.Dossier) { d.Stamps[0].Answer = stamp(t, d.Stamps[0].Of).Answer }, "it is not the one that was kept"},
		"an answer on something else": {func(d *custody.Dossier) {
			s := stamp(t, d.Checkpoint)
			d.Stamps[0].Answer, d.Stamps[0].Chain = s.Answer, s.Chain
		}, "it is not the one that was kept"},
		"a proof of another entry": {func(d *custody.Dossier) { d.Entries[1].Proof = d.Entries[0].Proof }, "ledger entry 2: is not proven to be under the checkpoint"},
		"other bytes": {func(d *custody.Dossier) {
			d.Captures = func(recount.Digest) ([]archive.Capture, error) {
				return []archive.Capture{{URL: "x", At: noon, Body: []byte("y")}}, nil
			}
		}, "are not in captures.wacz"},
	} {
		t.Run(name, func(t *testing.T) {
			d := sample(t)
			c.change(d)
			if ps := check(t, written(t, d), "").Problems; !strings.Contains(fmt.Sprint(ps), c.want) {
				t.Errorf("%v, want %q", ps, c.want)
			}
		})
	}
}

// Whoever checks may name the roots that count.
func TestAStampCountsUnderTheRootsOfWhoeverChecks(t *testing.T) {
	d := sample(t)
	b := written(t, d)
	for chain, want := range map[string]string{string(d.Stamps[0].Chain): "[]", string(stamp(t, d.Checkpoint).Chain): "nobody trusted vouches for it"} {
		trust, err := ledger.ParseTrust([]byte(chain))
		if err != nil {
			t.Fatal(err)
		}
		got, err := custody.Check(bytes.NewReader(b), int64(len(b)), custody.Known{Trust: &trust})
		if err != nil || !strings.Contains(fmt.Sprint(got.Problems), want) {
			t.Errorf("%v, %v, want %q", got.Problems, err, want)
		}
	}
}

func TestWhatIsNoDossierIsRefused(t *testing.T) {
	whole := written(t, sample(t))
	for name, b := range map[string][]byte{"nothing": {}, "text": []byte("hello"), "another ZIP": pack(t, map[string][]byte{"a": nil}), "half": whole[:len(whole)/2]} {
		if _, err := custody.Check(bytes.NewReader(b), int64(len(b)), custody.Known{}); !errors.Is(err, recount.ErrInvalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzCheck(f *testing.F) {
	f.Add(written(f, sample(f)), "")
	f.Add(pack(f, map[string][]byte{"SHA256SUMS": []byte("x"), "ledger/entries.jsonl": []byte("{}\n"), "evidence/claims.jsonl": []byte("\n{\"id\":\"c:a\"}")}), "k")
	f.Fuzz(func(t *testing.T, b []byte, public string) {
		if got, err := custody.Check(bytes.NewReader(b), int64(len(b)), custody.Known{Key: public}); err != nil && got != nil || err == nil && got == nil {
			t.Fatal(got, err)
		}
	})
}
