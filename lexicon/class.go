package lexicon

import "slices"

// Class is the part a word plays; a word may play several.
type Class uint64

// The classes that pack files may name. What each is for is said beside its
// words in the packs.
const (
	Determiner Class = 1 << iota
	Preposition
	Of
	By
	To
	From
	With
	In
	Between
	And
	Or
	But
	Along
	As
	Well
	Relative
	That
	Be
	Have
	Modal
	Not
	None
	Without
	Adverb
	Transparent
	Pronoun
	Them
	Himself
	Includes
	Aged
	Year
	Other
	Another
	More
	Both
	Half
	Month
	Weekday
	Title
	NameInside
	Verb
	Suffer
	Lose
	TakeLife
	Irrealis
	Condition
	Ask
	Group
	Death
	Dead
	Found
	He          // stands for one person
	Also        // adds to what was said before
	Him         // as He, for the one to whom it happened
	Conjunction // opens a clause of its own
	Person      // a noun for people, from people.tsv
	Plural      // a Person in the plural
	Thing       // a noun for things, measures or animals
	Demonym     // an adjective that may stand for a person
	NumberWord
	Scale // hundred, dozen
	VagueWord
	Ordinal
)

// classNames are the names by which words.tsv may speak of classes.
var classNames = map[string]Class{
	"determiner": Determiner, "prep": Preposition, "of": Of, "by": By, "to": To, "from": From, "with": With, "in": In, "between": Between,
	"and": And, "or": Or, "but": But, "along": Along, "as": As, "well": Well, "relative": Relative, "that": That,
	"be": Be, "have": Have, "modal": Modal, "not": Not, "none": None, "without": Without, "adverb": Adverb,
	"transparent": Transparent, "pronoun": Pronoun, "them": Them, "himself": Himself, "includes": Includes, "aged": Aged, "year": Year,
	"other": Other, "another": Another, "more": More, "both": Both, "half": Half, "month": Month, "weekday": Weekday,
	"title": Title, "name-inside": NameInside, "verb": Verb, "suffer": Suffer, "lose": Lose, "take-life": TakeLife, "irrealis": Irrealis,
	"condition": Condition, "ask": Ask, "group": Group, "death": Death, "dead": Dead, "found": Found,
	"he": He, "also": Also, "him": Him, "conjunction": Conjunction,
}

// A Trait is finer than a class: what the form of a word tells, or a part that
// only one rule asks for.
type Trait uint64

// The traits that pack files may name: those of endings in endings.tsv, which
// hold for words that the pack does not know too, the others in words.tsv.
const (
	PluralEnding   Trait = 1 << iota // of nouns in the plural
	PastEnding                       // of verbs in the past and their participles
	GerundEnding                     // of verbs that govern what follows: "-ing"
	PersonEnding                     // of nouns for people
	CommonEnding                     // of words that are no names, to tell names in texts all in capitals
	OrdinalEnding                    // of a number that is a day of the month: "19th"
	AdverbEnding                     // of adverbs: "-ly"
	SingularEnding                   // of nouns that end as plurals do and are none: "press"
	Article                          // the indefinite article
	NeedsNoun                        // a word for none that does not stand for people by itself: "no"
	For                              // links the parts of a name, and an accusation with its object
	Fold                             // "double", "triple": so many at once
	Body                             // a noun for a body that has been named: "the group"
	Target                           // before what an act was aimed at: "on", "against"
	Owner                            // whose somebody is: "his", "their"
	Numbered                         // a noun that has a number for a name: "Brigade 104", "Route 60"
	Citing                           // stands before those whom a speaker cites: "from"
	What                             // opens the clause of who said what stands before it: "as", "what"
	Goes                             // who or what moves on: where to is not where it was hit
	Towards                          // as To, in space only: "towards"
	Comes                            // likewise: nor is where from
	There                            // where somebody or something is of whom was spoken: "there"
	Drawn                            // takes somebody out of where they lay: "pulled out of"
	Posted                           // who stays, sits or speaks elsewhere: "posted in", "a statement in"
	Besides                          // opens what happened besides: "while"
	Guilt                            // what somebody may deny who does not deny what happened: "responsibility"
	Except                           // "but", "except": after "not", no more than that
	Hence                            // opens what follows from what was said before: "with that"
	Pointing                         // points to somebody or something, or stands for what was told: "that"
	Same                             // the one told of before: "the same", behind its noun
	Belonging                        // stands between a body and whose it is: "affiliated (to)"
	PluralForm                       // of several, by morph.tsv
	Dual                             // of two, by morph.tsv
	MaybeDual                        // of two or several, by morph.tsv
	Imperfect                        // of a verb for what is not over, by morph.tsv
	Adjective                        // an adjective, by adjectives.tsv or by its ending
	Marker                           // stands before people who are an object: the a of "mató a 12 personas"
	Tens                             // joins ten and unit: the y of "treinta y dos"
	Oblique                          // of a noun in a case that is of none to whom something happened, by morph.tsv
	EitherNumber                     // of one or of several, by morph.tsv: Russian "женщины"
	Joined                           // a word of several words
	joins                            // begins a word of several words
)

// endingNames are the names of the traits that endings.tsv may speak of.
var endingNames = map[string]Trait{"plural": PluralEnding, "past": PastEnding, "gerund": GerundEnding, "people": PersonEnding,
	"common": CommonEnding, "ordinal": OrdinalEnding, "adverb": AdverbEnding, "singular": SingularEnding, "adjective": Adjective}

// traitNames are the names of the traits that words.tsv may speak of.
var traitNames = map[string]Trait{"article": Article, "needs-noun": NeedsNoun, "for": For, "target": Target, "body": Body, "owner": Owner, "numbered": Numbered,
	"citing": Citing, "tens": Tens, "object": Marker, "what": What, "goes": Goes, "comes": Comes, "towards": Towards, "drawn": Drawn, "there": There, "posted": Posted, "besides": Besides, "guilt": Guilt,
	"except": Except, "hence": Hence, "pointing": Pointing, "same": Same, "belonging": Belonging}

// ownNames are the names of the classes that words get from other tables than
// words.tsv.
var ownNames = map[string]Class{"person": Person, "plural": Plural, "thing": Thing, "demonym": Demonym, "number": NumberWord, "scale": Scale, "vague": VagueWord, "ordinal": Ordinal}

// Parts names the parts that a word plays: its classes and traits.
func (e *Entry) Parts() []string {
	var out []string
	for _, names := range []map[string]Class{ownNames, classNames} {
		for n, c := range names {
			if e.Has(c) {
				out = append(out, n)
			}
		}
	}
	for n, t := range traitNames {
		if e.Is(t) {
			out = append(out, n)
		}
	}
	for n, t := range endingNames {
		if e.Is(t) {
			out = append(out, n+"-ending")
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
