package recount

import "strings"

// A Claim is one thing one report says someone said happened.
// It records the saying, not the truth of it.
type Claim struct {
	ID         ClaimID     `json:"id"`
	Report     ReportID    `json:"report,omitempty"`
	What       What        `json:"what"`                 // what happened
	Count      Quantity    `json:"count"`                // to how many, or how many of them
	Who        Victims     `json:"who,omitzero"`         // to whom
	Where      PlaceRef    `json:"where,omitzero"`       // where
	When       When        `json:"when,omitzero"`        // when
	Scope      Scope       `json:"scope,omitzero"`       // this event alone, or a running total
	Adds       bool        `json:"adds,omitempty"`       // "another 12": added to what the same voice counted before
	Prior      int         `json:"prior,omitempty"`      // "rose from 12": the figure this one replaces; 0 if none
	Reality    Reality     `json:"reality,omitempty"`    // only threatened, planned, asked; "" if asserted
	Denied     bool        `json:"denied,omitempty"`     // the voice says this did not happen
	Background bool        `json:"background,omitempty"` // older or wider than what the report is about
	Event      int         `json:"event,omitempty"`      // which event of the report, from 1; 0 if none
	Blamed     []Mention   `json:"blamed,omitempty"`     // whom the voice holds responsible; never our finding
	Weapon     string      `json:"weapon,omitempty"`     // as worded
	Target     string      `json:"target,omitempty"`     // what was hit, as worded
	Says       Attribution `json:"says,omitempty"`       // who says so, outermost first; empty: the report itself
	Said       When        `json:"said,omitzero"`        // when it was said; orders one origin's revisions
	Hedges     []Hedge     `json:"hedges,omitempty"`     // words that weaken it
	PartOf     ClaimID     `json:"part_of,omitempty"`    // "including three children": the larger claim
	Repeats    ClaimID     `json:"repeats,omitempty"`    // the earlier claim of this report that it says again
	Evidence   Evidence    `json:"evidence"`             // where in Report.Text each field was read
	Trace      []Step      `json:"trace,omitempty"`      // which rules built it; enough to replay by hand
	Reader     string      `json:"reader,omitempty"`     // what read it: "extract/1 en/1:3f9a1c2b", or who entered it: "person/mira"; not part of ID
	Sure       float64     `json:"sure,omitempty"`       // chance that the text was read rightly, 0..1
}

// Reality says whether a claim asserts that something happened.
type Reality string

const (
	Actual      Reality = ""            // asserted
	NotActual   Reality = "not-actual"  // threatened, planned, feared to come, conditional
	Asked       Reality = "asked"       // a question
	Presupposed Reality = "presupposed" // taken as known: "avenge the 12 dead"
)

// Victims is a category of people as worded. Empty fields were not stated;
// they do not mean "none" and do not mean "civilian".
type Victims struct {
	Status string  `json:"status,omitempty"` // "civilian", "combatant", "perpetrator"
	Age    string  `json:"age,omitempty"`    // "child", "adult", "elderly"
	Sex    string  `json:"sex,omitempty"`    // "female", "male"
	Role   string  `json:"role,omitempty"`   // "journalist", "medic", "aid-worker", "soldier"
	Side   PartyID `json:"side,omitempty"`
	Words  string  `json:"words,omitempty"` // as worded: "civilians"
	Label  string  `json:"label,omitempty"` // a party's own word for them, kept as that party's: "terrorists"
	Name   string  `json:"name,omitempty"`  // a named victim; private unless a decision says otherwise
}

// Group returns v without the words, label and name: what claims are compared by.
func (v Victims) Group() Victims {
	return Victims{Status: v.Status, Age: v.Age, Sex: v.Sex, Role: v.Role, Side: v.Side}
}

// Everybody reports whether v states nothing about who the people were.
func (v Victims) Everybody() bool { return v.Group() == Victims{} }

// Scope tells a count of one event from a count of many. Only the zero Scope
// can be linked to an incident; the others bound sets of incidents.
type Scope struct {
	Many  bool `json:"many,omitempty"`  // several incidents counted as one: "in strikes across the south"
	Total bool `json:"total,omitempty"` // a running total over a period: "since October"
	Since When `json:"since,omitzero"`  // the period of a running total; zero if not stated
}

// IsZero reports whether s is the scope of a single event.
func (s Scope) IsZero() bool { return !s.Many && !s.Total }

// Attribution is the chain of voices between the event and the reader:
// outlet → agency → ministry → hospital. The last voice is the origin.
type Attribution []Voice

// A Voice is one link of the chain.
type Voice struct {
	Source SourceID   `json:"source,omitempty"` // known source, or "" if only Words are known
	Kind   SourceKind `json:"kind"`             // kind of source, known even for unnamed ones
	Words  string     `json:"words,omitempty"`  // "an opposition-held hospital"
	Verb   string     `json:"verb,omitempty"`   // lexicon class: "say", "allege", "confirm", "deny"
	Span   Span       `json:"span,omitzero"`    // where Words stand; zero for the publishing outlet
}

// Origin names the voice nearest to the event, so that however many repeat it
// it counts once. An unnamed voice goes by the nearest named one that heard it
// and its own kind: "reuters:medical".
func (a Attribution) Origin() SourceID {
	if len(a) == 0 {
		return SourceID(":" + Unnamed)
	}
	last := a[len(a)-1]
	if last.Source != "" {
		return last.Source
	}
	for i := len(a) - 2; i >= 0; i-- {
		if a[i].Source != "" {
			return a[i].Source + SourceID(":"+last.Kind)
		}
	}
	return SourceID(":" + last.Kind)
}

// A Mention is a party, weapon or other thing named in the text.
type Mention struct {
	Words string  `json:"words"`
	Party PartyID `json:"party,omitempty"`
	Span  Span    `json:"span,omitzero"`
}

// A Hedge is a word or phrase that weakens a claim.
type Hedge struct {
	Class string `json:"class"` // lexicon class: "reportedly", "claimed", "feared"
	Span  Span   `json:"span"`
}

// Evidence holds the spans from which each field was read.
type Evidence struct {
	Whole  Span   `json:"whole"` // the sentence, or the smallest span holding all the others
	What   []Span `json:"what,omitempty"`
	Count  []Span `json:"count,omitempty"`
	Who    []Span `json:"who,omitempty"`
	Where  []Span `json:"where,omitempty"`
	When   []Span `json:"when,omitempty"`
	Says   []Span `json:"says,omitempty"`
	Weapon []Span `json:"weapon,omitempty"`
	Target []Span `json:"target,omitempty"`
}

// A Step is one rule applied to one span.
type Step struct {
	Rule string `json:"rule"` // "en/quantity:at-least"
	Span Span   `json:"span"`
	Note string `json:"note,omitempty"`
}

// Origin names the voice whose word c is. A claim without a voice goes by its
// report.
func (c *Claim) Origin() SourceID {
	if len(c.Says) == 0 {
		return SourceID(c.Report)
	}
	return c.Says.Origin()
}

// EnteredBy is the person who entered c where no machine read it, "" if one did.
func (c *Claim) EnteredBy() string { return PersonOf(c.Reader) }

// PersonOf is the person that a reader is, "" if it is a machine.
func PersonOf(reader string) string {
	if name, ok := strings.CutPrefix(reader, personReader); ok {
		return name
	}
	return ""
}

// ReaderOf names a person as the reader of the claims that they enter.
func ReaderOf(person string) string { return personReader + person }

const personReader = "person/"

// Outlet names who published c: the outermost voice if it is known, else the report.
func (c *Claim) Outlet() SourceID {
	if len(c.Says) == 0 || c.Says[0].Source == "" {
		return SourceID(c.Report)
	}
	return c.Says[0].Source
}

// Roots says whose word claims are, where their own voices do not tell: what a
// report copied is the word of whoever said it first.
type Roots struct {
	Of      map[ClaimID]SourceID // the root of a claim, if it is not its Origin
	Repeats map[ClaimID]ClaimID  // of a copied claim: the claim, mostly of another report, that it repeats
	Ties    []Tie                // roots that do not count independently of each other
}

// A Tie makes two roots count as one.
type Tie struct {
	Root SourceID
	To   SourceID
	Why  string // what stands between them: "echoes", "is owned by", "relays"
}
