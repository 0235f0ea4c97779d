package extract

import "strings"

// stepWords say each step of the program in words: stage, then a sentence.
var stepWords = map[string]string{
	moodUnreal:     "mood: makes it a threat, a plan or a condition: not said to have happened",
	moodNone:       "mood: negates it: it happened to nobody",
	moodDenied:     "mood: negates it: the voice says it did not happen",
	moodAsked:      "mood: makes it a question",
	moodPlay:       "mood: tells of a film, a book or a game: not said to have happened",
	moodPresumed:   "mood: takes it as known, and does not say it anew",
	voiceFollows:   "who says: it follows from the claim before, and has its voice",
	voiceHeadline:  "who says: the headline sums up a claim below it, and has its voice",
	voiceContinued: "who says: it adds to what one voice counted, and has that voice",
	whereEvent:     "where: no place of its own; the event's",
	whereWider:     "where: a total over many events is of the place around that of the first one",
	whereSpeaker:   "where: no place of its own; where somebody is who speaks of it, or where its people are at home",
	whereSame:      "where: no place of its own, but “the same place”; that of the report's first event",
	whereHead:      "where: no place of its own, nor has the event; the one that the report is headed with",
	whenSentence:   "when: no time of its own; that of a sentence before in the paragraph",
	whenEvent:      "when: no time of its own; the event's",
	whenReport:     "when: no time of its own; the one that the report opens with",
	whenDateline:   "when: no time is told; the day of the dateline",
	whenClock:      "when: no day is told; the line has the time of day at which it was told, on the day of the page",
	whenPublished:  "when: no time is told; the day of publication or the one before",
	eventFirst:     "event: the first of its kind that the report tells of",
	eventSame:      "event: nothing sets it apart from the event spoken of last",
	eventReturn:    "event: a new paragraph without another day goes back to the first event",
	eventEarlier:   "event: its day and place fit an event spoken of before",
	eventPast:      "event: it belongs to the past, so it opens an event of the past",
	eventDay:       "event: another day opens another event",
	eventPlace:     "event: a place elsewhere opens another event",
	eventAnother:   "event: words that say so open another event",
	eventNone:      "event: of none: a step of a truce, a running total, or a figure of many events",
	repeatsFigure:  "again: the same figure of the same people was said before",
	repeatsVague:   "again: it gives no figure of its own beside the one said before",
	repeatsKnown:   "again: it takes as known what was said before",
	repeatsPerson:  "again: it speaks of somebody spoken of before",
	partNearest:    "part: it is said to be a part, and the nearest larger count before it is the whole",
	partOthers:     "part: one of those whom another voice counted",
	partNobody:     "part: nobody beside those counted before",
	partFewer:      "part: fewer than were counted before, and nothing says that they are others",
	partOfTotal:    "part: a later and larger figure took it in",
	modelAgrees:    "model: a language model read it too",
	modeConflict:   "model: a language model took its mood otherwise; the rules' holds",
	partSpelled:    "part: one member of its list counts all the others",
}

// scopeWords say what the classes of scope.tsv do.
var scopeWords = map[string]string{
	"total":      "makes it a running total, which is never added to an incident",
	"many":       "says that several events are counted as one",
	"several":    "says that several events may be counted as one",
	"deed":       "says what somebody once did",
	"background": "puts it in the past",
}

// rowWords say how rows of bounds that the program makes bound a number.
var rowWords = map[string]string{
	"one":       "as one, by the singular",
	"named":     "as one, by a name",
	"bare":      "as two or more, by a plural without a number",
	"unknown":   "as some, because no number is told",
	"none":      "as nobody",
	"both":      "as two",
	"range":     "between two numbers",
	"family-of": "by the size of the family",
}

// pathWords say how those to whom something happened were found.
func pathWords(path string) string {
	if words := paths[path]; words != "" {
		return words
	}
	base, rest, _ := strings.Cut(path, ".")
	words := paths[base]
	if words == "" {
		words = "by " + base
	}
	for part := range strings.SplitSeq(rest, ".") {
		if more := byways[part]; more != "" {
			words += ", " + more
		}
	}
	return words
}

var paths = map[string]string{
	modelProposed:   "proposed by a language model, and found in the text",
	"passive":       "as the subject of a passive (“were killed”)",
	"active":        "as its object (“killed nine”)",
	"active-ing":    "as its object (“killing nine”)",
	"intransitive":  "as its subject (“died”)",
	"reduced":       "just before it (“nine people killed in a raid”)",
	"before-noun":   "in the noun that it describes (“12 wounded soldiers”)",
	"counted-noun":  "in its own number (“17 deaths”)",
	"noun-of":       "after “of”",
	"ing-of":        "after “of”",
	"verb-of":       "after “of”",
	"act-of":        "after “of”",
	"bodies-of":     "after “of”",
	"lives-of":      "after “of”",
	"lives":         "in the number of lives",
	"lost-lives":    "as those who lost their lives",
	"adjective":     "as those it describes",
	"dead":          "just before it (“14 dead”)",
	"found-dead":    "as the subject (“were found dead”)",
	"dead-included": "among the dead",
	"suffered":      "as those who suffered it",
	"unnumbered":    "without a number",
	"without":       "in “without”",
	"possessive":    "as its owner (“the mayor’s death”)",
	"toll":          "as the figure that the toll reached",
	"noun-number":   "as the figure after it",
	"himself":       "as those who did it to themselves",
	"self":          "as those who did it to themselves",
	"including":     "as a part after “including”",
	"of-them":       "as a part, “of them”",
	"with":          "after “along with”",
	"ellipsis":      "in a second number, where the verb is not said again",
}

var byways = map[string]string{
	"list":       "as a member of a list",
	"including":  "as a part after “including”",
	"of-them":    "as a part, “of them”",
	"relative":   "before “who”",
	"fallback":   "past words that could not be it",
	"he":         "in a pronoun",
	"with":       "after “along with”",
	"coordinate": "as the subject of the clause before",
	"spelled":    "in a list that its sentence spells out",
}
