package main

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"time"
)

// On a terminal texts are tried line by line, until an empty line.
func TestTryTalks(t *testing.T) {
	var out bytes.Buffer
	w := &world{ctx: context.Background(), stdin: strings.NewReader("Two men died.\nThe sun rose.\n\nThree men died.\n"), stdout: &out, stderr: &out, now: time.Now}
	x, err := w.reader()
	if err != nil {
		t.Fatal(err)
	}
	packs, err := w.packs()
	if err != nil {
		t.Fatal(err)
	}
	if err := (trial{w: w, x: x, p: packs["en"], lang: "en"}).talk(); err != nil {
		t.Fatal(err)
	}
	s := out.String()
	for _, want := range []string{x.Name("en") + ". Type a text", "(killed 2)", "frame:killed:verb-intr:died  frames.tsv:", "The sun rose.\n  passed over"} {
		if !strings.Contains(s, want) {
			t.Errorf("no %q in\n%s", want, s)
		}
	}
	if strings.Contains(s, "killed 3") || strings.Count(s, "> ") < 3 {
		t.Errorf("it went on after an empty line, or did not ask:\n%s", s)
	}
}
