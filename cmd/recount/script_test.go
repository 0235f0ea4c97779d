package main

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path"
	"strconv"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/recountlab/recount/internal/testkit"
)

// code runs a command and wants it to end with an exit code: code 3 recount verify
func code(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: code N command...")
	}
	err := ts.Exec(args[1], args[2:]...)
	got := 0
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		got = exit.ExitCode()
	} else if err != nil {
		ts.Fatalf("%v", err)
	}
	if want, err := strconv.Atoi(args[0]); err != nil || got != want {
		ts.Fatalf("exit code %d, want %s", got, args[0])
	}
}

// field puts a value of the first line of standard output, which is JSON, into
// a variable: field CLAIM claims.0
func field(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: field NAME path.to.value")
	}
	var v any
	in := json.NewDecoder(strings.NewReader(ts.ReadFile("stdout")))
	in.UseNumber()
	ts.Check(in.Decode(&v))
	for _, key := range strings.Split(args[1], ".") {
		switch x := v.(type) {
		case map[string]any:
			v = x[key]
		case []any:
			n, err := strconv.Atoi(key)
			ts.Check(err)
			if n >= len(x) {
				ts.Fatalf("%s: there are %d", args[1], len(x))
			}
			v = x[n]
		}
	}
	switch v := v.(type) {
	case string:
		ts.Setenv(args[0], v)
	case json.Number:
		ts.Setenv(args[0], v.String())
	default:
		ts.Fatalf("%s is %v", args[1], v)
	}
}

// appendLine adds a line to the end of a file: appendline FILE LINE
func appendLine(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: appendline FILE LINE")
	}
	file := ts.MkAbs(args[0])
	f, err := os.OpenFile(file, os.O_APPEND|os.O_WRONLY, 0)
	ts.Check(err)
	_, err = f.WriteString(args[1] + "\n")
	ts.Check(errors.Join(err, f.Close()))
}

// modelServer starts a server that answers every question as a language model
// would, with the words of a file: model URL FILE puts its address into URL
func modelServer(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: model NAME FILE")
	}
	content := ts.ReadFile(args[1])
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		io.Copy(io.Discard, q.Body)
		json.NewEncoder(w).Encode(map[string]any{"choices": []any{map[string]any{"message": map[string]string{"content": content}}}})
	}))
	ts.Defer(s.Close)
	ts.Setenv(args[0], s.URL)
}

// site serves a folder as a web site and puts its address into a variable; the
// text SITE in its files is that address: site URL DIR
func site(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: site NAME DIR")
	}
	dir := os.DirFS(ts.MkAbs(args[1]))
	var s *httptest.Server
	s = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		name := strings.TrimPrefix(q.URL.Path, "/")
		if name == "" {
			name = "index.html"
		}
		b, err := fs.ReadFile(dir, name)
		if err != nil {
			http.NotFound(w, q)
			return
		}
		w.Header().Set("Content-Type", map[string]string{".xml": "application/xml", ".html": "text/html; charset=utf-8", ".css": "text/css", ".png": "image/png"}[path.Ext(name)])
		io.WriteString(w, strings.ReplaceAll(string(b), "SITE", s.URL))
	}))
	ts.Defer(s.Close)
	ts.Setenv(args[0], s.URL)
}

// unpack takes the files out of a ZIP: unpack FILE DIR
func unpack(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: unpack FILE DIR")
	}
	z, err := zip.OpenReader(ts.MkAbs(args[0]))
	ts.Check(err)
	defer z.Close()
	ts.Check(os.CopyFS(ts.MkAbs(args[1]), z))
}

// tamper writes a ZIP again with one file in which words were replaced:
// tamper FILE NAME OLD NEW
func tamper(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 4 {
		ts.Fatalf("usage: tamper FILE NAME OLD NEW")
	}
	file := ts.MkAbs(args[0])
	z, err := zip.OpenReader(file)
	ts.Check(err)
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range z.File {
		b, err := fs.ReadFile(z, f.Name)
		ts.Check(err)
		if f.Name == args[1] {
			if !bytes.Contains(b, []byte(args[2])) {
				ts.Fatalf("%s has no %q", f.Name, args[2])
			}
			b = bytes.ReplaceAll(b, []byte(args[2]), []byte(args[3]))
		}
		to, err := w.CreateHeader(&zip.FileHeader{Name: f.Name, Method: f.Method})
		ts.Check(err)
		_, err = to.Write(b)
		ts.Check(err)
	}
	ts.Check(errors.Join(w.Close(), z.Close()))
	ts.Check(os.WriteFile(file, out.Bytes(), 0o600))
}

// authority starts one that stamps, and writes its root certificate into a
// file: authority NAME FILE puts its address into NAME
func authority(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: authority NAME FILE")
	}
	a, err := testkit.NewAuthority(time.Now().Truncate(time.Second), nil)
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), a.RootPEM, 0o600))
	s := httptest.NewServer(a)
	ts.Defer(s.Close)
	ts.Setenv(args[0], s.URL)
}

// calendar starts one of OpenTimestamps and puts its address into a variable;
// one that stands there already makes its block, and puts height and header of it
// into the variable NAME_BLOCK: calendar NAME
func calendar(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: calendar NAME")
	}
	calendars := ts.Value(calendarsKey{}).(map[string]*testkit.Calendar)
	if c := calendars[args[0]]; c != nil {
		c.Mine()
		ts.Setenv(args[0]+"_BLOCK", fmt.Sprintf("%d:%x", c.Height, c.Header()))
		return
	}
	c := &testkit.Calendar{Height: 871234, Made: time.Date(2026, 3, 1, 10, 0, 0, 0, time.UTC)}
	s := httptest.NewServer(c)
	ts.Defer(s.Close)
	c.URL = s.URL
	calendars[args[0]] = c
	ts.Setenv(args[0], s.URL)
}

type calendarsKey struct{}

// openssl does as a dossier's CHECK.txt says, in the folder it lies in:
// openssl DIR [old=new] wants every command to succeed, ! openssl wants one to
// fail. Without openssl on the machine it does nothing.
func openssl(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) < 1 {
		ts.Fatalf("usage: openssl DIR [OLD=NEW]")
	}
	if _, err := exec.LookPath("openssl"); err != nil {
		ts.Logf("openssl is not installed: not checked")
		return
	}
	ran, failed := 0, 0
	for line := range strings.Lines(ts.ReadFile(args[0] + "/CHECK.txt")) {
		words := strings.Fields(line)
		if len(words) == 0 || words[0] != "openssl" {
			continue
		}
		for i, w := range words {
			for _, change := range args[1:] {
				old, now, _ := strings.Cut(change, "=")
				w = strings.ReplaceAll(w, old, now)
			}
			words[i] = w
		}
		c := exec.Command(words[0], words[1:]...)
		c.Dir = ts.MkAbs(args[0])
		out, err := c.CombinedOutput()
		ts.Logf("%s%s", line, out)
		ran++
		if err != nil {
			failed++
		}
	}
	if ran == 0 || neg != (failed > 0) {
		ts.Fatalf("%d commands, %d failed", ran, failed)
	}
}
