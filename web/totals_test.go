package web

import (
	"log/slog"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/archive"
)

// counted is a casebook of a strike told of twice and a running total.
func counted(t *testing.T) http.Handler {
	t.Helper()
	d := newDesk(t)
	for i, text := range []string{
		"Five people were killed in an air strike in Aleppo, in Syria, on Thursday, a hospital said.",
		"Eight people were killed in an air strike in Aleppo, in Syria, on Thursday, the civil defence said.",
		"At least 90 people have been killed in Aleppo, in Syria, since Monday, the Syrian Observatory for Human Rights said."} {
		_, err := d.Receive(t.Context(), recount.Actor{Kind: recount.Person, Name: "mira"}, "gazette", archive.Capture{URL: "https://example.org/" + string(rune('a'+i)), At: time.Now(), Status: 200,
			Header: map[string][]string{"Content-Type": {"text/plain"}}, Body: []byte("Lang: en\nPublished: 2016-09-23\n\n" + text)})
		if err != nil {
			t.Fatal(err)
		}
	}
	return Handler(&d.DB.Reader, slog.New(slog.DiscardHandler), With{Desk: d})
}

func TestTotalsPage(t *testing.T) {
	h := counted(t)
	for _, tt := range []struct {
		path string
		code int
		want []string
		not  string
	}{
		{"/totals", 200, []string{"Killed", `low 5 · <b>best 5</b> · high 8`, "With what others say in total", "90", "2016-09", "not compared|many whom the figure counts were never itemised", `aria-current="page">Totals`}, `role="status"`},
		{"/totals?area=SY&what=killed&per=day", 200, []string{"2016-09-22"}, ""},
		{"/totals?area=SY/Aleppo&who=civilians&per=province", 200, []string{"SY/Aleppo", "nobody says whether they were civilians"}, ""},
		{"/totals?area=FR", 200, []string{"Nothing is counted there and then"}, ""},
		{"/totals?what=killed&beside=policies", 200, []string{"Under every policy", "<code>ibc-like/1</code>", `5 · <b>5</b> · 8`, `5 · <b>5</b> · 5`}, ">under every policy</a>"},
		{"/totals?as-of=1", 200, []string{"As known when the ledger had 1 entries", `href="/totals">What is known now`}, ""},
		{"/totals?as-of=2001-01-01", 200, []string{"As known at the end of 1 Jan 2001"}, "best 5"},
		{"/totals?as-of=soon", 400, nil, ""},
		{"/totals?who=%3Cscript%3E", 400, nil, "<script>"},
		{"/totals?per=week", 400, nil, ""},
		{"/totals?what=air-strike", 400, nil, ""},
		{"/totals?policy=none", 400, nil, ""},
		{"/totals.json?what=killed", 200, []string{`"what":"killed"`, `"interval":`, `"periods":`}, "<html"},
		{"/incidents?as-of=2001-01-01", 200, []string{"As known at the end of 1 Jan 2001", "No incident"}, ""},
		{"/incidents?as-of=2999-01-01", 200, []string{`\?as-of=2999-01-01" dir="auto"`}, "incidents.csv"},
	} {
		w := get(t, h, tt.path)
		body := w.Body.String()
		if w.Code != tt.code || tt.not != "" && strings.Contains(body, tt.not) {
			t.Errorf("%s: %d, want %d and not %q", tt.path, w.Code, tt.code, tt.not)
		}
		for _, want := range tt.want {
			if !regexp.MustCompile(want).MatchString(body) {
				t.Errorf("%s lacks %s", tt.path, want)
			}
		}
		if strings.Contains(body, "<script>") || strings.Contains(body, " style=") {
			t.Errorf("%s: something inline", tt.path)
		}
	}
}

// A page of an incident says how it moved, and can be opened as it stood.
func TestIncidentAsOf(t *testing.T) {
	h := counted(t)
	link := regexp.MustCompile(`href="(/incidents/i:[^"?]+)"`).FindStringSubmatch(get(t, h, "/incidents").Body.String())
	if link == nil {
		t.Fatal("no incident")
	}
	page := get(t, h, link[1]).Body.String()
	moves := regexp.MustCompile(`href="(/incidents/i:[^"]+\?as-of=\d+)"`).FindAllStringSubmatch(page, -1)
	if len(moves) != 2 || strings.Contains(page, "As known when") {
		t.Fatalf("%d moves", len(moves))
	}
	first := get(t, h, moves[0][1])
	if body := first.Body.String(); first.Code != 200 || !strings.Contains(body, "As known when the ledger had") || !strings.Contains(body, "1 independent source") || !strings.Contains(body, `href="`+link[1]+`">What is known now`) {
		t.Errorf("as it first stood: %d", first.Code)
	}
	for path, code := range map[string]int{link[1] + "?as-of=1": 404, link[1] + "?as-of=x": 400, link[1] + "?as-of=99999": 400, link[1] + "?as-of=2999-01-01": 200} {
		if got := get(t, h, path).Code; got != code {
			t.Errorf("%s: %d, want %d", path, got, code)
		}
	}
}
