package tally

import (
	"bytes"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/recountlab/recount"
)

//go:embed policies/*.json
var files embed.FS

// Policies returns the policies that come with the program by name: R1, and
// the mechanical part of other recorders' rules under names that end in -like,
// because their coders also use judgement.
func Policies() map[recount.PolicyName]Policy { return maps.Clone(bundled()) }

var bundled = sync.OnceValue(func() map[recount.PolicyName]Policy {
	sub, err := fs.Sub(files, "policies")
	if err == nil {
		var all map[recount.PolicyName]Policy
		if all, err = Load(sub, nil); err == nil {
			return all
		}
	}
	panic(err) // the program was built with a policy that no test has seen
})

// R1 returns the default policy, the project's own: docs/decisions/0004-r1.md.
func R1() Policy { return bundled()["R1/1"] }

// Load reads every policy in a folder of JSON files, and returns those of base
// with them. A policy may begin from any other. A name is given once.
func Load(dir fs.FS, base map[recount.PolicyName]Policy) (map[recount.PolicyName]Policy, error) {
	names, err := fs.Glob(dir, "*.json") // none if there is no such folder
	if err != nil {
		return nil, err
	}
	raw := map[recount.PolicyName][]byte{}
	file := map[recount.PolicyName]string{}
	for _, f := range names {
		b, err := fs.ReadFile(dir, f)
		if err != nil {
			return nil, err
		}
		n, err := nameIn(b)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", f, err)
		}
		if _, ok := base[n]; ok || file[n] != "" {
			return nil, fmt.Errorf("%s: name: there is a policy %s already: %w", f, n, recount.ErrInvalid)
		}
		raw[n], file[n] = b, f
	}
	out := maps.Clone(base)
	if out == nil {
		out = map[recount.PolicyName]Policy{}
	}
	for left := len(raw); left > 0; left = len(raw) {
		var errs []error
		for _, n := range slices.Sorted(maps.Keys(raw)) {
			p, err := Parse(raw[n], out)
			if err != nil {
				errs = append(errs, fmt.Errorf("%s: %w", file[n], err))
				continue
			}
			out[n] = p
			delete(raw, n)
		}
		if len(raw) == left {
			return nil, errors.Join(errs...)
		}
	}
	return out, nil
}

func nameIn(b []byte) (recount.PolicyName, error) {
	var head struct{ Name recount.PolicyName }
	if err := json.Unmarshal(b, &head); err != nil {
		return "", where(b, err)
	}
	if !validName.MatchString(string(head.Name)) {
		return "", fmt.Errorf("name: %q: want a name and a version like mine/1: %w", head.Name, recount.ErrInvalid)
	}
	return head.Name, nil
}

var validName = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]*/[1-9][0-9]*$`)

// Parse reads a policy from JSON. Where it names another to begin from, that
// one must be known; fields left out are then as there, tables are laid over
// those there. The error names the field.
func Parse(b []byte, known map[recount.PolicyName]Policy) (Policy, error) {
	name, err := nameIn(b)
	if err != nil {
		return Policy{}, err
	}
	var head struct {
		From       recount.PolicyName
		Interested json.RawMessage
	}
	if err := json.Unmarshal(b, &head); err != nil {
		return Policy{}, where(b, err)
	}
	var p Policy
	if head.From != "" {
		base, ok := known[head.From]
		if !ok || head.From == name {
			return p, fmt.Errorf("from: no policy %q to begin from: %w", head.From, recount.ErrInvalid)
		}
		p = base.clone()
		if head.Interested != nil {
			p.Interested = nil // given whole, not laid over what is there
		}
	}
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	if err := d.Decode(&p); err != nil {
		return Policy{}, where(b, err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return Policy{}, fmt.Errorf("something follows the policy: %w", recount.ErrInvalid)
	}
	return p, p.Check()
}

// clone copies p so deep that reading into the copy leaves p as it is.
func (p Policy) clone() Policy {
	p.Kinds, p.Sources, p.Weights, p.Words = maps.Clone(p.Kinds), maps.Clone(p.Sources), maps.Clone(p.Weights), maps.Clone(p.Words)
	p.Settled.If = maps.Clone(p.Settled.If)
	p.Bounds, p.Interested = slices.Clone(p.Bounds), slices.Clone(p.Interested)
	p.Documents = Documents{slices.Clone(p.Documents.Sources), slices.Clone(p.Documents.Words)}
	return p
}

// where says at which line JSON is wrong.
func where(b []byte, err error) error {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		return fmt.Errorf("line %d: %v: %w", 1+bytes.Count(b[:min(int(syntax.Offset), len(b))], []byte("\n")), err, recount.ErrInvalid)
	case errors.As(err, &kind):
		return fmt.Errorf("%s: a %s will not do here: %w", kind.Field, kind.Value, recount.ErrInvalid)
	}
	return fmt.Errorf("%s: %w", strings.TrimPrefix(err.Error(), "json: "), recount.ErrInvalid)
}

// Check reports every field that cannot be followed.
func (p Policy) Check() error {
	var errs []error
	bad := func(field, format string, args ...any) {
		errs = append(errs, fmt.Errorf("%s: %s: %w", field, fmt.Sprintf(format, args...), recount.ErrInvalid))
	}
	if !validName.MatchString(string(p.Name)) {
		bad("name", "%q: want a name and a version like mine/1", p.Name)
	}
	if p.Title == "" {
		bad("title", "want a few words")
	}
	if p.About == "" {
		bad("about", "want a sentence or two: what it does")
	}
	if methods[p.Method] == nil {
		bad("method", "%q: there are %v", p.Method, slices.Sorted(maps.Keys(methods)))
	}
	for _, b := range p.Bounds {
		if b != recount.SetsLow && b != recount.SetsBest && b != recount.SetsHigh {
			bad("bounds", "%q: there are low, best and high", b)
		}
	}
	if !slices.Contains(p.Bounds, recount.SetsLow) || !slices.Contains(p.Bounds, recount.SetsHigh) {
		bad("bounds", "a toll always has low and high; only best may be left out")
	}
	grade := func(field string, g Grade) {
		if g != Documented && g != Established && g != Secondary && g != Interested {
			bad(field, "%q: grades are A, B, C and D", g)
		}
	}
	for _, k := range slices.Sorted(maps.Keys(p.Kinds)) {
		if !slices.Contains(recount.SourceKinds(), k) {
			bad("kinds", "%q: there are %v", k, recount.SourceKinds())
		}
		grade("kinds."+string(k), p.Kinds[k])
	}
	for _, s := range slices.Sorted(maps.Keys(p.Sources)) {
		grade("sources."+string(s), p.Sources[s])
	}
	for _, g := range []Grade{Documented, Established, Secondary} {
		if p.Weights[g] < 1 {
			bad("weights."+string(g), "want a whole number from 1")
		}
	}
	for _, g := range slices.Sorted(maps.Keys(p.Weights)) {
		grade("weights", g)
		if g == Interested {
			bad("weights.D", "an interested party has no weight")
		}
	}
	if p.Settled.Hours < 0 {
		bad("settled.hours", "%v: want hours from 0", p.Settled.Hours)
	}
	for _, w := range slices.Sorted(maps.Keys(p.Settled.If)) {
		if !w.Known() {
			bad("settled.if", "%q is no word for what happened", w)
		}
		if p.Settled.If[w] < 0 {
			bad("settled.if."+string(w), "%v: want hours from 0", p.Settled.If[w])
		}
	}
	for i, s := range p.Interested {
		field := fmt.Sprintf("interested[%d]", i)
		if s.Why == "" {
			bad(field+".why", "want a few words")
		}
		if len(s.Kinds) == 0 && len(s.Sources) == 0 {
			bad(field, "want kinds or sources")
		}
		for _, k := range s.Kinds {
			if !slices.Contains(recount.SourceKinds(), k) {
				bad(field+".kinds", "%q: there are %v", k, recount.SourceKinds())
			}
		}
		for _, w := range s.Who {
			if w != "civilian" && w != "combatant" && w != "perpetrator" {
				bad(field+".who", "%q: there are civilian, combatant and perpetrator", w)
			}
		}
	}
	for _, w := range p.Documents.Words {
		if w == "" || w != strings.ToLower(strings.Join(strings.Fields(w), " ")) {
			bad("documents.words", "%q: want small letters and single spaces", w)
		}
	}
	for _, w := range slices.Sorted(maps.Keys(p.Words)) {
		if p.Words[w] < 0 {
			bad("words."+w, "%d: want a whole number from 0", p.Words[w])
		}
	}
	return errors.Join(errs...)
}

// Differences says field by field in what p differs from q.
func (p Policy) Differences(q Policy) []string {
	a, b := fields(p), fields(q)
	var out []string
	for _, k := range slices.Sorted(maps.Keys(a)) {
		if b[k] != a[k] && !slices.Contains([]string{"name", "from", "title", "about"}, k) {
			out = append(out, k+": "+a[k])
		}
	}
	for _, k := range slices.Sorted(maps.Keys(b)) {
		if _, ok := a[k]; !ok {
			out = append(out, k+": left out")
		}
	}
	return out
}

func fields(p Policy) map[string]string {
	var m map[string]json.RawMessage
	b, err := json.Marshal(p)
	if err != nil || json.Unmarshal(b, &m) != nil {
		return nil
	}
	out := map[string]string{}
	for k, v := range m {
		out[k] = string(v)
	}
	return out
}
