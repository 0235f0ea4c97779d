package lexicon

import (
	"crypto/sha256"
	"strings"
	"testing"
	"testing/fstest"
)

// The forms of a word of saying are made by rule, or stand in the table.
func TestSpeechForms(t *testing.T) {
	s := &Speech{byForm: map[string][]SpeechWord{}, roles: map[string]SpeechRole{}}
	for _, w := range []string{"admit*", "deny", "promise", "say/said", "write/wrote/written", "go_after/went_after/gone_after", "call_for", "push", "lie/lied"} {
		if err := s.add(SpeechWord{Class: "say", Part: SpeechVerb, Frame: SaysClause}, w); err != nil {
			t.Fatal(err)
		}
	}
	for form, want := range map[string]Form{"admit": Plain, "admits": Third, "admitted": Past | Participle, "admitting": Ing, "denies": Third, "denied": Past | Participle,
		"promising": Ing, "said": Past | Participle, "saying": Ing, "wrote": Past, "written": Participle, "went": Past, "goes": Third, "calls": Third, "pushes": Third, "lying": Ing} {
		list := s.Of(form)
		if len(list) != 1 || list[0].Form != want {
			t.Errorf("%s: got %+v, want form %b", form, list, want)
		}
	}
	if w := s.Of("calling"); len(w) != 1 || strings.Join(w[0].Rest, " ") != "for" {
		t.Errorf("calling: %+v", w)
	}
	if s.Of("sayed") != nil {
		t.Error("a form that is not English was made")
	}
}

func TestSpeechFaults(t *testing.T) {
	for _, row := range []string{"say\tverb\tclause", "mumble\tverb\tclause\tsay", "say\tpronoun\tclause\tsay", "say\tverb\tsideways\tsay", "say\tverb\t\tsay", "say\tverb\tclause\ta/b/c/d", "say\tverb\tclause\t*", "nothing\tword\t-\twhen"} {
		l := &loading{Pack: &Pack{Speech: &Speech{byForm: map[string][]SpeechWord{}, roles: map[string]SpeechRole{}}}, fsys: fstest.MapFS{"xx/speech.tsv": {Data: []byte("# head\n" + row + "\n")}}, dir: "xx", sum: sha256.New()}
		l.table("speech.tsv", true, 4, l.speech)
		if len(l.faults) != 1 || !strings.Contains(l.faults[0].Error(), "speech.tsv:2") {
			t.Errorf("%q: %v", row, l.faults)
		}
	}
}

// The English pack knows some hundreds of words of saying, and none of them is
// known only by being one: what is a name stays a name.
func TestSpeechEnglish(t *testing.T) {
	packs, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	p := packs["en"]
	if n := p.Speech.Size(); n < 1500 {
		t.Errorf("%d forms", n)
	}
	for form, class := range map[string]string{"vowed": "promise", "urges": "ask", "thought": "believe", "denies": "deny", "tweeted": "say", "lambasting": "accuse"} {
		if list := p.Speech.Of(form); len(list) == 0 || list[len(list)-1].Class != class {
			t.Errorf("%s: %+v, want %s", form, list, class)
		}
	}
	if p.Find("lambasting") != 0 {
		t.Error("a word of saying makes a word of the pack known")
	}
}
