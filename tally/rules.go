package tally

// The rules of method R1 by number, as docs/policies.md has them. Every bound
// of a toll, and everything set aside, names the rule that did it.
const (
	byKind    = 1 + iota // what no voice counts for this incident stays out; denials and feared are kept apart
	latest               // each voice counts once, at its latest word
	precise              // a vague word that holds a precise figure says nothing more
	settling             // figures that have settled count before early ones
	floors               // what is documented, and what parts or categories add up to, is a floor
	least                // low is the least that a credible voice's word allows
	middle               // best is the weighted lower median of the points
	most                 // high is the most that a credible voice's word allows
	standing             // how the voices stand to each other
	unstated             // people whose status nobody stated may belong to a category
	interests            // an interested party is printed beside
	narrower             // a count of one category is a floor for everybody
)
