package archive_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/archive"
)

func open(t *testing.T) (*archive.Archive, string) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "archive")
	a, err := archive.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	return a, dir
}

func TestBytesComeBack(t *testing.T) {
	a, dir := open(t)
	for _, b := range [][]byte{{}, []byte("one"), bytes.Repeat([]byte("two"), 100_000)} {
		d, err := a.Put(b)
		if err != nil {
			t.Fatal(err)
		}
		if d != recount.Sum(b) {
			t.Errorf("Put(%d bytes) = %s, want their SHA-256", len(b), d)
		}
		if _, err := a.Put(b); err != nil {
			t.Errorf("second Put of %d bytes: %v", len(b), err)
		}
		got, err := a.Get(d)
		if err != nil || !bytes.Equal(got, b) {
			t.Errorf("Get of %d bytes: %d bytes, %v", len(b), len(got), err)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "notes.txt"), []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	n := 0
	for d, err := range a.List() {
		if err != nil {
			t.Fatal(err)
		}
		if err := a.Check(d); err != nil {
			t.Error(err)
		}
		n++
	}
	if n != 3 {
		t.Errorf("List has %d digests, want 3", n)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "*", ".new-*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestChangedBytesAreNotGivenOut(t *testing.T) {
	a, dir := open(t)
	d, err := a.Put([]byte("evidence"))
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, d.String()[:2], d.String())
	if err := os.Chmod(path, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte("evidenze"), 0o600); err != nil {
		t.Fatal(err)
	}
	if b, err := a.Get(d); !errors.Is(err, recount.ErrTampered) || b != nil {
		t.Errorf("Get = %q, %v; want ErrTampered", b, err)
	}
	if _, err := a.Get(recount.Sum([]byte("never seen"))); !errors.Is(err, recount.ErrNotFound) {
		t.Errorf("Get of what is not there: %v, want ErrNotFound", err)
	}
}

// A crash between creating and renaming leaves a short file under a temporary
// name; a file cut short under its own name is written again.
func TestACutFileIsWrittenAgain(t *testing.T) {
	a, dir := open(t)
	d, err := a.Put([]byte("evidence"))
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, d.String()[:2], d.String())
	if err := os.Chmod(path, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(path, 3); err != nil {
		t.Fatal(err)
	}
	if _, err := a.Put([]byte("evidence")); err != nil {
		t.Fatal(err)
	}
	if err := a.Check(d); err != nil {
		t.Error(err)
	}
}

func TestCapturesKeepHowBytesCame(t *testing.T) {
	a, _ := open(t)
	at := time.Date(2016, 9, 23, 12, 0, 0, 0, time.UTC)
	first := archive.Capture{URL: "https://example.org/a", At: at, Status: 200,
		Header: map[string][]string{"Content-Type": {"text/html; charset=utf-8"}}, Body: []byte("<p>x")}
	file := archive.Capture{URL: "a.html", At: at.Add(time.Hour), Body: []byte("<p>x")}
	again := first
	again.At = at.Add(2 * time.Hour)
	var d recount.Digest
	for _, c := range []archive.Capture{first, file, again} {
		var err error
		if d, err = a.PutCapture(c); err != nil {
			t.Fatal(err)
		}
	}
	got, err := a.Captures(d)
	if err != nil {
		t.Fatal(err)
	}
	if want := []archive.Capture{first, file}; !reflect.DeepEqual(got, want) {
		t.Errorf("Captures = %+v\nwant %+v", got, want)
	}
	if got[0].Type() != "text/html; charset=utf-8" || got[1].Type() != "" {
		t.Errorf("types %q and %q", got[0].Type(), got[1].Type())
	}
}
