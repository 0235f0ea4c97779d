package lexicon

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/recountlab/recount"
)

func TestBuiltin(t *testing.T) {
	packs, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	p := packs["en"]
	if p == nil || len(p.Examples) != 196 {
		t.Fatalf("the English pack is not whole: %+v", p)
	}
	for word, want := range map[string]Class{"Soldiers": Person | Plural, "children": Person | Plural, "child": Person, "WAS": Be, "twenty": NumberWord, "dozens": VagueWord, "villages": Thing} {
		if e := p.Entries[p.Find(word)]; e.Class&want != want {
			t.Errorf("%s: class %b, want %b", word, e.Class, want)
		}
	}
	if p.Find("xyzzy") != 0 {
		t.Error("an unknown word was found")
	}
	for _, f := range p.Entries[p.Find("killed")].Frames {
		if f.What != recount.Killed {
			t.Errorf("killed: %+v", f)
		}
	}
}

// The table of bounds, as the project settled it.
func TestBounds(t *testing.T) {
	packs, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	p := packs["en"]
	const O, B = recount.Open, recount.Blank
	for _, tt := range []struct {
		row                 string
		n, low, high, point int
	}{
		{"exact", 12, 12, 12, 12}, {"at-least", 12, 12, O, 12}, {"more-than", 100, 101, O, 101}, {"up-to", 40, 1, 40, B}, {"fewer-than", 5, 1, 4, B},
		{"about", 45, 44, 46, 45}, {"about", 50, 45, 55, 50}, {"about", 300, 270, 330, 300}, {"about", 400000, 360000, 440000, 400000}, {"about", 7, 6, 8, 7},
		{"nearly", 200, 160, 199, 199}, {"nearly", 60, 50, 59, 59}, {"just-over", 100, 101, 120, 101},
		{"dozen", 24, 22, 26, 24}, {"dozen", 12, 11, 13, 12}, {"dozen", 6, 5, 7, 6},
		{"half", 30, 15, 15, 15}, {"half", 7, 3, 4, 3}, {"most", 30, 16, 30, 16}, {"most", 7, 4, 7, 4}, {"two-thirds", 30, 20, 20, 20}, {"third", 10, 3, 4, 3},
	} {
		q := p.Bounds[tt.row].Of(tt.n)
		if q.Low != tt.low || q.High != tt.high || q.Point != tt.point {
			t.Errorf("%s %d: got %d..%d point %d, want %d..%d point %d", tt.row, tt.n, q.Low, q.High, q.Point, tt.low, tt.high, tt.point)
		}
		if err := q.Check(); err != nil {
			t.Errorf("%s %d: %v", tt.row, tt.n, err)
		}
	}
}

func TestForms(t *testing.T) {
	for in, want := range map[string][2]string{
		"soldier(s)": {"soldier", "soldiers"}, "child(|ren)": {"child", "children"}, "m(an|en)": {"man", "men"}, "deput(y|ies)": {"deputy", "deputies"},
		"police(|)": {"police", "police"}, "(|them)": {"", "them"}, "minor": {"minor", ""},
	} {
		if a, b := forms(in); a != want[0] || b != want[1] {
			t.Errorf("%s: got %q %q, want %q", in, a, b, want)
		}
	}
}

// A pack with faults says all of them, each with its place and what to do.
func TestFaults(t *testing.T) {
	for _, tt := range []struct{ file, row, want string }{
		{"words.tsv", "nonsense\ta b", `unknown class "nonsense": want one of`},
		{"frames.tsv", "killed verb-ed enchanted", "part them by a tab, not by spaces"},
		{"words.tsv", "verb\tsaid", "of this kind already, here or above: said; take them out"},
		{"things.tsv", "thing\tcars", "of this kind already"},
		{"words.tsv", "verb\t", "a row without words"},
		{"words.tsv", "verb\tsaid\tand more", "take out a tab"},
		{"words.tsv", "verb\tre-armed", "never one word in a text, which is cut at their signs: re-armed"},
		{"endings.tsv", "future\t3\twill", "unknown kind of ending"},
		{"endings.tsv", "possessive\t0\tes", "want the one letter"},
		{"endings.tsv", "past\tmany\ted", "want 0 to 20"},
		{"things.tsv", "gas\tsmoke", `unknown kind of thing "gas"`},
		{"adjectives.tsv", "status=brave\tbold", `unknown status "brave": want one of civilian, combatant, perpetrator`},
		{"people.tsv", "colour=red\tredcoat(s)", "unknown feature"},
		{"people.tsv", "status=combatant\tnurse(s)", "said to be otherwise in a row above"},
		{"people.tsv", "status=combatant\thetman(hetmen)", "want stem(singular|plural)"},
		{"numbers.tsv", "unit\televen\t11", `"eleven" stands above already`},
		{"numbers.tsv", "unit\tzillion\tNaN", "want a whole number"},
		{"numbers.tsv", "odd\tzillion\t1", "unknown role"},
		{"bounds.tsv", "exact\tn\tn\tn\texact", "stands above already"},
		{"bounds.tsv", "rather\tn\tn\tn\tsure", "unknown qualifier"},
		{"bounds.tsv", "rather\tn\tmany\tn\texact", "many"},
		{"bounds.tsv", "rather\tn\tn\tn\texact", "no wording in quantifiers.tsv leads to"},
		{"voices.tsv", "ghost\tghosts", "unknown kind of voice"},
		{"frames.tsv", "slain\tverb-ed\tslain", `unknown what "slain"`},
		{"frames.tsv", "killed\tby-magic\tenchanted", `unknown production "by-magic": want one of verb-ed`},
		{"frames.tsv", "killed\tverb-ed\tenchanted\tloud", `unknown option "loud"`},
		{"frames.tsv", "killed\tverb-ed\tenchanted\tright=a||b", "an empty phrase"},
		{"frames.tsv", "killed\tverb-ed\tenchanted\tif-right=dead>slain", "want if-right=words>what"},
		{"frames.tsv", "killed\tverb-ed\tmurdered\tright=in cold blood", "never gets this far: frames.tsv:"},
		{"frames.tsv", "killed\tverb-ed\tenchanted murdered\tnot-right=bill|deal|time|off|to death", "never gets this far"},
		{"quantifiers.tsv", "before\tsome-of\tgood many", "unknown row of bounds"},
		{"quantifiers.tsv", "around\tabout\tgood many", "unknown side"},
		{"quantifiers.tsv", "before\tabout\tat least", "“at least” stands above already"},
		{"cues.tsv", "sing\tverb\tsang", "unknown class of cue"},
		{"cues.tsv", "say\taside\tsang", "unknown frame of a cue"},
		{"cues.tsv", "say\tverb\tsang", "is the rule cue:say:verb already"},
		{"hedges.tsv", "maybe\tperchance", "unknown class of hedge"},
		{"scope.tsv", "some\tnow and then", "unknown scope"},
		{"weapons.tsv", "spell\tweapon\twand", "unknown class of weapon"},
		{"times.tsv", "dusk\ttwilight\t18\t20", "unknown kind of time"},
		{"times.tsv", "part\ttwilight\t20\t18", "the last comes first"},
		{"times.tsv", "month\tbrumaire\t13", "want 1 to 12"},
		{"frames.tsv", "killed\tact-noun\tkilling\tnot-right=bill|deal|time", "never gets this far"},
		{"acts.tsv", "air-strike\t..3 a", "may not begin with a gap"},
		{"acts.tsv", "air-strike\ta ..3", "a gap at the end"},
		{"acts.tsv", "air-strike\ta ..40 b", "unbounded gap"},
		{"acts.tsv", "air-strike\ta ..12 b ..12 c ..12 d ..12 e ..12 f", "an unbounded pattern"},
		{"acts.tsv", "air-strike\t<none>", `unknown set "none"`},
		{"acts.tsv", "air-strike\t<strike> hard", "this pattern is never reached"},
		{"acts.tsv", "set\tspare\ta|b", "no pattern uses the set"},
		{"acts.tsv", "set\tstrike\ta|b", "stands at acts.tsv:"},
		{"examples.tsv", "N01\tagain\tOne.\tnone", "stands in line"},
		{"proofs.tsv", "frame:x\t*\tOne.\tnone", "a proof wants"},
	} {
		b, err := fs.ReadFile(Embedded(), "en/"+tt.file)
		if err != nil && tt.file != ProofsFile {
			t.Fatal(err)
		}
		_, err = Load(with("en/"+tt.file, string(b)+tt.row+"\n"))
		line := fmt.Sprintf("%s:%d: ", tt.file, strings.Count(string(b), "\n")+1)
		var hit bool
		for _, f := range Faults(err) {
			hit = hit || strings.HasPrefix(f.Error(), line) && strings.Contains(f.What, tt.want) && errors.Is(f, recount.ErrInvalid)
		}
		if !hit {
			t.Errorf("%s %q: want %s…%s, got %v", tt.file, tt.row, line, tt.want, err)
		}
	}
}

// Tables that are missing, and all faults at once.
func TestFaultsTogether(t *testing.T) {
	m := with("en/words.tsv", "nonsense\ta b\n")
	m["en/frames.tsv"] = &fstest.MapFile{Data: []byte("killed\tby-magic\tkilled\nslain\tverb\tslain\n")}
	delete(m, "en/people.tsv")
	m["en/bounds.tsv"] = &fstest.MapFile{Data: []byte("exact\tn\tn\tn\texact\n")}
	_, err := Load(m)
	for _, want := range []string{"words.tsv:1", "frames.tsv:1", "frames.tsv:2", "people.tsv", `bounds.tsv: there is no row "dozen"`} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("the error does not name %s: %v", want, err)
		}
	}
}

// with returns the registry and the pack of one file, or the English one, with the file
// in the place of another.
func with(file, data string) fstest.MapFS {
	m := fstest.MapFS{}
	lang, _, _ := strings.Cut(file, "/")
	if lang == registryDir {
		lang = "en"
	}
	fs.WalkDir(Embedded(), ".", func(p string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && (strings.HasPrefix(p, lang+"/") || strings.HasPrefix(p, registryDir)) {
			b, _ := fs.ReadFile(Embedded(), p)
			m[p] = &fstest.MapFile{Data: b}
		}
		return nil
	})
	m[file] = &fstest.MapFile{Data: []byte(data)}
	return m
}

// A pack is read from a folder of its own, and told apart by its hash from
// another that reads otherwise; its sentences do not count.
func TestLoadDir(t *testing.T) {
	dir := t.TempDir()
	sub, err := fs.Sub(Embedded(), "en")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(dir, sub); err != nil {
		t.Fatal(err)
	}
	built, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	edit := func(file, add string) *Pack {
		b, err := os.ReadFile(filepath.Join(dir, file))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, file), append(b, add...), 0o600); err != nil {
			t.Fatal(err)
		}
		packs, err := LoadDir(dir)
		if err != nil {
			t.Fatal(err)
		}
		return packs["en"]
	}
	if p := edit(ExamplesFile, "# a remark\n"); p.Hash != built["en"].Hash || len(p.Entries) != len(built["en"].Entries) {
		t.Errorf("the same pack from a folder has hash %s, compiled in %s", p.Hash, built["en"].Hash)
	}
	if p := edit("voices.tsv", "witness\tpasserby\n"); p.Hash == built["en"].Hash || p.Voices["passerby"] != recount.Witness {
		t.Error("another pack has the same hash, or its row was not read")
	}
	shared, err := Registered()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(filepath.Join(dir, "registry"), shared); err != nil {
		t.Fatal(err)
	}
	if p := edit("registry/sources.tsv", "valley-post\toutlet\tXX\t\tValley Post\t\tvalley.example\t\thttps://valley.example/\n"); p.Hash == built["en"].Hash {
		t.Error("another registry has the same hash")
	} else if s, ok := p.Sources.Source("valley-post"); !ok || s.Kind != recount.Outlet {
		t.Error("the pack's own registry was not read")
	}
	if _, err := LoadDir(t.TempDir()); !errors.Is(err, recount.ErrNotFound) {
		t.Errorf("an empty folder: %v", err)
	}
}
