package web

import (
	"context"
	"fmt"
	"log/slog"
	"net/http/httptest"
	"net/url"
	"os/exec"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/archive"
)

// In a real browser each answer is one key, and no key while somebody writes.
func TestQueueByKeys(t *testing.T) {
	browser, err := exec.LookPath("chromium")
	if err != nil {
		t.Skip("no chromium here")
	}
	if testing.Short() {
		t.Skip("slow")
	}
	d := newDesk(t)
	mira := recount.Actor{Kind: recount.Person, Name: "mira"}
	for i, town := range []string{"Idlib", "Homs", "Hama"} {
		_, err := d.Receive(t.Context(), mira, "gazette", archive.Capture{URL: fmt.Sprint("https://example.org/", i), At: time.Now(), Status: 200, Header: map[string][]string{"Content-Type": {"text/plain"}},
			Body: []byte("Lang: en\nPublished: 2024-03-04\n\nThree civilians were killed and others were injured when an airstrike hit " + town + ", in Syria, on Sunday, activists said.")})
		if err != nil {
			t.Fatal(err)
		}
	}
	s := httptest.NewServer(Handler(&d.DB.Reader, slog.New(slog.DiscardHandler), With{Desk: d, By: mira}))
	defer s.Close()
	ctx, stop := context.WithTimeout(t.Context(), 2*time.Minute)
	defer stop()
	ctx, end := chromedp.NewExecAllocator(ctx, append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(browser), chromedp.NoSandbox)...)
	defer end()
	ctx, end = chromedp.NewContext(ctx)
	defer end()
	do := func(steps ...chromedp.Action[chromedp.Void]) {
		t.Helper()
		if err := chromedp.Do(ctx, steps...); err != nil {
			t.Fatal(err)
		}
	}
	// until waits for the page that a key leads to.
	until := func(what, script string) {
		t.Helper()
		for range 200 {
			if is, err := chromedp.Run(ctx, chromedp.Evaluate[bool](`document.readyState === "complete" && !!(`+script+`)`)); err == nil && is {
				return
			}
			time.Sleep(50 * time.Millisecond)
		}
		where, _ := chromedp.Run(ctx, chromedp.Location())
		t.Fatalf("%s: not so at %s", what, where)
	}
	subject := func() string {
		t.Helper()
		v, err := chromedp.Run(ctx, chromedp.Evaluate[string](`document.querySelector("[name=subject]").value`))
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	judged := func(id string) []recount.Act {
		t.Helper()
		ds, err := d.DB.Decisions(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		var acts []recount.Act
		for _, x := range ds {
			if x.By == mira && x.Act != recount.Same {
				acts = append(acts, x.Act)
			}
		}
		return acts
	}
	do(chromedp.Navigate(s.URL + "/queue?" + url.Values{"kind": {"claims"}}.Encode()))
	first := subject()
	do(chromedp.KeyEvent("c"))
	until("c opens the form", `document.querySelector("details.amend").open && document.activeElement.name === "what"`)
	do(chromedp.Focus(`.answers [name=why]`), chromedp.KeyEvent("ar"))
	until("letters are written", `document.querySelector(".answers [name=why]").value === "ar"`)
	do(chromedp.KeyEvent("\r"))
	time.Sleep(300 * time.Millisecond)
	if acts := judged(first); len(acts) != 0 || subject() != first {
		t.Fatalf("writing a reason judged: %v", acts)
	}
	do(chromedp.Navigate(s.URL+"/queue?kind=claims"), chromedp.KeyEvent("r"))
	until("r judges and goes on", `document.querySelector("[name=subject]")?.value !== "`+first+`"`)
	if acts := judged(first); len(acts) != 1 || acts[0] != recount.Reject {
		t.Fatalf("r: %v", acts)
	}
	do(chromedp.KeyEvent("z"))
	until("z goes back", `document.querySelector("[name=subject]")?.value === "`+first+`"`)
	do(chromedp.KeyEvent("a"))
	until("a judges again", `document.querySelector("[role=status]")?.innerText.includes("accept")`)
	if acts := judged(first); len(acts) != 2 || acts[1] != recount.Accept {
		t.Fatalf("a: %v", acts)
	}
	second := subject()
	do(chromedp.KeyEvent("n"))
	until("n passes over", `document.querySelector("[name=subject]")?.value !== "`+second+`"`)
	if acts := judged(second); len(acts) != 0 {
		t.Fatalf("n: %v", acts)
	}
}
