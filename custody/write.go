package custody

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/archive"
	"github.com/recountlab/recount/ledger"
)

// Write writes d as one ZIP and signs it. The same dossier makes the same
// bytes. Only one capture is in memory at a time.
func Write(w io.Writer, d *Dossier) error {
	if err := write(w, d); err != nil {
		return fmt.Errorf("dossier of %s: %w", d.Subject, err)
	}
	return nil
}

func write(w io.Writer, d *Dossier) error {
	z := &zipped{z: zip.NewWriter(w), d: d}
	z.text(filePage, func(w io.Writer) error { return writePage(w, d) })
	z.text(fileCheck, func(w io.Writer) error { return writeHowTo(w, d) })
	for _, e := range evidenceOf {
		z.text(e.file, func(w io.Writer) error { return writeRows(w, d.Rows, e.kind) })
	}
	z.text(fileCheckpoint, whole(d.Checkpoint.Note))
	z.text(fileKey, whole(d.Key.Public()+"\n"))
	z.text(fileEntries, func(w io.Writer) error { return writeEntries(w, d.Entries) })
	for _, s := range d.Stamps {
		z.text(s.Dir()+stampCheckpoint, whole(s.Of.Note))
		if s.ByCalendar() {
			z.text(s.Dir()+stampProof, whole(string(s.Answer)))
		} else {
			z.text(s.Dir()+stampAnswer, whole(string(s.Answer)))
			z.text(s.Dir()+stampChain, whole(string(s.Chain)))
		}
		z.text(s.Dir()+stampGrowth, func(w io.Writer) error { return json.NewEncoder(w).Encode(s.Growth) })
	}
	for raw := range d.raws() {
		z.text(dirPayload+raw.String(), func(w io.Writer) error {
			cs, err := d.Captures(raw)
			if err == nil {
				_, err = w.Write(cs[0].Body)
			}
			return err
		})
	}
	z.add(fileCaptures, zip.Store, func(w io.Writer) error { return archive.WriteWACZ(w, d.captures(), d.Made, d.Software) })
	slices.SortFunc(z.sums, func(a, b string) int { return strings.Compare(a[2*sha256.Size:], b[2*sha256.Size:]) })
	sums := strings.Join(z.sums, "")
	z.text(fileSums, whole(sums))
	signed, err := ledger.SignText(signedHead+"\n"+sumLine(sha256.Sum256([]byte(sums)), fileSums), d.Key)
	if err != nil {
		return err
	}
	z.text(fileSignature, whole(signed))
	if z.err != nil {
		return z.err
	}
	return z.z.Close()
}

// zipped writes files into a ZIP and keeps the digest of each.
type zipped struct {
	z    *zip.Writer
	d    *Dossier
	sums []string
	err  error
}

func (z *zipped) text(name string, fill func(io.Writer) error) { z.add(name, zip.Deflate, fill) }

func (z *zipped) add(name string, method uint16, fill func(io.Writer) error) {
	if z.err != nil {
		return
	}
	f, err := z.z.CreateHeader(&zip.FileHeader{Name: name, Method: method, Modified: z.d.Made.UTC()})
	h := sha256.New()
	if err == nil {
		err = fill(io.MultiWriter(f, h))
	}
	if err != nil {
		z.err = fmt.Errorf("%s: %w", name, err)
	}
	z.sums = append(z.sums, sumLine(recount.Digest(h.Sum(nil)), name))
}

func sumLine(d recount.Digest, name string) string { return d.String() + "  " + name + "\n" }

func whole(s string) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := io.WriteString(w, s)
		return err
	}
}

func writeRows(w io.Writer, rows []ledger.Row, kind ledger.Kind) error {
	for _, r := range rows {
		if r.Kind != kind {
			continue
		}
		if bytes.ContainsRune(r.Doc, '\n') {
			return fmt.Errorf("%s is not one line: %w", r.ID, recount.ErrInvalid)
		}
		if _, err := fmt.Fprintf(w, "%s\n", r.Doc); err != nil {
			return err
		}
	}
	return nil
}

func writeEntries(w io.Writer, es []Entry) error {
	out := json.NewEncoder(w)
	for _, e := range es {
		if err := out.Encode(entryLine{string(e.Leaf()), hex.EncodeToString(e.Salt[:]), string(e.Body), e.Proof}); err != nil {
			return err
		}
	}
	return nil
}

// captures yields all captures of the dossier.
func (d *Dossier) captures() iter.Seq2[archive.Capture, error] {
	return func(yield func(archive.Capture, error) bool) {
		for raw := range d.raws() {
			cs, err := d.Captures(raw)
			if err != nil {
				yield(archive.Capture{}, err)
				return
			}
			for _, c := range cs {
				if !yield(c, nil) {
					return
				}
			}
		}
	}
}
