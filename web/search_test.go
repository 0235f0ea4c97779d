package web

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestSearchPage(t *testing.T) {
	h := casebook(t)
	for path, want := range map[string][]string{
		"/search":                          {`name="q"`, `<option value="ar">`},
		"/search?q=hospital+killing":       {`<mark>hospital</mark>`, `<mark>killed</mark>`, "1 report", `href="/reports/r:one"`, "&lt;script&gt;"},
		"/search?q=%D8%AD%D9%84%D8%A8":     {`<mark>حلب</mark>`, `dir="rtl" lang="ar"`},
		"/search?q=killed&lang=ar":         {"No report has all of these words"},
		"/search?q=killed&source=mee":      {"r:one", `/search?q=killed&amp;source=mee`},
		"/search?q=killed&from=2031-01-01": {"No report has all"},
		"/search?q=-killed":                {"No report has all"},
		`/search?q=%22><script>`:           {"r:one", `value="&#34;&gt;&lt;script&gt;"`},
	} {
		w := get(t, h, path)
		if w.Code != http.StatusOK {
			t.Errorf("%s: %d", path, w.Code)
		}
		for _, s := range want {
			if !strings.Contains(w.Body.String(), s) {
				t.Errorf("%s: no %q in\n%s", path, s, w.Body)
			}
		}
		if strings.Contains(w.Body.String(), "<script>alert") {
			t.Errorf("%s: a report's own markup is live", path)
		}
	}
	for _, path := range []string{"/search?q=killed&from=yesterday", "/search?q=killed&after=x"} {
		if w := get(t, h, path); w.Code != http.StatusBadRequest {
			t.Errorf("%s: %d", path, w.Code)
		}
	}
}

// Figures are written as the reader prefers; what is quoted is not.
func TestDigits(t *testing.T) {
	for in, want := range map[string]string{
		"<p>26–45, best 45</p>":                                                         "<p>٢٦\u200e–٤٥\u200e, best ٤٥\u200e</p>",
		`<a href="/x?n=3">3</a> <code>3</code> 3`:                                       "<a href=\"/x?n=3\">٣\u200e</a> <code>3</code> ٣\u200e",
		`<blockquote dir="auto">3 <b>4</b></blockquote>5`:                               "<blockquote dir=\"auto\">3 <b>4</b></blockquote>٥\u200e",
		`<div lang="ar">3<br>4<div>5</div>6</div>7`:                                     "<div lang=\"ar\">3<br>4<div>5</div>6</div>٧\u200e",
		`<html lang="en"><p>1 &#43; 2`:                                                  "<html lang=\"en\"><p>١\u200e &#43; ٢\u200e",
		`<div dir="rtl"><p>3</p><aside dir="ltr">4 <b dir="auto">5</b></aside>6</div>7`: "<div dir=\"rtl\"><p>3</p><aside dir=\"ltr\">٤\u200e <b dir=\"auto\">5</b></aside>6</div>٧\u200e",
		"<p>i:ab4c of 4 by R1/1, (4)":                                                   "<p>i:ab4c of ٤\u200e by R1/1, (٤\u200e)",
		"3 < 4":                                                                         "٣\u200e < 4",
	} {
		if got := string(arabicDigits([]byte(in))); got != want {
			t.Errorf("%q\ngot  %q\nwant %q", in, got, want)
		}
	}
	h := casebook(t)
	q := httptest.NewRequest(http.MethodGet, incidentPath, nil)
	q.AddCookie(&http.Cookie{Name: "digits", Value: "arabic"})
	w := httptest.NewRecorder()
	h.ServeHTTP(w, q)
	if s := w.Body.String(); !strings.Contains(s, "٤٥") || !strings.Contains(s, `<span class="m m-count`) || !strings.Contains(s, ">26</span>") {
		t.Errorf("figures are not in Arabic digits, or quoted ones are:\n%s", s)
	}
	q = httptest.NewRequest(http.MethodGet, "/digits?to=arabic", nil)
	q.Header.Set("Referer", "http://example.com/incidents?what=killed")
	w = httptest.NewRecorder()
	h.ServeHTTP(w, q)
	if c := w.Header().Get("Set-Cookie"); !strings.Contains(c, "digits=arabic") || w.Header().Get("Location") != "/incidents?what=killed" {
		t.Errorf("cookie %q, back to %q", c, w.Header().Get("Location"))
	}
}
