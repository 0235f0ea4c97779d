package model

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/extract"
)

func rules(t testing.TB) *extract.Reader {
	t.Helper()
	x, err := extract.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// a report of our own
const told = "Shells fell on the old town of Qasr al-Nahr on Monday. At least 31 people, including four children, were killed, the health ministry said. " +
	"Two nurses, aged 27 and 45, were wounded and 12 patients are missing, a doctor told Reuters. " +
	"The army denied that its guns had killed 31 people. Rebels threatened to kill 50 prisoners. " +
	"The attack, the third since 2015, cost $30 million and lasted 72 hours. Dozens of families fled to camps 18 km away.\n\n" +
	"Nobody was killed in a second attack on 3 May, in which 40 houses and 6 tanks were hit."

func report() *recount.Report {
	return &recount.Report{ID: "r:x", Source: "gazette", Lang: "en", Text: told}
}

// server answers every question with answer(), as the interface has it.
func server(t *testing.T, api string, answer func(question string) string) (*httptest.Server, *atomic.Int32) {
	t.Helper()
	var asked atomic.Int32
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		if q.Method == http.MethodGet {
			return
		}
		asked.Add(1)
		b, _ := io.ReadAll(q.Body)
		var in struct {
			Model    string
			Messages []message
			Format   json.RawMessage
			Response struct {
				Schema struct{ Strict bool } `json:"json_schema"`
			} `json:"response_format"`
		}
		if err := json.Unmarshal(b, &in); err != nil || in.Model != "tiny" || len(in.Messages) != 2 {
			t.Errorf("question %s: %v", b, err)
		}
		content := answer(in.Messages[len(in.Messages)-1].Content)
		switch {
		case api == OpenAI && q.URL.Path == "/v1/chat/completions" && in.Response.Schema.Strict:
			json.NewEncoder(w).Encode(map[string]any{"choices": []any{map[string]any{"message": message{"assistant", content}}}})
		case api == Ollama && q.URL.Path == "/api/chat" && len(in.Format) > 100:
			json.NewEncoder(w).Encode(map[string]any{"message": message{"assistant", content}})
		default:
			http.Error(w, "not here", http.StatusNotFound)
		}
	}))
	t.Cleanup(s.Close)
	return s, &asked
}

// claim writes a claim as the model does, with the fields that are given.
func claim(fields map[string]any) string {
	all := map[string]any{"sentences": []int{2}, "quote": "At least 31 people, including four children, were killed, the health ministry said.", "what": "killed", "count": "At least 31",
		"low": 31, "high": -1, "who": "people", "place": "", "says": []string{"the health ministry"}, "blamed": "", "denied": false, "not_actual": false}
	for k, v := range fields {
		if all[k] = v; v == nil {
			delete(all, k)
		}
	}
	b, err := json.Marshal(all)
	if err != nil {
		panic(err)
	}
	return string(b)
}

func claims(list ...string) string { return `{"claims": [` + strings.Join(list, ",") + `]}` }

func asker(t *testing.T, c Config, m Mode, x *extract.Reader) *Asker {
	t.Helper()
	c.Model = "tiny"
	a, err := New(c, m, x)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// What the model quotes rightly passes, over either interface, with the bounds,
// the voice and the place that the rules read, and is kept for the next time.
func TestRead(t *testing.T) {
	x := rules(t)
	for _, api := range []string{OpenAI, Ollama} {
		s, asked := server(t, api, func(q string) string {
			if !strings.Contains(q, "[2] At least 31 people") || !strings.HasPrefix(q, `{"report": "`) {
				t.Errorf("the question is %q", q)
			}
			return claims(claim(nil), claim(map[string]any{"sentences": []int{3}, "quote": "12 patients are missing", "what": "missing", "count": "12", "low": 12, "high": 12, "who": "patients", "says": []string{"a doctor", "Reuters"}}))
		})
		url := s.URL
		if api == OpenAI {
			url += "/v1/"
		}
		dir := t.TempDir()
		a := asker(t, Config{URL: url, API: api, Key: "secret-key", Cache: dir}, Model, x)
		for range 2 {
			got, err := a.Within(t.Context()).Read(report())
			if err != nil {
				t.Fatal(err)
			}
			if len(got.Claims) != 2 || extract.Short(&got.Claims[0]) != "killed >=31" || extract.Short(&got.Claims[1]) != "missing 12" {
				t.Fatalf("%s: %+v", api, got.Claims)
			}
			c := got.Claims[0]
			if c.Reader != "model/1 tiny" || c.Says.Origin() != "gazette:medical" || c.Evidence.Count[0].In(told) != "At least 31" || len(got.Events) == 0 {
				t.Errorf("%s: %+v", api, c)
			}
		}
		if n := asked.Load(); n != 1 {
			t.Errorf("%s: asked %d times, where the answer was kept", api, n)
		}
		sums := a.Sums()
		if sums.Asked != 1 || sums.Kept != 1 || sums.Proposed != 4 || sums.New != 4 {
			t.Errorf("%+v", sums)
		}
		files, _ := filepath.Glob(filepath.Join(dir, "*", "*.json"))
		if len(files) != 1 {
			t.Fatalf("%d answers are kept", len(files))
		}
		b, _ := os.ReadFile(files[0])
		if !strings.Contains(string(b), `"raw":`) || strings.Contains(string(b), "secret-key") {
			t.Errorf("kept: %s", b)
		}
		if err := os.WriteFile(files[0], b[:len(b)/2], 0o600); err != nil { // not whole
			t.Fatal(err)
		}
		if _, err := a.Within(t.Context()).Read(report()); err != nil || asked.Load() != 2 {
			t.Errorf("a broken answer was used: %v", err)
		}
	}
}

// Beside the rules the model's claims are added or agree; in assist it is shown
// only what is in doubt, and not asked where nothing is.
func TestModes(t *testing.T) {
	x := rules(t)
	s, asked := server(t, OpenAI, func(string) string { return claims(claim(nil)) })
	plain, err := x.Read(report())
	if err != nil {
		t.Fatal(err)
	}
	a := asker(t, Config{URL: s.URL + "/v1"}, Both, x)
	got, err := a.Within(t.Context()).Read(report())
	if err != nil || len(got.Claims) != len(plain.Claims) || a.Sums().Agreed != 1 {
		t.Errorf("%d claims, %d by the rules, %+v, %v", len(got.Claims), len(plain.Claims), a.Sums(), err)
	}
	asked.Store(0)
	calm := &recount.Report{ID: "r:y", Lang: "en", Text: "The mayor opened a bridge. The sun shone."}
	if _, err := asker(t, Config{URL: s.URL + "/v1"}, Assist, x).Within(t.Context()).Read(calm); err != nil || asked.Load() != 0 {
		t.Errorf("the model was asked %d times about a calm report: %v", asked.Load(), err)
	}
	if n, m := a.Within(t.Context()).Name("en"), asker(t, Config{URL: s.URL}, Model, x).Within(t.Context()).Name("en"); n == m || n == x.Name("en") || a.Within(t.Context()).Name("xx") != "" {
		t.Errorf("names %q, %q", n, m)
	}
}

// What is wrong with a server or with how it is named is said, and the key never.
func TestFaults(t *testing.T) {
	x := rules(t)
	for _, c := range []Config{{URL: "localhost:1", Model: "tiny"}, {URL: "ftp://a/", Model: "tiny"}, {URL: "http://me:pass@a/", Model: "tiny"}, {URL: "http://a/v1?k=1", Model: "tiny"}, {URL: "http://a/v1"}, {URL: "http://a", Model: "tiny", API: "soap"}} {
		if _, err := New(c, Both, x); !errors.Is(err, recount.ErrInvalid) {
			t.Errorf("%+v: %v", c, err)
		}
	}
	if _, err := New(Config{URL: "http://a", Model: "tiny"}, Rules, x); !errors.Is(err, recount.ErrInvalid) {
		t.Error("a mode that asks no model was taken")
	}
	gone := httptest.NewServer(http.NotFoundHandler())
	gone.Close()
	a := asker(t, Config{URL: gone.URL, Key: "secret-key"}, Both, x)
	if err := a.Ping(t.Context()); !errors.Is(err, ErrAbsent) || !strings.Contains(err.Error(), "--reader rules") {
		t.Errorf("no server: %v", err)
	}
	if _, err := a.Within(t.Context()).Read(report()); !errors.Is(err, ErrAbsent) {
		t.Errorf("no server: %v", err)
	}
	for name, h := range map[string]http.HandlerFunc{
		"an error that repeats the key": func(w http.ResponseWriter, q *http.Request) {
			http.Error(w, "bad "+q.Header.Get("Authorization"), http.StatusUnauthorized)
		},
		"not JSON":  func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "hello secret") },
		"no choice": func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, `{"choices": []}`) },
		"points elsewhere": func(w http.ResponseWriter, q *http.Request) {
			http.Redirect(w, q, "http://example.invalid/", http.StatusFound)
		},
		"endless": func(w http.ResponseWriter, _ *http.Request) { io.Copy(w, io.LimitReader(zeros{}, longestAnswer+10)) },
		"slow":    func(_ http.ResponseWriter, q *http.Request) { io.Copy(io.Discard, q.Body); <-q.Context().Done() },
	} {
		s := httptest.NewServer(h)
		a := asker(t, Config{URL: s.URL, Key: "secret-key", Timeout: 300 * time.Millisecond}, Both, x)
		if name != "slow" {
			a.client.Timeout = 0
		}
		_, err := a.Within(t.Context()).Read(report())
		if err == nil || strings.Contains(err.Error(), "secret-key") {
			t.Errorf("%s: %v", name, err)
		}
		s.CloseClientConnections()
		s.Close()
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := a.Within(ctx).Read(report()); err == nil {
		t.Error("a stopped command went on asking")
	}
	if _, err := a.Within(t.Context()).Read(&recount.Report{Lang: "xx", Text: "a"}); !errors.Is(err, recount.ErrInvalid) {
		t.Errorf("a language without a pack: %v", err)
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { return len(p), nil }

// A long report is shown in parts, and all its sentences are.
func TestParts(t *testing.T) {
	x := rules(t)
	r := &recount.Report{ID: "r:l", Lang: "en", Text: strings.Repeat("Twelve people were killed in the town on Monday, the ministry said.\n\n", 500)}
	list, err := x.Number(r)
	if err != nil {
		t.Fatal(err)
	}
	parts := asker(t, Config{URL: "http://a"}, Model, x).parts(r, list)
	if all := strings.Join(parts, ""); len(parts) < 3 || strings.Count(all, "Twelve") != 500 || !strings.Contains(all, "[500] ") {
		t.Errorf("%d parts", len(parts))
	}
	for _, p := range parts {
		if len(p) > bytesPerPart {
			t.Errorf("a part of %d bytes", len(p))
		}
	}
}
