package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// A browser is a real one, and the casebook that its pages are of.
type browser struct {
	t    *testing.T
	ctx  context.Context
	book string
	url  string // of the pages
}

// newBrowser starts a browser, where there is one.
func newBrowser(t *testing.T) *browser {
	t.Helper()
	path, err := exec.LookPath("chromium")
	if err != nil {
		t.Skip("no chromium here")
	}
	if testing.Short() {
		t.Skip("slow")
	}
	ctx, stop := context.WithTimeout(t.Context(), 8*time.Minute)
	t.Cleanup(stop)
	ctx, end := chromedp.NewExecAllocator(ctx, append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.WindowSize(1200, 900))...)
	t.Cleanup(end)
	ctx, end = chromedp.NewContext(ctx)
	t.Cleanup(end)
	return &browser{t: t, ctx: ctx, book: filepath.Join(t.TempDir(), "book")}
}

// recount runs the program as somebody would, and returns what it prints.
func (b *browser) recount(args ...string) string {
	b.t.Helper()
	var out, problem bytes.Buffer
	w := &world{ctx: b.t.Context(), stdin: strings.NewReader(""), stdout: &out, stderr: &problem, now: time.Now, user: "ada"}
	if code := w.run(append([]string{"-C", b.book}, args...)); code != 0 {
		b.t.Fatalf("recount %v: %d %s", args, code, problem.String())
	}
	return out.String()
}

// serve serves the casebook until the test ends.
func (b *browser) serve(args ...string) {
	b.t.Helper()
	ctx, stop := context.WithCancel(context.WithoutCancel(b.t.Context()))
	r, out := io.Pipe()
	over := make(chan struct{})
	go func() {
		defer close(over)
		w := &world{ctx: ctx, stdin: strings.NewReader(""), stdout: out, stderr: io.Discard, now: time.Now, user: "ada"}
		w.run(append([]string{"-C", b.book, "serve", "--addr", "127.0.0.1:0"}, args...))
		out.Close()
	}()
	b.t.Cleanup(sync.OnceFunc(func() { stop(); <-over }))
	line := make([]byte, 256)
	n, err := r.Read(line)
	if err != nil {
		b.t.Fatal(err)
	}
	go io.Copy(io.Discard, r)
	if b.url = strings.TrimRight(regexp.MustCompile(`http\S+`).FindString(string(line[:n])), "/"); b.url == "" {
		b.t.Fatalf("served nowhere: %s", line[:n])
	}
}

// person lets somebody in, by a link as the program prints it.
func (b *browser) person(name, role string) (link string) {
	b.t.Helper()
	return regexp.MustCompile(`/sign-in/\S+`).FindString(b.recount("people", "add", name, "--role", role))
}

func (b *browser) do(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	if err := chromedp.Do(b.ctx, steps...); err != nil {
		b.t.Fatal(err)
	}
}

// open goes to a page, by its path.
func (b *browser) open(path string) {
	b.t.Helper()
	b.do(chromedp.Navigate(b.url + path))
}

// says asks the page for a text.
func (b *browser) says(script string) string {
	b.t.Helper()
	v, err := chromedp.Run(b.ctx, chromedp.Evaluate[string](script))
	if err != nil {
		b.t.Fatalf("%s: %v", script, err)
	}
	return v
}

// until waits for something to be true of the page that an act leads to.
func (b *browser) until(what, script string) {
	b.t.Helper()
	for range 400 {
		if is, err := chromedp.Run(b.ctx, chromedp.Evaluate[bool](`document.readyState === "complete" && !!(`+script+`)`)); err == nil && is {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	b.t.Fatalf("%s: not so at %s: %s", what, b.says("location.href"), b.says("document.querySelector('main')?.innerText.slice(0, 800) ?? ''"))
}

// fill writes into the first field of a name within an element.
func (b *browser) fill(within, name, value string) {
	b.t.Helper()
	quoted := func(s string) string { q, _ := json.Marshal(s); return string(q) }
	b.says(`((field) => { field.value = ` + quoted(value) + `; return field.value; })(document.querySelector(` + quoted(within+` [name="`+name+`"]:not([type=hidden])`) + `))`)
}

// press presses a button and waits for the page that follows, which bears a mark
// that this one does not.
func (b *browser) press(button string) {
	b.t.Helper()
	b.says(`(document.documentElement.dataset.before = "1")`)
	q, _ := json.Marshal(button)
	b.says(`(document.querySelector(` + string(q) + `).click(), "")`)
	b.until("after "+button, `!document.documentElement.dataset.before`)
}
