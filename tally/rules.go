package tally

// The rules of method R1 by number. Every bound of a toll, and everything set
// aside, names the rule that did it: see docs/policies.md.
const (
	byKind    = 1 + iota // 1
	latest               // 2
	precise              // 3
	settling             // 4
	floors               // 5
	least                // 6
	middle               // 7
	most                 // 8
	standing             // 9
	unstated             // 10
	interests            // 11
	narrower             // 12
)

var ruleWords = map[int]string{
	byKind:    "a figure for more than this incident stays out, and a denial counts nobody",
	latest:    "a voice counts once, at its latest word",
	precise:   "a vague word that holds a figure somebody gives says nothing more",
	settling:  "figures given once the incident had settled count before earlier ones",
	floors:    "names or bodies that were counted, and parts that add up, are a floor",
	least:     "low is the least that the latest word of any credible voice allows",
	middle:    "best is the middle of the figures of credible voices, by their weight, and no less than what parts add up to",
	most:      "high is the most that the latest word of any credible voice allows, with those feared dead",
	standing:  "voices that agree corroborate, and one voice alone does not",
	unstated:  "people whose status nobody states may belong to a group",
	interests: "what an interested party says is printed beside and moves nothing that others count",
	narrower:  "a count of some, such as civilians, is a floor for everybody",
}

// Rule says a rule of method R1 in words, "" if there is none of that number.
func Rule(n int) string { return ruleWords[n] }
