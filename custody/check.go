package custody

import (
	"archive/zip"
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/archive"
	"github.com/recountlab/recount/ledger"
)

// most is the largest file of a dossier that is read whole, in bytes.
const most = 256 << 20

// A Problem is something in a dossier that does not match the rest.
type Problem struct {
	Subject string `json:"subject"` // "claim c:…", "captures.wacz"
	What    string `json:"what"`    // what is wrong with it, in a sentence
}

func (p Problem) String() string { return p.Subject + ": " + p.What }

// Checked is what a dossier shows, and what is wrong with it.
type Checked struct {
	Key        string // that it was signed with
	Checkpoint ledger.Checkpoint
	Rows       map[ledger.Kind]int // how many documents the ledger is shown to commit to
	Captures   int
	Stamps     []Stamped // in the order in which they were entered
	Unstamped  int       // how many entries no stamp is of
	Problems   []Problem
}

// Stamped is a stamp that holds.
type Stamped struct {
	ledger.Stamp
	Signer string         // whom the authority's certificate names; "" for a calendar
	Root   recount.Digest // of the root certificate that vouches for it; zero for a calendar
}

// Known is what whoever checks a dossier knows from elsewhere.
type Known struct {
	Key   string        // the casebook's public key, "" if unknown
	Trust *ledger.Trust // who vouches for authorities; nil: whoever the dossier says

	Blocks map[int64]ledger.Header // of the Bitcoin chain, by height
}

// Check checks a dossier against itself and against what is known from
// elsewhere: every file against its digest and the signature, every document
// against its ledger entry, every entry against the signed checkpoint, every
// stamp against the checkpoint it is of, every report against its bytes, and the
// web archive against its own digests. What is no dossier at all is ErrInvalid.
func Check(r io.ReaderAt, size int64, known Known) (*Checked, error) {
	z, err := zip.NewReader(r, size)
	if err != nil {
		return nil, fmt.Errorf("dossier: %v: %w", err, recount.ErrInvalid)
	}
	c := &checker{file: r, files: map[string]*zip.File{}, Checked: Checked{Rows: map[ledger.Kind]int{}}}
	for _, f := range z.File {
		if c.files[f.Name] != nil {
			c.say(f.Name, "is there twice")
		}
		c.files[f.Name] = f
	}
	if c.files[fileSums] == nil && c.files[fileKey] == nil {
		return nil, fmt.Errorf("dossier: neither %s nor %s is in it: %w", fileSums, fileKey, recount.ErrInvalid)
	}
	c.digests()
	c.Key = strings.TrimSpace(string(c.read(fileKey)))
	if public := strings.TrimSpace(known.Key); public != "" && public != c.Key {
		c.say(fileKey, "is the key %s; it was to be %s", c.Key, public)
		c.Key = public
	}
	c.signature()
	c.entries()
	c.bytes(c.rows(known))
	slices.SortStableFunc(c.Problems, func(a, b Problem) int { return strings.Compare(a.Subject, b.Subject) })
	return &c.Checked, nil
}

type checker struct {
	Checked
	file    io.ReaderAt
	files   map[string]*zip.File
	commits map[ledger.Kind]map[string]recount.Digest // what the proven entries commit to
	proven  []int64                                   // the entries that commit to anything else than stamps
}

func (c *checker) say(subject, format string, args ...any) {
	c.Problems = append(c.Problems, Problem{subject, fmt.Sprintf(format, args...)})
}

// read returns a file, nothing if it cannot be had.
func (c *checker) read(name string) []byte {
	f := c.files[name]
	if f == nil {
		c.say(name, "is missing")
		return nil
	}
	r, err := f.Open()
	if err != nil {
		return nil // said when its digest was taken
	}
	defer r.Close()
	b, err := io.ReadAll(io.LimitReader(r, most+1))
	if len(b) > most {
		c.say(name, "has more than %d bytes", most)
		return nil
	}
	if err != nil {
		return nil
	}
	return b
}

// digests compares every file with the list of digests.
func (c *checker) digests() {
	want := map[string]string{}
	for line := range strings.Lines(string(c.read(fileSums))) {
		sum, name, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "  ")
		if !ok || want[name] != "" {
			c.say(fileSums, "line %.100q is no digest and name", line)
			continue
		}
		want[name] = sum
	}
	for _, name := range slices.Sorted(maps.Keys(c.files)) {
		have, err := digest(c.files[name])
		switch {
		case err != nil:
			c.say(name, "cannot be read: %v", err)
		case name == fileSums || name == fileSignature:
		case want[name] == "":
			c.say(name, "is not in %s", fileSums)
		case want[name] != have.String():
			c.say(name, "was changed: it has the digest %s, %s says %s", have, fileSums, want[name])
		case strings.HasPrefix(name, dirPayload) && name != dirPayload+have.String():
			c.say(name, "does not have the digest it is named by")
		}
		delete(want, name)
	}
	for _, name := range slices.Sorted(maps.Keys(want)) {
		c.say(name, "is missing")
	}
}

func digest(f *zip.File) (recount.Digest, error) {
	r, err := f.Open()
	if err != nil {
		return recount.Digest{}, err
	}
	defer r.Close()
	h := sha256.New()
	_, err = io.Copy(h, r)
	return recount.Digest(h.Sum(nil)), err
}

// signature checks what the casebook's key signed: the digests, and the
// checkpoint of its ledger.
func (c *checker) signature() {
	text, err := ledger.OpenText(string(c.read(fileSignature)), c.Key)
	if err != nil {
		c.say(fileSignature, "its signature does not hold")
	} else if want := signedHead + "\n" + sumLine(sha256.Sum256(c.read(fileSums)), fileSums); text != want {
		c.say(fileSums, "is not what was signed")
	}
	if c.Checkpoint, err = ledger.ParseCheckpoint(string(c.read(fileCheckpoint)), c.Key); err != nil {
		c.say(fileCheckpoint, "its signature does not hold")
	}
}

// entries checks that the checkpoint commits to the entries, and these to what
// they are said to.
func (c *checker) entries() {
	c.commits = map[ledger.Kind]map[string]recount.Digest{}
	for n, line := range c.lines(fileEntries) {
		o, proof, err := parseEntry(line)
		if err != nil {
			c.say(fileEntries, "line %d is no ledger entry: %v", n, err)
			continue
		}
		name := fmt.Sprintf("ledger entry %d", o.Seq)
		if err := ledger.CheckEntry(proof, c.Checkpoint, o.Entry); err != nil {
			c.say(name, "is not proven to be under the checkpoint")
			continue
		}
		rows, err := o.Rows()
		if err = errors.Join(o.Check(), err); err != nil {
			c.say(name, "%v", err)
			continue
		}
		if c.commits[o.Kind] == nil {
			c.commits[o.Kind] = map[string]recount.Digest{}
		}
		maps.Copy(c.commits[o.Kind], rows)
		if o.Kind != ledger.Stamped {
			c.proven = append(c.proven, o.Seq)
		}
	}
}

func parseEntry(line []byte) (o ledger.Opening, p ledger.Proof, err error) {
	var l entryLine
	if err := json.Unmarshal(line, &l); err != nil {
		return o, nil, err
	}
	if o.Entry, err = ledger.ParseLeaf([]byte(l.Leaf)); err != nil {
		return o, nil, err
	}
	if salt, err := hex.DecodeString(l.Salt); err != nil || copy(o.Salt[:], salt) != len(salt) || len(salt) != len(o.Salt) {
		return o, nil, fmt.Errorf("salt: %w", recount.ErrInvalid)
	}
	o.Body = []byte(l.Body)
	return o, l.Proof, nil
}

// lines are the lines of a file by number, from 1.
func (c *checker) lines(name string) func(func(int, []byte) bool) {
	return func(yield func(int, []byte) bool) {
		in := bufio.NewReader(strings.NewReader(string(c.read(name))))
		for n := 1; ; n++ {
			line, err := in.ReadBytes('\n')
			if err != nil && len(line) == 0 || !yield(n, line) {
				return
			}
		}
	}
}

// rows checks that entries commit to the documents, and the stamps among them,
// and returns the bytes that the documents speak of.
func (c *checker) rows(known Known) map[recount.Digest]string {
	raws := map[recount.Digest]string{}
	for _, e := range evidenceOf {
		for n, line := range c.lines(e.file) {
			line = bytes.TrimSuffix(line, []byte("\n"))
			var doc struct {
				ID   string              `json:"id"`
				Raw  recount.Digest      `json:"raw"`
				Kept []archive.Requisite `json:"kept"`
			}
			if err := json.Unmarshal(line, &doc); err != nil || doc.ID == "" {
				c.say(e.file, "line %d is no document", n)
				continue
			}
			want, ok := c.commits[e.kind][doc.ID]
			switch {
			case !ok:
				c.say(doc.ID, "no ledger entry in the dossier commits to it")
			case want != recount.Sum(line):
				c.say(doc.ID, "is not what the ledger committed to")
			default:
				c.Rows[e.kind]++
			}
			switch e.kind {
			case ledger.Received:
				raws[doc.Raw] = doc.ID
			case ledger.Completed:
				for _, k := range doc.Kept {
					if raws[k.Body] == "" {
						raws[k.Body] = doc.ID
					}
				}
			case ledger.Stamped:
				c.stamp(line, known)
			}
		}
	}
	for _, seq := range c.proven {
		if !slices.ContainsFunc(c.Stamps, func(s Stamped) bool { return seq < s.Size && !s.At.IsZero() }) {
			c.Unstamped++
		}
	}
	return raws
}
