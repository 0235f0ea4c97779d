// Package model lets a language model read reports, and believes nothing that it
// says: every claim it proposes must stand in the text, and its number is read
// again by the rules of extract.
//
// It is off unless somebody configures a server. The server is any that speaks
// the chat interface of OpenAI, or Ollama, with answers held to a JSON schema.
package model

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/extract"
)

// Prompt is the version of what the model is told and of how it is to answer. It
// is raised whenever either changes, so that kept answers are asked for again.
const Prompt = 1

// Mode says how the model and the rules work together.
type Mode string

// The modes.
const (
	Rules  Mode = "rules"  // the rules alone; no server is asked
	Model  Mode = "model"  // what the model proposes and the rules let pass
	Both   Mode = "both"   // what the rules read, and beside it what passes
	Assist Mode = "assist" // as both, but the model is shown only sentences in doubt
)

// The interfaces that servers speak.
const (
	OpenAI = "openai"
	Ollama = "ollama"
)

// Config says which server is asked, and how.
type Config struct {
	URL     string        // where its interface begins: http://localhost:11434/v1
	Model   string        // the name of the model
	API     string        // OpenAI or Ollama; "" is OpenAI
	Key     string        // sent as a bearer token; never written anywhere
	Timeout time.Duration // for one answer; 0 is five minutes
	Cache   string        // folder in which answers are kept; "" keeps none
}

// An Asker asks one model about reports. It is safe for use by several
// goroutines.
type Asker struct {
	config Config
	client *http.Client
	mode   Mode
	rules  *extract.Reader

	mu   sync.Mutex
	sums Sums
}

// Sums count what became of what a model proposed.
type Sums struct {
	Reports  int
	Asked    int // answers that came from the server
	Kept     int // answers that had been kept before
	Proposed int
	New      int // claims that only the model made
	Agreed   int // claims that the rules had made as well
	Refused  map[string]int
}

// String says what became of the proposals, and why those refused were.
func (s Sums) String() string {
	refused := 0
	for _, n := range s.Refused {
		refused += n
	}
	out := fmt.Sprintf("model: %d answers (%d kept before), %d claims proposed: %d new, %d as the rules read them, %d refused", s.Asked+s.Kept, s.Kept, s.Proposed, s.New, s.Agreed, refused)
	reasons := slices.SortedFunc(maps.Keys(s.Refused), func(a, b string) int {
		return cmp.Or(cmp.Compare(s.Refused[b], s.Refused[a]), strings.Compare(a, b))
	})
	for i, r := range reasons {
		sep := ", "
		if i == 0 {
			sep = ": "
		}
		out += fmt.Sprintf("%s%s %d", sep, r, s.Refused[r])
	}
	return out
}

// New returns what asks the model that c names, checking its answers by rules.
// It returns ErrInvalid if c names no server or no model.
func New(c Config, m Mode, rules *extract.Reader) (*Asker, error) {
	switch m {
	case Model, Both, Assist:
	default:
		return nil, fmt.Errorf("reading mode %q asks no model: want model, both or assist: %w", m, recount.ErrInvalid)
	}
	u, err := url.Parse(c.URL)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return nil, fmt.Errorf("the address of the model's server is %q: want one like http://localhost:11434/v1: %w", c.URL, recount.ErrInvalid)
	}
	if u.User != nil || u.RawQuery != "" {
		return nil, fmt.Errorf("the address of the model's server must hold no name, password or query: %w", recount.ErrInvalid)
	}
	if c.Model == "" {
		return nil, fmt.Errorf("no model is named: %w", recount.ErrInvalid)
	}
	if c.API = cmp.Or(c.API, OpenAI); c.API != OpenAI && c.API != Ollama {
		return nil, fmt.Errorf("the interface %q is not known: want openai or ollama: %w", c.API, recount.ErrInvalid)
	}
	c.URL = strings.TrimRight(c.URL, "/")
	c.Timeout = cmp.Or(c.Timeout, 5*time.Minute)
	client := &http.Client{Timeout: c.Timeout, CheckRedirect: func(*http.Request, []*http.Request) error {
		return errors.New("the server points elsewhere; the text is not sent after it")
	}}
	return &Asker{config: c, client: client, mode: m, rules: rules, sums: Sums{Refused: map[string]int{}}}, nil
}

// Sums returns what became of the proposals so far.
func (a *Asker) Sums() Sums {
	a.mu.Lock()
	defer a.mu.Unlock()
	out := a.sums
	out.Refused = maps.Clone(a.sums.Refused)
	return out
}

// Within returns a backend that asks as long as ctx lives.
func (a *Asker) Within(ctx context.Context) extract.Backend { return asking{a, ctx} }

// asking is an Asker bound to the life of a command: a Backend has no context,
// since reading by rules touches nothing.
type asking struct {
	*Asker
	ctx context.Context
}

// Name identifies a reading: the rules' name, and the model's.
func (a asking) Name(l recount.Lang) string {
	name := a.rules.Name(l)
	if name == "" {
		return ""
	}
	return name + " " + a.by() + "+" + string(a.mode)
}

// by names the model and the prompt, as claims have it that only it made.
func (a *Asker) by() string { return fmt.Sprintf("model/%d %s", Prompt, a.config.Model) }

// Read asks the model about a report and returns what passes.
func (a asking) Read(r *recount.Report) (*extract.Reading, error) {
	sentences, err := a.rules.Number(r)
	if err != nil {
		return nil, err
	}
	var proposals []extract.Proposal
	sums := Sums{Reports: 1, Refused: map[string]int{}}
	for _, part := range a.parts(r, sentences) {
		answer, kept, err := a.answer(a.ctx, part)
		if err != nil {
			return nil, err
		}
		if kept {
			sums.Kept++
		} else {
			sums.Asked++
		}
		good, bad := decode(answer)
		proposals = append(proposals, good...)
		sums.Proposed += bad
		if bad > 0 {
			sums.Refused[extract.BadAnswer] += bad
		}
	}
	merging := extract.Both
	if a.mode == Model {
		merging = extract.Proposed
	}
	reading, done, err := a.rules.Check(r, a.by(), proposals, merging)
	if err != nil {
		return nil, err
	}
	sums.Proposed += done.Proposed
	sums.New, sums.Agreed = done.Kept, done.Agreed
	for _, f := range done.Refused {
		sums.Refused[f.Reason]++
	}
	a.add(sums)
	return reading, nil
}

func (a *Asker) add(s Sums) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.sums.Reports += s.Reports
	a.sums.Asked += s.Asked
	a.sums.Kept += s.Kept
	a.sums.Proposed += s.Proposed
	a.sums.New += s.New
	a.sums.Agreed += s.Agreed
	for r, n := range s.Refused {
		a.sums.Refused[r] += n
	}
}

// bytesPerPart is how much text a model is shown at once.
const bytesPerPart = 12_000

// parts cuts the numbered sentences of a report into texts that a model can be
// shown at once: in assist, only those in doubt, each with its neighbours.
func (a *Asker) parts(r *recount.Report, sentences []extract.Numbered) []string {
	var out []string
	var b strings.Builder
	for i, s := range sentences {
		if a.mode == Assist && !s.Doubt && !(i > 0 && sentences[i-1].Doubt) && !(i+1 < len(sentences) && sentences[i+1].Doubt) {
			continue
		}
		line := fmt.Sprintf("[%d] %s\n", s.Number, strings.Join(strings.Fields(s.Span.In(r.Text)), " "))
		if b.Len() > 0 && b.Len()+len(line) > bytesPerPart {
			out = append(out, b.String())
			b.Reset()
		}
		b.WriteString(line)
	}
	if b.Len() > 0 {
		out = append(out, b.String())
	}
	return out
}
