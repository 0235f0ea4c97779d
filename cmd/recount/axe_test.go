package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/recountlab/recount/desk"
)

// A finding of axe-core that keeps somebody from using a page.
type violation struct {
	ID, Impact, Help string
	Nodes            []struct {
		HTML   string
		Target []any
	}
}

// mostShift is how far what stands on a page may move while the page comes: what
// web.dev calls good of Cumulative Layout Shift.
const mostShift = .1

// phoneWide is how many pixels the narrowest screen has that pages are made for.
const phoneWide = 360

// Nobody is kept from any page: axe-core finds nothing serious or critical on it,
// in light; nor on the fullest of them in dark, from right to left, nor on a phone. Nor does what
// they read move away under their eyes.
func TestEverybodyCanUsePages(t *testing.T) {
	b := newBrowser(t)
	axe, err := os.ReadFile("testdata/axe/axe.min.js")
	if err != nil {
		t.Fatal(err)
	}
	w := &world{ctx: t.Context(), stdout: os.Stderr, stderr: os.Stderr, now: time.Now, user: "ada"}
	c := &cli{Casebook: b.book}
	d, err := w.openSample(c)
	if err != nil {
		t.Fatal(err)
	}
	captures, err := w.sampleReports()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.receiveSample(c, d, captures); err != nil {
		t.Fatal(err)
	}
	items := recorded(t, d)
	size, err := d.DB.Size(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	in := items[0].Incident
	truces, err := desk.Processes(t.Context(), &d.DB.Reader, desk.Known, size)
	if err != nil || len(truces) == 0 {
		t.Fatal(len(truces), err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"--by", "omar", "decide", "note", string(in.ID), "--why", "which market, @mira?"}, {"--by", "omar", "decide", "assign", string(in.ID), "--value", "mira", "--why", "knows it"},
		{"--by", "omar", "decide", "grade", string(in.ID), "--value", "fair", "--why", "two voices"}, {"--by", "omar", "decide", "sign", string(in.ID), "--why", "checked"}, {"export", "-o", b.book + ".csv", "--release", "one"}} {
		b.recount(args...)
	}
	out := size + 4 // entry of the release
	link, other := b.person("mira", "owner"), b.person("lena", "reader")
	b.serve("--team")
	report := string(in.Reports[0])
	paths := []string{"/today", "/queue?kind=pairs", "/queue?kind=claims", "/queue?kind=claims&list=1", "/queue?kind=assigned", "/queue?kind=mentions", "/queue?kind=sign", "/queue?kind=grade&country=SY",
		"/incidents", "/incidents/" + string(in.ID), fmt.Sprintf("/incidents/%s?as-of=%d", in.ID, size-1), "/incidents?q=nowhere", "/explore", "/totals", "/processes", "/processes/" + string(truces[0].ID), "/map", "/search?q=killed", "/reports", "/reports/" + report,
		"/reports/" + report + "/words?words=Aleppo", "/reports/" + report + "/enter?words=Aleppo", "/sources", "/sources/sohr", "/watches", "/ledger", "/releases", "/releases/new?all=1", fmt.Sprintf("/releases/%d", out), "/me", "/people", "/help", "/totals?beside=policies", "/reports/" + report + "?original=1", "/nothing/here"}

	rest := []string{"/today", "/queue?kind=pairs", "/queue?kind=grade", "/incidents", "/incidents/" + string(in.ID), "/totals", "/reports/" + report, "/reports/" + report + "/words?words=Aleppo", "/search?q=killed", "/people"}
	narrow := []string{"/today", "/queue?kind=claims", "/incidents", "/incidents/" + string(in.ID), "/explore", "/map", "/totals", "/reports/" + report, "/releases", "/me"}
	checked, shift := 0, struct {
		by float64
		at string
	}{}
	check := func(path, how string) {
		t.Helper()
		b.open(path)
		b.until("it is there", `document.querySelector("main")`)
		b.says(`(window.shifted = 0, new PerformanceObserver((l) => { for (const e of l.getEntries()) if (!e.hadRecentInput) window.shifted += e.value; }).observe({type: "layout-shift", buffered: true}), "")`)
		if b.says(`document.title`) == "" {
			t.Errorf("%s, %s: no title", path, how)
		}
		if _, err := chromedp.Run(b.ctx, chromedp.Evaluate[any](string(axe)+"; null")); err != nil {
			t.Fatal(err)
		}
		b.says(`(axe.run(document, {resultTypes: ["violations"], runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}).then(r => document.documentElement.dataset.axe = JSON.stringify(r.violations)), "")`)
		b.until("axe is done", `document.documentElement.dataset.axe`)
		var found []violation
		if err := json.Unmarshal([]byte(b.says(`document.documentElement.dataset.axe`)), &found); err != nil {
			t.Fatal(err)
		}
		checked++
		moved, err := strconv.ParseFloat(b.says(`String(window.shifted)`), 64)
		if err != nil || moved >= mostShift {
			t.Errorf("%s, %s: what is on it moved by %v while it came, %v", path, how, moved, err)
		}
		if moved > shift.by {
			shift.by, shift.at = moved, path+", "+how
		}
		for _, v := range found {
			if v.Impact != "serious" && v.Impact != "critical" {
				continue
			}
			var where []string
			for _, n := range v.Nodes[:min(3, len(v.Nodes))] {
				where = append(where, fmt.Sprint(n.Target)+" "+regexp.MustCompile(`\s+`).ReplaceAllString(n.HTML[:min(160, len(n.HTML))], " "))
			}
			t.Errorf("%s, %s: %s: %s, %d times:\n\t%s", path, how, v.Impact, v.Help, len(v.Nodes), strings.Join(where, "\n\t"))
		}
	}
	for _, path := range []string{"/sign-in", link} {
		check(path, "before anybody signed in")
	}
	b.fill("main", "password", "four words that differ")
	b.press("main button")
	b.open("/theme?to=light")
	for _, path := range paths {
		check(path, "in English, light")
	}
	b.open("/people")
	b.says(`(document.querySelector("main form.filter [name=name]").value = "eve", "")`)
	b.press(`main form.filter button`)
	b.open("/theme?to=dark")
	b.open("/language?to=ar")
	for _, path := range rest {
		check(path, "in Arabic, dark")
	}
	if _, err := chromedp.Run(b.ctx, chromedp.EmulateViewport(phoneWide, 740)); err != nil {
		t.Fatal(err)
	}
	b.open("/language?to=fr")
	for _, path := range narrow {
		check(path, "in French, dark, on a phone")
		if wide := b.says(`String(document.documentElement.scrollWidth)`); wide != strconv.Itoa(phoneWide) {
			t.Errorf("%s is %s wide on a phone of %d", path, wide, phoneWide)
		}
	}
	b.press(`form[action="/sign-out"] button`)
	check(other, "in Arabic, dark")
	public := []string{"en/index.html", "ar/totals.html", "en/map.html", "fr/method.html", "ar/corrections.html", "en/" + strings.ReplaceAll(string(in.ID), ":", "-") + ".html", "en/2016-09.html"}
	site := filepath.Join(t.TempDir(), "public")
	b.recount("publish", "site", site, "--all")
	b.url = "file://" + site + "/"
	for _, path := range public {
		check(path, "of the public site, dark, on a phone")
		if wide := b.says(`String(document.documentElement.scrollWidth)`); wide != strconv.Itoa(phoneWide) {
			t.Errorf("%s is %s wide on a phone of %d", path, wide, phoneWide)
		}
	}
	t.Logf("most layout shift: %.4f on %s", shift.by, shift.at)
	if checked != len(paths)+len(rest)+len(narrow)+len(public)+3 {
		t.Errorf("%d pages were looked at", checked)
	}
}
