// Package archive keeps the bytes everything rests on in a folder, each under
// its own SHA-256, so that bytes which were changed can be told from those
// that came in. What is put away is never written again.
package archive

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"strings"

	"github.com/recountlab/recount"
)

// Limit is the most bytes one thing in the archive may have.
const Limit = 256 << 20

// An Archive is a folder of bytes named by their digest. It is safe for use by
// several goroutines and processes.
type Archive struct{ dir string }

// Open opens the archive in dir, making the folder if there is none.
func Open(dir string) (*Archive, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fmt.Errorf("open archive: %w", err)
	}
	return &Archive{dir}, nil
}

func (a *Archive) path(d recount.Digest) string {
	s := d.String()
	return filepath.Join(a.dir, s[:2], s)
}

// Put puts b away and returns its digest. When it returns without an error the
// bytes are on the disk. Putting the same bytes again does nothing.
func (a *Archive) Put(b []byte) (recount.Digest, error) {
	if len(b) > Limit {
		return recount.Digest{}, fmt.Errorf("archive %d bytes: more than %d: %w", len(b), Limit, recount.ErrInvalid)
	}
	d := recount.Sum(b)
	if err := keep(a.path(d), b); err != nil {
		return recount.Digest{}, fmt.Errorf("archive %s: %w", d, err)
	}
	return d, nil
}

// keep writes b to a file that appears under its name whole or not at all.
func keep(path string, b []byte) error {
	if info, err := os.Stat(path); err == nil && info.Size() == int64(len(b)) {
		return nil
	}
	dir := filepath.Dir(path)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	f, err := os.CreateTemp(dir, ".new-*")
	if err != nil {
		return err
	}
	_, err = f.Write(b)
	err = errors.Join(err, f.Chmod(0o444), f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return syncDir(dir)
}

func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	if err := d.Sync(); err != nil && !errors.Is(err, errors.ErrUnsupported) && !errors.Is(err, fs.ErrInvalid) {
		return err
	}
	return nil
}

// Get returns the bytes with the digest d. Bytes that no longer have it are
// ErrTampered and are not returned.
func (a *Archive) Get(d recount.Digest) ([]byte, error) {
	f, err := os.Open(a.path(d))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("archived bytes %s: %w", d, recount.ErrNotFound)
	}
	if err != nil {
		return nil, fmt.Errorf("archived bytes %s: %w", d, err)
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, Limit+1))
	if err != nil {
		return nil, fmt.Errorf("archived bytes %s: %w", d, err)
	}
	if recount.Sum(b) != d {
		return nil, fmt.Errorf("archived bytes %s: %w", d, recount.ErrTampered)
	}
	return b, nil
}

// Check reads the bytes with the digest d and reports whether they still have it.
func (a *Archive) Check(d recount.Digest) error {
	_, err := a.Get(d)
	return err
}

// List returns every digest in the archive, in order.
func (a *Archive) List() iter.Seq2[recount.Digest, error] {
	return func(yield func(recount.Digest, error) bool) {
		err := filepath.WalkDir(a.dir, func(path string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() || len(e.Name()) != hex.EncodedLen(sha256.Size) || strings.HasPrefix(e.Name(), ".") {
				return err
			}
			var d recount.Digest
			if err := d.UnmarshalText([]byte(e.Name())); err != nil || filepath.Base(filepath.Dir(path)) != e.Name()[:2] {
				return nil // not ours
			}
			if !yield(d, nil) {
				return fs.SkipAll
			}
			return nil
		})
		if err != nil {
			yield(recount.Digest{}, fmt.Errorf("list archive: %w", err))
		}
	}
}
