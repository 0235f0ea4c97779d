package gazetteer

import (
	"fmt"
	"slices"
	"strings"

	"github.com/recountlab/recount"
)

// A cue is what a word does beside the name of a place.
type cue uint64

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
	ofWord
	inWord
	andWord
	betweenWord
	kilometre
	mile
	compound
	severalHeads
	quarterHead
	hospitalHead
	localName
	toWord
)

const (
	// heads are the words for a kind of place: "village", "Governorate".
	heads = areaHead | districtHead | townHead | provinceHead | campHead
	// links are small words that a name and the words about it have between them.
	links = locative | common | withArticle | ofWord | inWord | andWord | betweenWord | toWord
)

var classes = map[string]cue{"near": near, "outskirts": outskirts, "direction": direction, "part": part, "countryside": countryside, "area-head": areaHead, "district-head": districtHead,
	"town-head": townHead, "province-head": provinceHead, "camp-head": campHead, "site-head": siteHead, "locative": locative, "organisation-head": orgHead, "road-head": roadHead, "article": withArticle, "title": title, "given-name": givenName, "common-word": common,
	"plain-word": plainWord, "feature-head": featureHead, "saying": saying, "capital": capitalWord, "way": wayWord, "border": borderWord,
	"of": ofWord, "in": inWord, "and": andWord, "between": betweenWord, "kilometre": kilometre, "mile": mile, "name-head": compound, "several": severalHeads, "quarter-head": areaHead | quarterHead, "hospital-head": hospitalHead, "local-name": localName, "to": toWord}

// sideClasses are the classes that say towards which side a word points, in
// degrees from the north.
var sideClasses = map[string]float64{"side-north": 0, "side-northeast": 45, "side-east": 90, "side-southeast": 135, "side-south": 180, "side-southwest": 225, "side-west": 270, "side-northwest": 315}

// Cues are a language's words about places, ready for Recognise. They never
// change.
type Cues struct {
	words    map[string]cue // folded words and phrases of up to maxCue words
	seats    uint32         // the lengths in bytes of the words for a country's capital, as bits
	alone    map[string]alone
	second   [256]bool // the second bytes of clitics: most words are told to begin with none by theirs
	capitals []string  // words for the capital
	sides    map[string]float64
	articles []string
	clitics  []clitic
	endings  []ending         // the longest first
	lands    map[[2]byte]bool // where the language is written
	kinds    []kind           // the words for one quarter or camp
	bare     bool             // a word for a kind of place stands right before the name: "gorod Kharkov"
}

// A clitic is a small word written to the one after it: the b- of "bi-Halab",
// the d' of "d'Alep". What it does it does by its other classes.
type clitic struct {
	letters, restores string // "ll" restores "al": "lil-Bab" is al-Bab
	cue               cue
}

// An ending is the last letters of a name in one of its cases, and what they are
// in the case that lists of places have.
type ending struct{ from, to string }

// A kind is a word for one quarter or one camp, with which lists of places may begin
// the names of such.
type kind struct {
	word string
	cue  cue
}

// maxCue is the most words of a cue.
const maxCue = 4

// NewCues makes cues of a pack's words by class. An unknown class is an error.
func NewCues(words map[string][]string) (*Cues, error) {
	c := &Cues{words: map[string]cue{}, alone: map[string]alone{}, sides: map[string]float64{}, lands: map[[2]byte]bool{}}
	for class, list := range words {
		bit, ok := classes[class]
		bearing, side := sideClasses[class]
		for _, w := range list {
			k := Fold(w)
			from, to, turns := strings.Cut(w, ">")
			switch {
			case class == "clitic":
				c.clitics = append(c.clitics, clitic{letters: from, restores: to})
				if len(from) < 2 {
					return nil, fmt.Errorf("places: clitic %q: want two bytes or more: %w", from, recount.ErrInvalid)
				}
				c.second[from[1]] = true
				continue
			case class == "ending" && turns && from != "":
				c.endings = append(c.endings, ending{Fold(from), Fold(to)})
				continue
			case class == "grammar" && w == "bare-heads":
				c.bare = true
				continue
			case class == "land" && len(w) == 2:
				c.lands[[2]byte{w[0], w[1]}] = true
				continue
			case !ok && !side:
				return nil, fmt.Errorf("places: class %q: %w", class, recount.ErrInvalid)
			case k == "" || strings.Count(k, " ") >= maxCue:
				return nil, fmt.Errorf("places: %s %q: %w", class, w, recount.ErrInvalid)
			}
			if side {
				c.sides[k] = bearing
				continue
			}
			c.words[k] |= bit
			switch {
			case bit == capitalWord && len(w) < 32:
				c.seats |= 1 << len(w)
				c.capitals = append(c.capitals, k)
			case bit == withArticle:
				c.articles = append(c.articles, k)
			}
			f := strings.Fields(k)
			c.tell(k, func(a *alone) { a.own |= bit })
			c.tell(f[0], func(a *alone) { a.heads = max(a.heads, len(f)) })
			c.tell(f[len(f)-1], func(a *alone) { a.tails = max(a.tails, len(f)) })
		}
	}
	for i := range c.clitics {
		c.clitics[i].cue = c.words[Fold(c.clitics[i].letters)]
	}
	longest := func(a, b string) int {
		if d := len(b) - len(a); d != 0 {
			return d
		}
		return strings.Compare(a, b)
	}
	for k, bits := range c.words {
		if bits&(quarterHead|campHead) != 0 && bits&severalHeads == 0 && c.bare {
			c.kinds = append(c.kinds, kind{k + " ", bits & (quarterHead | campHead)})
		}
	}
	slices.SortFunc(c.kinds, func(a, b kind) int { return strings.Compare(a.word, b.word) })
	slices.SortFunc(c.clitics, func(a, b clitic) int { return longest(a.letters, b.letters) })
	slices.SortFunc(c.endings, func(a, b ending) int { return longest(a.from+a.to, b.from+b.to) })
	slices.Sort(c.articles)
	return c, nil
}
