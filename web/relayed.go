package web

// relayed are what other packages say in English and pages pass on: the words
// of the record, and sentences in which %s stands for a name or another message
// and %d for a figure. What is not here is shown as it was written.
var relayed = []string{
	// How an incident stands and is attested.
	"candidate", "reviewed", "disputed", "retracted", "confirmed", "fair", "weak", "contested", "discounted",
	"%s holds itself responsible", "all who are counted were combatants", "%s denies it", "different parties are held responsible",
	"%d independent voices", "one independent voice", "no independent voice", "%s decided: %s",
	"Something told without its place and time",

	// Why a voice sets a bound, or sets none.
	"low", "best", "high",
	"its current word", "another voice sets the bounds", "said before the figures had settled", "later ones count first",
	"missing and feared dead: in high only", "counts people whose status it does not state: they may belong here",
	"counts some of them: what is counted in parts is a floor for the whole", "the only voice that counts them",
	"%s (grade %s)", "the most that a credible voice says", "names or bodies were listed or counted: nobody need go below",
	"the voices agree with it on all three figures", "the least that a credible voice says, and the middle of what they say by weight",
	"the middle of what credible voices say by weight, and the most", "its own bounds are the least and the most that is said",
	"the least that a credible voice says", "the middle of what credible voices say by weight",
	"an interested party: printed beside, never counted", "vague, and holds a figure another voice gives",
	"less than the report that relays it says in its own words", "it %s, and counts as one with it",

	// Notes on tolls.
	"contested by %s", "%d unlocated: in the whole and in none of its parts", "%d missing, feared dead: in high only",
	"%s, an interested party, says %s", "only interested parties", "the status of up to %d others is not stated",
	"provisional: one credible voice", "graded %s", "pending: neither documented nor attested by two independent voices",
	"verified: documented, or attested by two independent voices", "nobody counts the whole: what is counted of it is added up",

	// Totals.
	"%d without a count of it", "%d without a count of the group", "%d retracted", "%d part of a larger one that is counted",
	"%d counted by parts", "%d a figure for a long time and a wide area, held against the others",
	"the word of an interested party", "does not say where", "does not say since when", "does not say until when", "ends before it begins",
	"the root's total went down: revised", "reaches beyond what is asked for",
	"counts bodies that came in: first the deaths of ordinary times, people of another status, and what is itemised already are to be taken off",
	"counts %s, not %s", "civilians", "combatants", "children", "women", "men", "civilian", "combatant", "child", "adult", "female", "male", "elderly", "month", "day", "province", "actor", "year", "week", "aircraft", "artillery", "munition", "explosive", "firearm", "blade", "execution", "fighting", "not stated", "everybody", "war", "offensive",

	// Truces and talks.
	"truce", "talks", "announced", "in force", "extended", "collapsed", "expired", "denied", "talks held", "talks failed",
	"Truce of %s %d, %s", "Talks of %s %d, %s", "no place named",
	"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
	"nobody says when it took effect; it was first told to be in force on %s", "nobody says when it took effect; counted from the first that is told of it, %s",
	"nobody says when it ended; that it had was first told on %s", "it was to hold for %d hours, and was told to hold beyond them", "it was to hold for %d hours",

	// Kinds of entries, acts and states.
	"received", "read", "decided", "released", "completed", "stamped", "waiting", "unread-language", "failed",
	"mint", "same", "apart", "merge", "split", "part-of", "whole", "doubt", "copy", "original", "accept", "reject", "correct", "grade", "settle", "release", "withdraw", "restore", "note", "assign", "sign", "refuse",
	"reader", "recorder", "editor", "owner", "confirmed", "fair", "weak", "contested", "discounted",
	"well", "new", "paused", "failing", "silent", "actual", "planned", "hypothetical", "feared", "likely", "possible",
	"count", "what", "when", "where", "who", "background", "says", "weapon", "blamed", "denied",
	"perpetrator", "activist", "aid-worker", "detainee", "displaced", "guard", "journalist", "medic", "official", "police", "rescuer", "soldier", "student", "teacher",

	// Reasons that stand ready for answers.
	"the sentence says so", "the sentence does not say so", "as the sentence says", "one incident, told of twice", "two incidents", "a part of the larger one", "checked against its sources", "to look after", "taken back", "as the words say",

	// What speaks for one incident and against it, in bits.
	"%s = %.1f bits", "%s; %d considered; P %.2f (next %.2f, new %.2f).", "%s; %d considered; new %.2f, the likeliest %.2f.", "Nothing near it in place and time.",
	"same place", "one within the other", "same wide area", "areas overlap", "other places nearby", "towns beside each other", "far apart",
	"same day", "times overlap", "the day after", "told in the same days", "other hours named", "days named one after the other", "worked out days apart", "two or three days apart", "days apart",
	"same count", "same round count", "same small count", "counts agree", "counts close", "other people counted", "other harm counted", "counts differ", "fewer hurt than another's dead", "counts contradict",
	"same act", "related acts", "different acts", "same weapon", "same kind of weapon", "other weapon", "another kind of weapon",
	"same party blamed", "another party blamed", "same person named", "same target", "same kind of target", "another kind of target",
	"a text of rare words shared", "most rare words shared", "many rare words shared", "rare words shared", "some rare words shared", "a rare word shared", "no rare word shared",
	"same voice, same figure", "same text", "other text",

	// Why a name was taken for a place.
	"other name", "name", "name of a people", "the only place of that name", "first of %d, %.1f to %.1f", "from layer %s", "%+.1f for %s",
	"the word for its kind", "other names in its country", "other names in its division", "others within 120 km", "the words that put it there",
	"%d km from a place named with it", "a village by its sound alone: wants its division or a place near it to be named", "%d people",
	"it stands where a place stands, and the gazetteer has none of this name", "the name of a river, a lake or a height that the gazetteer lacks",
	"the words place it in %s, where the gazetteer has no place of this name", "%d places of this name fit alike; all lie in %s",
	"what the gazetteer has of this name lies far from all else the report speaks of, or only sounds like it",
	"several places of this name fit alike and share no area", "similar consonants", "same consonants",

	// Why something is published no more.
	"it is not among what is published now", "it is counted in another incident now", "it was withdrawn", "nothing belongs to it any more",
	"it was sent back", "it wants another signature", "nobody signed it as it stands",

	// Media.
	"not in the export", "nothing lies beside the export", "its path leads out of the folder of the export", "not beside the export", "could not be read",

	// Titles of pages and what went wrong.
	"Not Found", "Bad Request", "Conflict", "Forbidden", "Internal Server Error",
}
