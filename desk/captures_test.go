package desk_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/archive"
	"github.com/recountlab/recount/desk"
)

// A casebook written as a web archive and read again has the same reports.
func TestACasebookComesBackFromItsWebArchive(t *testing.T) {
	d := open(t, t.TempDir())
	as := add(t, d, write(t, "result.json", `{"name":"Town news","type":"public_channel","id":12,"messages":[{"id":3,"type":"message","date":"2024-03-05T14:05:33","date_unixtime":"1709640333","text":"4 killed in Alpha on 2024-03-05.","n":1e3}]}`),
		write(t, "_chat.txt", "\u200f١٣\u200f/٣\u200f/٢٠٢٤، ٢:٠٥ م - A: 5 killed in Alpha on 2024-03-05.\n"), write(t, "a file.txt", "Lang: en\n\n4 killed in Alpha on 2024-03-04."), write(t, "b.jsonl", line("2", "6 killed in Beta on 2024-03-04.")+line("3", "9 killed in Beta on 2024-03-05.")),
		write(t, "c.html", "<html><head><title>Gamma</title></head><body><article><p>7 killed in Gamma on 2024-03-04, said a clinic there.</p></article></body></html>"))
	got, err := d.Receive(t.Context(), ada, "", archive.Capture{URL: "https://example.org/1", Status: 200, Header: map[string][]string{"Content-Type": {"text/plain"}}, Body: []byte("Lang: en\n\n8 killed in Delta on 2024-03-04.")})
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	n, err := d.WriteWACZ(t.Context(), &b, nil, "recount test")
	if err != nil || n != 7 {
		t.Fatalf("%d captures, %v", n, err)
	}
	path := filepath.Join(t.TempDir(), "all.wacz")
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	other := open(t, t.TempDir())
	back := add(t, other, path)
	ids := func(as []desk.Added) (out []recount.ReportID) {
		for _, a := range as {
			if a.Err != nil {
				t.Error(a.Err)
			}
			out = append(out, a.Report)
		}
		slices.Sort(out)
		return out
	}
	if want, have := ids(append(as, got...)), ids(back); !slices.Equal(want, have) {
		t.Errorf("reports %v, want %v", have, want)
	}
	if n, err := d.WriteWACZ(t.Context(), &b, map[recount.ReportID]bool{as[0].Report: true}, ""); err != nil || n != 1 {
		t.Errorf("of one report: %d captures, %v", n, err)
	}
	if _, err := open(t, t.TempDir()).WriteWACZ(t.Context(), &b, nil, ""); !errors.Is(err, recount.ErrNotFound) {
		t.Errorf("of an empty casebook: %v", err)
	}
}
