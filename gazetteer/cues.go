package gazetteer

import (
	"fmt"
	"strings"

	"github.com/recountlab/recount"
)

// A cue is what a word does beside the name of a place.
type cue uint32

const (
	near cue = 1 << iota
	outskirts
	direction
	part
	countryside
	areaHead
	districtHead
	townHead
	provinceHead
	campHead
	siteHead
	locative
	orgHead
	title
	givenName
	common
	roadHead
	withArticle
	plainWord
	featureHead
	saying
	capitalWord
	wayWord
	borderWord
)

// heads are the words for a kind of place: "village", "Governorate".
const heads = areaHead | districtHead | townHead | provinceHead | campHead

var classes = map[string]cue{"near": near, "outskirts": outskirts, "direction": direction, "part": part, "countryside": countryside, "area-head": areaHead, "district-head": districtHead,
	"town-head": townHead, "province-head": provinceHead, "camp-head": campHead, "site-head": siteHead, "locative": locative, "organisation-head": orgHead, "road-head": roadHead, "article": withArticle, "title": title, "given-name": givenName, "common-word": common,
	"plain-word": plainWord, "feature-head": featureHead, "saying": saying, "capital": capitalWord, "way": wayWord, "border": borderWord}

// Cues are a language's words about places, ready for Recognise. They never
// change.
type Cues struct {
	words map[string]cue // folded words and phrases of up to maxCue words
	heads map[string]int // first word of a cue -> most words of one that begins so
	seats uint32         // the lengths in bytes of the words for a country's capital, as bits
	tails map[string]int // last word of a cue -> most words of one that ends so
}

// maxCue is the most words of a cue.
const maxCue = 4

// NewCues makes cues of a pack's words by class. An unknown class is an error.
func NewCues(words map[string][]string) (*Cues, error) {
	c := &Cues{words: map[string]cue{}, heads: map[string]int{}, tails: map[string]int{}}
	for class, list := range words {
		bit, ok := classes[class]
		if !ok {
			return nil, fmt.Errorf("places: class %q: %w", class, recount.ErrInvalid)
		}
		for _, w := range list {
			k := Fold(w)
			if k == "" || strings.Count(k, " ") >= maxCue {
				return nil, fmt.Errorf("places: %s %q: %w", class, w, recount.ErrInvalid)
			}
			c.words[k] |= bit
			if bit == capitalWord && len(w) < 32 {
				c.seats |= 1 << len(w)
			}
			f := strings.Fields(k)
			c.heads[f[0]] = max(c.heads[f[0]], len(f))
			c.tails[f[len(f)-1]] = max(c.tails[f[len(f)-1]], len(f))
		}
	}
	return c, nil
}
