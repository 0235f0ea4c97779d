package link

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"

	"github.com/recountlab/recount"
)

// A Word is the hash of a word that stands in a text. The word itself is not
// kept.
type Word uint32

// maxWords is how many words of an account are read: those that come first.
const maxWords = 400

// WordsOf returns the words in the parts of a text that tell of each event, by
// the number of the event, in order of their hashes. A stretch of text belongs
// to the event whose claims stand nearest before it, all of it if there is only
// one. Words that say who says so, where and when are not among them: they are
// compared by themselves.
func WordsOf(text string, claims []recount.Claim) map[int][]Word {
	skip := spoken(claims)
	event := territory(text, claims)
	out := map[int][]Word{}
	read := map[int]int{}
	for word, at := range wordsOf(text) {
		for len(skip) > 0 && skip[0].End <= at {
			skip = skip[1:]
		}
		e := event(at)
		if read[e]++; read[e] <= maxWords && len(word) > 1 && (len(skip) == 0 || at < skip[0].Start) {
			out[e] = append(out[e], Word(hash(bare(strings.ToLower(word)))))
		}
	}
	for e, ws := range out {
		slices.Sort(ws)
		out[e] = slices.Compact(ws)
	}
	return out
}

// bare is a word without the sign of the possessive.
func bare(w string) string { return strings.TrimSuffix(strings.TrimSuffix(w, "'s"), "’s") }

// wordsOf yields the words of a text with where they begin.
func wordsOf(text string) func(func(string, int) bool) {
	return func(yield func(string, int) bool) {
		start := -1
		for i, r := range text {
			inside := unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || start >= 0 && (r == '\'' || r == '’' || r == '-')
			switch {
			case inside && start < 0:
				start = i
			case !inside && start >= 0:
				if !yield(text[start:i], start) {
					return
				}
				start = -1
			}
		}
		if start >= 0 {
			yield(text[start:], start)
		}
	}
}

// spoken are the stretches of a text that claims compare by themselves, in
// order.
func spoken(claims []recount.Claim) []recount.Span {
	var out []recount.Span
	for i := range claims {
		c := &claims[i]
		out = slices.Concat(out, c.Evidence.Says, c.Evidence.Where, c.Evidence.When)
		for _, v := range c.Says {
			out = append(out, v.Span)
		}
		for _, b := range c.Blamed {
			out = append(out, b.Span)
		}
	}
	slices.SortFunc(out, func(a, b recount.Span) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End)) })
	return out
}

// territory says to which event a place in the text belongs.
func territory(text string, claims []recount.Claim) func(int) int {
	type stone struct{ at, event int }
	var stones []stone
	one, many := 0, false
	for i := range claims {
		if c := &claims[i]; c.Event > 0 && !c.Background {
			start := strings.LastIndexByte(text[:min(len(text), c.Evidence.Whole.Start)], '\n') + 1
			stones = append(stones, stone{start, c.Event})
			many = many || one != 0 && one != c.Event
			one = c.Event
		}
	}
	if !many {
		return func(int) int { return one }
	}
	slices.SortStableFunc(stones, func(a, b stone) int { return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.event, b.event)) })
	return func(at int) int {
		i, _ := slices.BinarySearchFunc(stones, at+1, func(s stone, at int) int { return cmp.Compare(s.at, at) })
		return stones[max(0, i-1)].event
	}
}

// Frequency knows in how many accounts each word stands, and each rare one in
// those of one outlet: what stands on all its pages tells nothing. A casebook
// keeps it as numbers by what they count.
type Frequency struct {
	accounts float64
	n        map[uint64]int32
}

// What a number counts: accounts that have a word, accounts of an outlet, a
// word in those of one, or all accounts.
const (
	anOutlet uint64 = 1 << (32 + iota)
	inOutlet
	everyAccount
)

// NewFrequency knows of no account.
func NewFrequency() *Frequency { return FrequencyOf(map[uint64]int32{}) }

// FrequencyOf knows what numbers say, as far as they are at hand.
func FrequencyOf(n map[uint64]int32) *Frequency {
	return &Frequency{accounts: float64(n[everyAccount]), n: n}
}

// Add counts the words of one more account.
func (f *Frequency) Add(a *Account) {
	for _, k := range f.raised(a.words, a.outlet) {
		f.n[k]++
	}
	f.accounts = float64(f.n[everyAccount])
}

// Raised returns the numbers that one more account raises by one.
func (f *Frequency) Raised(g Group) []uint64 { return f.raised(g.Words, outletOf(g.Claims)) }

func (f *Frequency) raised(words []Word, outlet uint32) []uint64 {
	out := append(make([]uint64, 0, len(words)+16), everyAccount)
	if outlet != 0 {
		out = append(out, anOutlet|uint64(outlet))
	}
	for _, w := range words {
		out = append(out, uint64(w))
		if outlet != 0 && f.bits(w) >= rare {
			out = append(out, w.at(outlet))
		}
	}
	return out
}

// Asked returns the numbers that placing a group may ask for.
func Asked(g Group) []uint64 {
	outlet := outletOf(g.Claims)
	out := []uint64{everyAccount, anOutlet | uint64(outlet)}
	for _, w := range g.Words {
		out = append(out, uint64(w), w.at(outlet))
	}
	return out
}

// at is what counts a word in the accounts of one outlet.
func (w Word) at(outlet uint32) uint64 {
	return inOutlet | uint64(uint32(w)*2654435761^outlet)
}

// rare is how many bits a word must tell for accounts to be tied by it: it
// stands in fewer than one account of 128. A casebook with fewer accounts than
// twice that has no rare words.
const rare = 7

// bits is how much it tells that two accounts share a word: log2 of how rare it
// is (Spärck Jones 1972).
func (f *Frequency) bits(w Word) float64 {
	return math.Log2((f.accounts + 2) / float64(f.n[uint64(w)]+1))
}

// shared adds up what the rare words tell that two accounts share.
func (f *Frequency) shared(x, y *Account) float64 {
	sum := 0.0
	for a, b := x.words, y.words; len(a) > 0 && len(b) > 0; {
		switch {
		case a[0] < b[0]:
			a = a[1:]
		case b[0] < a[0]:
			b = b[1:]
		default:
			if bits := f.bits(a[0]); bits >= rare {
				if x.outlet != 0 && x.outlet == y.outlet {
					bits = min(bits, math.Log2(float64(f.n[anOutlet|uint64(x.outlet)]+2)/float64(f.n[a[0].at(x.outlet)]+1)))
				}
				if bits >= rare {
					sum += bits
				}
			}
			a, b = a[1:], b[1:]
		}
	}
	return sum
}

// wordings are the least bits of the levels of words.
var wordings = [...]float64{120, 80, 50, 30, 16, 7, 0}

func (f *Frequency) level(x, y *Account) level {
	if f == nil || x.lang != y.lang || len(x.words) == 0 || len(y.words) == 0 || f.accounts < 2<<rare {
		return inWords.unsaid()
	}
	bits := f.shared(x, y)
	for l, least := range wordings {
		if bits >= least {
			return level(l)
		}
	}
	return inWords.unsaid()
}
