package model

import (
	"bytes"
	"encoding/json"
	"io"
	"math"
	"strings"
	"unicode/utf8"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/extract"
)

// a claim as the schema has it; all fields must be there
type answered struct {
	Sentences *[]int    `json:"sentences"`
	Quote     *string   `json:"quote"`
	What      *string   `json:"what"`
	Count     *string   `json:"count"`
	Low       *int64    `json:"low"`
	High      *int64    `json:"high"`
	Who       *string   `json:"who"`
	Place     *string   `json:"place"`
	Says      *[]string `json:"says"`
	Blamed    *string   `json:"blamed"`
	Denied    *bool     `json:"denied"`
	NotActual *bool     `json:"not_actual"`
}

// mostClaims is how many claims one answer may hold.
const mostClaims = 400

// decode reads an answer by the schema. bad counts the claims that are not of its
// form; an answer that is not of it at all is one of them.
func decode(answer string) (good []extract.Proposal, bad int) {
	answer = strings.TrimSpace(answer)
	if inner, ok := strings.CutPrefix(answer, "```json"); ok { // some wrap JSON so
		answer = strings.TrimSuffix(strings.TrimSpace(inner), "```")
	}
	if !utf8.ValidString(answer) {
		return nil, 1
	}
	var out struct {
		Claims *[]json.RawMessage `json:"claims"`
	}
	if !strict(answer, &out) || out.Claims == nil || len(*out.Claims) > mostClaims {
		return nil, 1
	}
	for _, raw := range *out.Claims {
		var a answered
		if !strict(string(raw), &a) || !a.whole() {
			bad++
			continue
		}
		high := int(*a.High)
		if high == -1 {
			high = recount.Open
		}
		good = append(good, extract.Proposal{Sentences: *a.Sentences, Quote: *a.Quote, What: recount.What(*a.What), Low: int(*a.Low), High: high, Count: *a.Count,
			Who: *a.Who, Place: *a.Place, Says: *a.Says, Blamed: *a.Blamed, Denied: *a.Denied, NotActual: *a.NotActual})
	}
	return good, bad
}

// strict reads one JSON value, with no field but those of v and nothing after it.
func strict(s string, v any) bool {
	d := json.NewDecoder(bytes.NewReader([]byte(s)))
	d.DisallowUnknownFields()
	if d.Decode(v) != nil {
		return false
	}
	_, err := d.Token()
	return err == io.EOF
}

// whole reports whether every field is there and in its bounds.
func (a *answered) whole() bool {
	return a.Sentences != nil && a.Quote != nil && a.What != nil && a.Count != nil && a.Low != nil && a.High != nil && a.Who != nil && a.Place != nil &&
		a.Says != nil && a.Blamed != nil && a.Denied != nil && a.NotActual != nil &&
		*a.Low >= 0 && *a.Low <= math.MaxInt32 && *a.High >= -1 && *a.High <= math.MaxInt32 && len(*a.Says) <= 8
}
