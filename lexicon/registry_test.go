package lexicon

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/recountlab/recount"
)

// The registry is as large as it says it is, and every row can be checked.
func TestRegistry(t *testing.T) {
	packs, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	r := packs["en"].Sources
	if len(r.Sources()) < 200 || len(r.KnownParties()) < 120 {
		t.Errorf("%d sources, %d parties", len(r.Sources()), len(r.KnownParties()))
	}
	// Words of Arabic that are somebody's name besides are read as one only with
	// "agency" or "channel" before them.
	words := strings.Fields("العربية العراقية المسيرة الجزيرة القاعدة الميادين الأخبار الحدث النهار الشرق قنا بنا وال وام واع فارس مهر")
	for _, p := range r.KnownParties() {
		for _, w := range words {
			if slices.Contains(p.Arabic, w) {
				t.Errorf("%s is read at every %s", p.ID, w)
			}
		}
	}
	arabic := 0
	for _, s := range r.Sources() {
		for _, w := range words {
			if slices.Contains(s.Arabic, w) {
				t.Errorf("%s is read at every %s", s.ID, w)
			}
		}
		if s.Name == "" || s.Page == "" {
			t.Errorf("%s has no name or no page", s.ID)
		}
		if len(s.Arabic) > 0 {
			arabic++
		}
		if (s.Kind == recount.State) != s.StateRun {
			t.Errorf("%s: state-run %v of kind %s", s.ID, s.StateRun, s.Kind)
		}
	}
	if arabic < 200 {
		t.Errorf("%d sources with an Arabic name", arabic)
	}
	for host, want := range map[string]recount.SourceID{"www.reuters.com": "reuters", "arabic.rt.com": "rt", "SANA.sy": "sana", "news.sky.com:443": "sky-news"} {
		if id, ok := r.ByHost(host); !ok || id != want {
			t.Errorf("%s: got %s, want %s", host, id, want)
		}
	}
	for _, host := range []string{"", "com", "example.org", "notreuters.com"} {
		if id, ok := r.ByHost(host); ok {
			t.Errorf("%s is taken for %s", host, id)
		}
	}
	if s, ok := r.Source("centcom"); !ok || s.Family != "pentagon" || s.Party != "us-coalition" {
		t.Errorf("centcom: %+v", s)
	}
}

// Rows that cannot be used are refused, each with its place.
func TestRegistryFaults(t *testing.T) {
	const good = "a\twire\tGB\t\tAlpha News\t\talpha.example\t\thttps://alpha.example/"
	for row, want := range map[string]string{
		good + "\n" + good: "stands above already",
		"b\tbugle\tGB\t\tBeta\t\t\t\thttps://b.example/":                      "kind of source",
		"b\twire\tgb\t\tBeta\t\t\t\thttps://b.example/":                       "country",
		"b\twire\tGB\tnobody\tBeta\t\t\t\thttps://b.example/":                 "no party",
		"b\twire\tGB\t\tBeta\t\t\t\tsomewhere":                                "page",
		"b\twire\tGB\t\t\t\t\t\thttps://b.example/":                           "no name",
		"b\twire\tGB\t\tBeta\t\twww.b.example\t\thttps://b.example/":          "host",
		"b\twire\tGB\t\tBeta\t\t\tc\thttps://b.example/":                      "is no other source",
		"b\twire\tGB\t\tBeta\t\t\t\thttps://b.example/\t\t\tc":                "relays is no other source",
		"b\twire\tGB\t\tBeta\t\t\t\thttps://b.example/\t13-":                  "years",
		"b\twire\tGB\t\tBeta\t\t\t\thttps://b.example/\t2013-2010":            "years",
		"B c\twire\tGB\t\tBeta\t\t\t\thttps://b.example/":                     "id",
		good + "\nb\twire\tGB\t\tAlpha News\t\t\t\thttps://b.example/":        "names a already",
		good + "\nb\twire\tGB\t\tBeta\t\talpha.example\t\thttps://b.example/": "is that of a already",
		"b\twire\tGB": "a source wants",
	} {
		_, err := Load(with("registry/sources.tsv", row+"\n"))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, want %q", row, err, want)
		}
	}
	for row, want := range map[string]string{
		"a\tband\tGB\tAlpha\t\t\thttps://a.example/":        "kind of party",
		"a\tgroup\tGB\tAlpha\t\tnobody\thttps://a.example/": "is no other party",
		"a\tgroup\tGB\tAlpha":                               "a party wants",
	} {
		_, err := Load(with("registry/parties.tsv", row+"\n"))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, want %q", row, err, want)
		}
	}
	// a name that is marked may be two sources'
	if _, err := Load(with("registry/sources.tsv", good+"\nb\twire\tGB\t\tBeta|~Alpha News\t\t\t\thttps://b.example/\n")); err != nil && strings.Contains(err.Error(), "Alpha News") {
		t.Error(err)
	}
}

// A casebook's own table adds rows, and may speak of parties and parents that
// come with the program.
func TestSourcesIn(t *testing.T) {
	const row = "shore-radio\toutlet\tSY\tsyria-gov\tShore Radio\t\tshore.example\tsana\thttps://shore.example/\t\t\tsana syrian-state-tv\n"
	got, err := SourcesIn(fstest.MapFS{"sources.tsv": {Data: []byte("# ours\n" + row)}})
	if err != nil || len(got) != 1 || got[0].Family != "sana" || !slices.Equal(got[0].Relays, []recount.SourceID{"sana", "syrian-state-tv"}) {
		t.Errorf("%+v, %v", got, err)
	}
	for name, table := range map[string]string{"twice": row + row, "an unknown party": strings.Replace(row, "syria-gov", "nobody-knows", 1), "too many columns": strings.TrimSpace(row) + "\tmore\n"} {
		if _, err := SourcesIn(fstest.MapFS{"sources.tsv": {Data: []byte(table)}}); err == nil || !strings.Contains(err.Error(), "sources.tsv") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := SourcesIn(fstest.MapFS{}); err == nil {
		t.Error("no table, and no error")
	}
}
