package extract

import (
	"github.com/recountlab/recount"
	"github.com/recountlab/recount/lexicon"
)

// A draft is a claim on its way: what happened to whom, still in tokens.
type draft struct {
	what       recount.What
	rule       string
	path       string // how the phrase was found: "subject", "object", "list"
	sent       int    // number of the sentence
	trigger    int    // token of the word that says what happened
	unit       unit
	q          recount.Quantity
	zero       bool
	part       bool // of the claim parent, or of one said before
	parent     int  // index of the claim it is part of, or -1
	total      bool // a running or final toll: "the toll rose to 15"
	prior      int
	adds       bool // "another", "more", "others"
	also       bool // "also" beside the verb
	reality    recount.Reality
	denied     bool
	background bool
	since      bool // a running total over a period
	many       bool // several events counted as one
	low        bool
	open       bool // may yet be said to have died
	several    bool // of several events, of which the report may tell one by one
	deed       bool // what somebody in the report once did
	self       bool // by their own hand
	shot       bool // shot or stabbed, which leaves open whether they lived
	died       bool // said with a verb like "died", which may follow an injury
	another    int  // token of the words that say it is of another event than was told before; 0 if none
	event      int  // as in Claim.Event
	repeats    int  // index of the claim it repeats, or -1
	list       int  // claims of one list of phrases share it; 0 if alone
	says       recount.Attribution
	hedges     []recount.Hedge
	blamed     []recount.Mention
	steps      []recount.Step // of rules of the pack, beside the first two
	why        reasons
	when       recount.When
	whenAt     recount.Span
	period     recount.When // of a running total
	inherited  bool         // the time was said before
	sources    [][2]int     // tokens that name who speaks
	sayingAt   [][2]int     // tokens of the clauses that say who speaks
	where      recount.PlaceRef
	whereAt    recount.Span
	whereNear  recount.PlaceRef // named just before in the paragraph
	whereSeat  recount.PlaceRef // where somebody is who speaks of it, or its people are at home
	whereOwn   bool             // said of this, not taken from the event
	target     recount.Span
	weapon     recount.Span
	agent      string   // who did it, as worded
	by         string   // who proposed it, if not the rules
	told       [][2]int // tokens of who says so, as proposed
	agentAt    recount.Span
}

// reasons are why a draft came out as it did where no rule of the pack says so.
// All are names of steps, constants of the program, so that noting them costs
// nothing; what each means is said in steps.go.
type reasons struct {
	mood   string // why it is not asserted, and the token of the word that says so
	moodAt int
	weapon string // the rule by which its weapon was found
	where  string // where its place was taken from, if not from its own words
	when   string // likewise its time, and the words
	whenAt recount.Span
	event  string // why it is of its event
	told   string // why it repeats another claim or is a part of one
}

// admit drafts a claim that what happened to the people of unit k. It returns
// the draft's index, or -1 if the phrase counts no one.
func (s *sentence) admit(what recount.What, f *lexicon.Frame, path string, k, trigger int, part bool) int {
	u := s.u[k]
	if u.poss || u.thing && u.event == nil || f.People && u.kind != people && u.kind != name && !(u.kind == happened && u.event.Production == "person-noun") {
		return -1
	}
	for i := s.start; i < len(s.out); i++ {
		if o := &s.out[i]; o.what == what && o.unit.s == u.s {
			return i
		}
	}
	d := draft{what: what, rule: f.Rule, path: path, sent: s.n, trigger: trigger, unit: u, q: u.count.q, zero: u.count.zero,
		part: part || u.ofThem, parent: -1, repeats: -1, adds: u.count.adds, low: f.Low, open: f.Open, many: f.Many && u.event != nil}
	if f.Label && d.unit.who.Label == "" { // "martyred"
		d.unit.who.Label = s.d.Word(trigger)
	}
	if u.family && d.q.Unit == "" {
		d.q.Unit = recount.Families
	}
	d.shot = d.open && len(f.IfRight) > 0
	d.died = what == recount.Killed && (f.Production == "verb-intr" || f.Production == "adjective-dead" || f.Production == "count-noun")
	d.self = f.Production == "verb-self" || path == "himself" || path == "self.he"
	d.also = !u.def && s.also(trigger)
	s.out = append(s.out, d)
	return len(s.out) - 1
}

// also reports whether the sentence begins with "also" or the verb at token t
// has it beside it.
func (s *sentence) also(t int) bool {
	if s.has(s.a, lexicon.Also) {
		return true
	}
	for k := t - 1; k >= s.a && k >= t-3; k-- {
		if s.has(k, lexicon.Also) {
			return true
		}
	}
	return false
}

// claimed reports whether unit j has already been drafted in this sentence.
func (s *sentence) claimed(j int) bool {
	if j < 0 || j >= len(s.u) {
		return false
	}
	for i := s.start; i < len(s.out); i++ {
		if s.out[i].unit.s == s.u[j].s {
			return true
		}
	}
	return false
}
