package recount

// What is what is said to have happened. The vocabulary is closed: each word
// belongs to one [Family], which says what a quantity of it counts.
type What string

const (
	Killed     What = "killed"
	Injured    What = "injured"
	Missing    What = "missing"
	Trapped    What = "trapped" // under rubble, in a besieged place
	Detained   What = "detained"
	Abducted   What = "abducted"
	Displaced  What = "displaced"
	Casualties What = "casualties" // killed and injured, not told apart

	Evacuated What = "evacuated" // moved to safety by somebody
	Returned  What = "returned"  // came back to where they were displaced from

	AirStrike   What = "air-strike"
	Shelling    What = "shelling"
	Attack      What = "attack" // any other, or not said which
	Clash       What = "clash"
	Siege       What = "siege"
	MunitionUse What = "munition-use" // a kind of weapon was used: "cluster bombs"

	TruceAnnounced What = "truce-announced"
	TruceInForce   What = "truce-in-force"
	TruceExtended  What = "truce-extended"
	TruceBroken    What = "truce-broken"
	TruceCollapsed What = "truce-collapsed"
	TalksHeld      What = "talks-held"
	TalksFailed    What = "talks-failed"

	OffensiveLaunched What = "offensive-launched"
	GroundTaken       What = "ground-taken"
	GroundLost        What = "ground-lost"
	Withdrawn         What = "withdrawn"
	NoAdvance         What = "no-advance"

	Warning         What = "warning"
	EvacuationOrder What = "evacuation-order"

	AidAttacked  What = "aid-attacked"
	AidBlocked   What = "aid-blocked"
	AidDelivered What = "aid-delivered"
)

// A Family groups the words of [What] by what their quantities count.
type Family string

const (
	Harm     Family = "harm"
	Movement Family = "movement"
	Acts     Family = "acts"
	Truce    Family = "truce"
	Ground   Family = "ground"
	Notice   Family = "notice"
	Aid      Family = "aid"
)

// Family returns the family of w, or "" if w is no word of the vocabulary.
func (w What) Family() Family {
	switch w {
	case Killed, Injured, Missing, Trapped, Detained, Abducted, Displaced, Casualties:
		return Harm
	case Evacuated, Returned:
		return Movement
	case AirStrike, Shelling, Attack, Clash, Siege, MunitionUse:
		return Acts
	case TruceAnnounced, TruceInForce, TruceExtended, TruceBroken, TruceCollapsed, TalksHeld, TalksFailed:
		return Truce
	case OffensiveLaunched, GroundTaken, GroundLost, Withdrawn, NoAdvance:
		return Ground
	case Warning, EvacuationOrder:
		return Notice
	case AidAttacked, AidBlocked, AidDelivered:
		return Aid
	}
	return ""
}

// Known reports whether w is a word of the vocabulary.
func (w What) Known() bool { return w.Family() != "" }

// Counts says what a quantity of this family counts, unless the quantity names
// another unit.
func (f Family) Counts() string {
	switch f {
	case Harm, Movement:
		return "people"
	case Acts:
		return "acts"
	case Truce:
		return "agreements, breaches or rounds"
	case Ground:
		return "places"
	case Notice:
		return "areas addressed"
	case Aid:
		return "convoys or missions"
	}
	return ""
}
