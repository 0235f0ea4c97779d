package link

import (
	"cmp"
	"slices"

	"github.com/recountlab/recount"
)

// Stock is how many texts may share a fingerprint before it counts as stock
// background, which says nothing of who copied whom.
const Stock = 80

// Kinship says how much of one text is in another.
type Kinship string

const (
	Republication Kinship = "republication" // nearly all of the shorter, which is no mere extract of the longer
	Family        Kinship = "family"        // a good part of the shorter
)

// From these shares on texts are kin.
const (
	republished = 0.8
	ofTheLonger = 0.6
	related     = 0.35
)

// LeastPrints is how many prints kin have in common at least: a sentence or two
// that everybody copies, or a form of words for short alerts, makes no family.
const LeastPrints = 6

// A Likeness is what two texts have in common, in prints. Common leaves out
// stock background, All does not.
type Likeness struct {
	Report       recount.ReportID
	Common, All  int
	Mine, Theirs int
}

// Share is how much of the shorter text is in the longer, 0 to 1.
func (l Likeness) Share() float64 { return ratio(l.All, min(l.Mine, l.Theirs)) }

// Kin grades the likeness, "" if the texts are strangers.
func (l Likeness) Kin() Kinship {
	switch {
	case l.All >= LeastPrints && l.Share() >= republished && ratio(l.All, max(l.Mine, l.Theirs)) >= ofTheLonger:
		return Republication
	case l.Common >= LeastPrints && ratio(l.Common, min(l.Mine, l.Theirs)) >= related:
		return Family
	}
	return ""
}

func ratio(a, b int) float64 {
	if b == 0 {
		return 0
	}
	return float64(a) / float64(b)
}

// Copied returns how much of the shorter text is found in the longer, from 0
// to 1. It is symmetric.
func Copied(a, b string) float64 {
	x, y := PrintsOf(a), PrintsOf(b)
	both := 0
	for _, p := range x {
		if _, ok := slices.BinarySearch(y, p); ok {
			both++
		}
	}
	return Likeness{All: both, Mine: len(x), Theirs: len(y)}.Share()
}

// Copies is an index of texts by their prints, in memory. The zero value is
// empty. It is for one goroutine.
type Copies struct {
	winnow winnow
	sizes  []int32
	names  []recount.ReportID
	heads  table // where the chain of each print begins, in links
	links  []held
	hits   []hit // by text, for the text at hand
	seen   []int32
	stock  []int32 // where the chains of its stock begin
}

// held is one text that holds a print, and where the one before it that does
// stands in links, from 1; 0 if none does.
type held struct {
	text, next int32
	n          int32 // how many hold it, up to here
}

// table maps prints to where their chains begin, from 1. Prints are hashes
// already: they need no other.
type table struct {
	slots []slot
	used  int
}

type slot struct {
	print uint64
	head  int32 // 0: free, or not yet set
}

// at returns where the head of a print stands. It is good until at is called
// again; a head of 0 must then be set.
func (t *table) at(print uint64) *int32 {
	if 4*t.used >= 3*len(t.slots) {
		old := t.slots
		t.slots = make([]slot, max(1024, 2*len(old)))
		for _, s := range old {
			if s.head > 0 {
				*t.find(s.print) = s
			}
		}
	}
	s := t.find(print)
	if s.head == 0 {
		s.print = print
		t.used++
	}
	return &s.head
}

func (t *table) find(print uint64) *slot {
	mask := uint64(len(t.slots) - 1)
	for i := print & mask; ; i = (i + 1) & mask {
		if s := &t.slots[i]; s.head == 0 || s.print == print {
			return s
		}
	}
}

type hit struct{ common, all int32 }

// Add compares a text with all that were added before, and adds it. It returns
// its kin, nearest first. What it costs does not grow with the index: of a
// print that is stock only the first holders are kept.
func (c *Copies) Add(id recount.ReportID, text string) []Likeness {
	prints := c.winnow.prints(text)
	self := int32(len(c.sizes))
	c.sizes, c.names, c.hits, c.stock = append(c.sizes, int32(len(prints))), append(c.names, id), append(c.hits, hit{}), c.stock[:0]
	kin := false // whether some text may be kin
	for _, p := range prints {
		head := c.heads.at(p)
		n := int32(0)
		if *head > 0 {
			n = c.links[*head-1].n
		}
		if n > Stock {
			c.stock = append(c.stock, *head)
			continue
		}
		for i := *head; i > 0; i = c.links[i-1].next {
			h := c.hit(c.links[i-1].text)
			h.common++
			h.all++
			kin = kin || h.common >= LeastPrints/2
		}
		c.links = append(c.links, held{self, *head, n + 1})
		*head = int32(len(c.links))
	}
	// Stock alone makes kin only where it is much of the text.
	if kin || 4*len(c.stock) >= len(prints) {
		for _, head := range c.stock {
			for i := head; i > 0; i = c.links[i-1].next {
				c.hit(c.links[i-1].text).all++
			}
		}
	}
	var out []Likeness
	for _, t := range c.seen {
		l := Likeness{c.names[t], int(c.hits[t].common), int(c.hits[t].all), len(prints), int(c.sizes[t])}
		if l.Kin() != "" {
			out = append(out, l)
		}
		c.hits[t] = hit{}
	}
	c.seen = c.seen[:0]
	Nearest(out)
	return out
}

// hit returns what is counted for a text.
func (c *Copies) hit(text int32) *hit {
	h := &c.hits[text]
	if h.all == 0 {
		c.seen = append(c.seen, text)
	}
	return h
}

// Nearest sorts likenesses by share, the greatest first.
func Nearest(ls []Likeness) {
	slices.SortFunc(ls, func(a, b Likeness) int {
		return cmp.Or(cmp.Compare(b.Share(), a.Share()), cmp.Compare(a.Report, b.Report))
	})
}
