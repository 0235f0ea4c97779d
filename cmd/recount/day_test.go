package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// TestDay is a recorder's day in a real browser, in two languages of the pages: she
// names what is to be collected, checks what was read, corrects it on the text,
// enters what was missed, makes two incidents one, settles the toll; two others sign; it goes out.
func TestDay(t *testing.T) {
	for lang, dir := range map[string]string{"en": "ltr", "ar": "rtl"} {
		t.Run(lang, func(t *testing.T) { recordersDay(t, lang, dir) })
	}
}

// paper is a site with two articles about one strike.
func paper(t *testing.T) *httptest.Server {
	published := time.Now().AddDate(0, 0, -1).Format("2006-01-02")
	articles := map[string]string{
		"/market": "Seven people were killed in an air strike on a market in Idlib, in Syria, on Sunday, activists said. The city's hospital has twelve beds, and dozens were perhaps wounded in Homs, they said.",
		"/city":   "Nine people were killed when warplanes bombed Saraqib, in Syria, on Sunday, a hospital said. Two soldiers never returned from Binnish, it said.",
	}
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		text, ok := articles[q.URL.Path]
		if !ok {
			http.NotFound(w, q)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprintf(w, `<!doctype html><html lang="en"><head><title>A strike</title><meta property="article:published_time" content="%sT08:00:00Z"></head><body><article><h1>A strike on Sunday</h1><p>%s</p></article></body></html>`, published, text)
	}))
	t.Cleanup(s.Close)
	return s
}

// choose selects words within an element of the page.
func choose(within, words string) string {
	return fmt.Sprintf(`(() => {
		const walk = document.createTreeWalker(document.querySelector(%[1]q), NodeFilter.SHOW_TEXT);
		for (let n; n = walk.nextNode();) {
			const at = n.data.indexOf(%[2]q);
			if (at < 0) continue;
			getSelection().setBaseAndExtent(n, at, n, at + %[3]d);
			return "chosen";
		}
		throw "no such words";
	})()`, within, words, len(words))
}

func recordersDay(t *testing.T, lang, dir string) {
	b := newBrowser(t)
	site := paper(t)
	first := filepath.Join(t.TempDir(), "first.txt")
	if err := os.WriteFile(first, []byte("Lang: en\n\nThree people were killed in Kabul in May, police said."), 0o600); err != nil {
		t.Fatal(err)
	}
	b.recount("add", first)
	mira, omar, lena := b.person("mira", "owner"), b.person("omar", "recorder"), b.person("lena", "recorder")
	b.serve("--team", "--watch", "--allow", "127.0.0.0/8", "--every", "1ms")

	signIn := func(link string) {
		t.Helper()
		b.open(link)
		b.fill("main", "password", "four words that differ")
		b.press("main button")
		b.until("signed in", `document.querySelector("form[action='/sign-out']")`)
	}
	b.open("/sign-in")
	b.do(chromedp.Navigate(b.url + "/language?to=" + lang))
	signIn(mira)
	if got := b.says("document.documentElement.lang + ' ' + document.documentElement.dir"); got != lang+" "+dir {
		t.Fatalf("the pages are %s, want %s %s", got, lang, dir)
	}

	// Collect.
	for _, path := range []string{"/market", "/city"} {
		b.open("/watches")
		b.fill("main section form.filter", "address", site.URL+path)
		b.press(`main button[value="page"]`)
	}
	for n := 0; b.says(`document.querySelectorAll("main a[href^='/reports/']").length >= 2 ? "both" : ""`) == ""; n++ {
		if n == 120 {
			t.Fatalf("not collected: %s", b.says("document.querySelector('main').innerText"))
		}
		time.Sleep(500 * time.Millisecond)
		b.open("/watches")
	}
	reports := strings.Fields(b.says(`[...document.querySelectorAll("main a[href^='/reports/']")].map(a => a.getAttribute("href")).join(" ")`))
	var market, city string
	for _, r := range reports {
		b.open(r)
		if strings.Contains(b.says(`document.querySelector(".text").innerText`), "Idlib") {
			market = r
		} else {
			city = r
		}
	}
	if market == "" || city == "" {
		t.Fatalf("reports: %v", reports)
	}

	// Check a reading by a key.
	b.open("/queue?kind=claims")
	b.until("a reading waits", `document.querySelector("[data-key=r]")`)
	b.do(chromedp.KeyEvent("r"))
	b.until("it was judged, and can be taken back", `document.querySelector("form[action='/undo']")`)

	// Correct on the text: "twelve" is how many were killed.
	b.open(market)
	incident := func() string {
		t.Helper()
		return b.says(`document.querySelector("main header a[href^='/incidents/']").getAttribute("href")`)
	}
	here := incident()
	b.says(choose(".report .text", "twelve"))
	b.until("the words are in the form", `document.querySelector("form.choosing [name=words]").value === "twelve" && document.querySelector("form.choosing [name=from]").value > 0`)
	b.do(chromedp.KeyEvent("w"))
	b.until("they are read", `document.querySelector("mark")?.innerText === "twelve" && document.querySelector("[name=field][value=count]").checked`)
	killed := b.says(`[...document.querySelector("[name=claim]").options].find(o => /^7 /.test(o.text) || o.text.includes("7"))?.value ?? ""`)
	if killed == "" {
		t.Fatalf("no claim of seven: %s", b.says(`document.querySelector("[name=claim]").innerText`))
	}
	b.fill("main", "claim", killed)
	b.press("main form.stacked button")
	b.until("it is corrected", `document.querySelector(".done")`)
	b.open(here)
	b.until("it counts twelve", `document.querySelector(".headline, main").innerText.includes("12")`)

	// Enter a claim that was missed: choose a field, then its words.
	b.open(city)
	b.says(choose(".report .text", "Two"))
	b.until("the words are in the form", `document.querySelector("form.choosing [name=words]").value === "Two"`)
	b.do(chromedp.KeyEvent("e"))
	b.until("they are how many", `document.querySelector("form.entering [name=count]")?.value === "Two"`)
	for field, words := range map[string]string{"who": "soldiers", "where": "Binnish"} {
		b.do(chromedp.Click(`form.entering [name="` + field + `"]`))
		b.says(choose(".report .text", words))
		b.until(words+" is "+field, `document.querySelector("form.entering [name=`+field+`]").value === "`+words+`"`)
	}
	b.press("form.entering button")
	b.until("what they say is shown", `document.querySelector(".card.read")?.innerText.includes("2")`)
	b.press(".card.read form button")
	b.until("it stands in the report", `location.hash.startsWith("#c:") && document.querySelector(".card .person")`)

	// Link: one strike, two places named.
	b.open(city)
	there := incident()
	b.open(there)
	// What a voice says can be dragged onto another incident: the form is filled in.
	b.until("it can be dragged", `document.querySelector(".basis .grip") && document.querySelector(".drops [data-to]")`)
	b.says(`(() => {
		const carried = new DataTransfer(), to = document.querySelector(".drops [data-to]");
		const send = (el, type) => el.dispatchEvent(new DragEvent(type, {dataTransfer: carried, bubbles: true, cancelable: true}));
		send(document.querySelector(".basis .grip"), "dragstart");
		send(to, "dragover");
		send(to, "drop");
		return "";
	})()`)
	b.until("the form says what is moved where", `((f) => f.closest("details").open && f.elements.claim.value === document.querySelector(".basis [data-move]").dataset.move &&
		f.elements.object.value === f.querySelector(".drops [data-to]").dataset.to && document.activeElement === f.elements.why)(document.querySelector("form.moving"))`)
	b.says(`(document.querySelectorAll(".deciding details").forEach(d => d.open = true), "")`)
	b.fill(`.deciding form:has([value="merge"])`, "object", b.url+here)
	b.fill(`.deciding form:has([value="merge"])`, "why", "one strike, told of twice")
	b.press(`.deciding button[value="merge"]`)
	b.open(there)
	b.until("its address leads to the other", `location.pathname === "`+here+`"`)

	// Settle, with a reason.
	b.says(`(document.querySelectorAll(".deciding details").forEach(d => d.open = true), "")`)
	settle := `.deciding form:has([value="settle"])`
	for name, value := range map[string]string{"what": "killed", "low": "9", "best": "12", "high": "12", "why": "the hospital's list of names"} {
		b.fill(settle, name, value)
	}
	b.press(`.deciding button[value="settle"]`)
	b.until("the range stands", `/9\D{1,3}12/.test(document.querySelector(".headline").innerText)`)

	// She remarks, and calls another.
	b.fill(`#notes form:has(textarea)`, "why", "is it the market of August, @omar?")
	b.press(`#notes button[value="note"]`)

	// Two others sign what they see.
	for _, link := range []string{omar, lena} {
		b.press(`form[action="/sign-out"] button`)
		signIn(link)
		if link == omar {
			b.open("/queue?kind=mentions")
			b.until("the note calls him", `document.querySelector("main table b")`)
		}
		b.open("/queue?kind=sign")
		b.until("it waits for a signature", `document.querySelector("main a[href='`+here+`']")`)
		b.open(here)
		b.do(chromedp.KeyEvent("s"))
		b.until("what is signed is shown", `document.querySelector(".signing details").open`)
		b.press(`.signing button[value="sign"]`)
	}
	b.until("it is signed off", `document.querySelector(".signing b.person")`)

	// It goes out, and says so.
	b.press(`form[action="/sign-out"] button`)
	b.open("/sign-in")
	b.fill("main", "name", "mira")
	b.fill("main", "password", "four words that differ")
	b.press("main button")
	b.open("/releases/new")
	b.fill("main form.stacked", "name", "day-1")
	b.says(`(document.querySelector("[name=sure]").checked = true, "")`)
	b.press("main form.stacked button")
	rows := b.says(`(() => { const x = new XMLHttpRequest(); x.open("GET", location.pathname + "/file", false); x.send(); return x.responseText; })()`)
	id := strings.TrimPrefix(here, "/incidents/")
	if got := strings.Count(rows, "\n"); !regexp.MustCompile(`(?m)^`+id+`,.*killed.*`).MatchString(rows) || got < 2 {
		t.Errorf("went out:\n%s", rows)
	}
	if strings.Contains(rows, "Kabul") {
		t.Error("what nobody signed went out")
	}
	b.open(here)
	b.until("the page says that it went out", `document.querySelector(".signing").innerText.includes("day-1")`)
	b.recount("verify")
	if got := b.recount("rebuild"); !strings.HasPrefix(got, "no difference") {
		t.Errorf("rebuilt: %s", got)
	}
}
