package extract

import (
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/gazetteer"
	"github.com/recountlab/recount/lexicon"
)

// small is the English pack cut down, so that it loads in a moment: of each table
// a few rows, and of each row a few words.
func small(t testing.TB) (names []string, all map[string]string) {
	t.Helper()
	all = map[string]string{}
	err := fs.WalkDir(lexicon.Embedded(), ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasPrefix(p, "en/") && !strings.HasPrefix(p, "registry/") {
			return err
		}
		b, err := fs.ReadFile(lexicon.Embedded(), p)
		var out strings.Builder
		rows := 0
		for line := range strings.Lines(string(b)) {
			if strings.HasPrefix(line, "#") || rows == 70 || p == "en/acts.tsv" || strings.HasSuffix(p, "s.tsv") && rows == 12 && !strings.HasSuffix(p, "words.tsv") && !strings.HasSuffix(p, "bounds.tsv") && !strings.HasSuffix(p, "quantifiers.tsv") {
				continue
			}
			rows++
			cells := strings.Split(strings.TrimRight(line, "\n"), "\t")
			for i, c := range cells {
				if f := strings.Fields(c); len(f) > 6 && !strings.Contains(c, "|") && !strings.HasSuffix(p, "examples.tsv") && !strings.HasSuffix(p, "proofs.tsv") {
					cells[i] = strings.Join(f[:6], " ")
				}
			}
			out.WriteString(strings.Join(cells, "\t") + "\n")
		}
		all[p] = out.String()
		names = append(names, p)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	all["en/acts.tsv"] = "set\tstrike\tairstrike|air strike\nset\thit\thit|struck\nair-strike\t<strike>\tcount=left\naid-attacked\t<hit> ..6 aid? #? ..3 convoy\n"
	all["en/proofs.tsv"] = ""
	slices.Sort(names)
	return names, all
}

// Whatever bytes stand in a table, loading neither panics nor hangs; and a pack
// that is accepted reads a text, and no pattern of it can loop.
func FuzzPack(f *testing.F) {
	names, all := small(f)
	g, err := gazetteer.Open()
	if err != nil {
		f.Fatal(err)
	}
	whole := fstest.MapFS{}
	for n, b := range all {
		whole[n] = &fstest.MapFile{Data: []byte(b)}
	}
	if _, err := lexicon.Load(whole); err != nil {
		f.Fatalf("the small pack itself is not accepted: %v", err)
	}
	for i, n := range names {
		lines := strings.SplitAfter(all[n], "\n")
		f.Add(uint8(i), true, strings.Join(lines[max(0, len(lines)-4):], ""))
		f.Add(uint8(i), false, strings.Join(lines[:min(6, len(lines))], ""))
	}
	at := func(n string) uint8 { return uint8(slices.Index(names, "en/"+n)) }
	for n, rows := range map[string]string{
		"acts.tsv":        "air-strike\ta ..12 a ..12 a ..12 a\nset\tx\t|\nclash\t<x>\nclash\t#?\nclash\t|\nclash\t\nclash\ta? ..3\n",
		"numbers.tsv":     "unit\tall\t1e309\nscale\tof\t-3\nvague\tthe\t1\topen\tn-n/12\nscale\tkilled\t1000000000000\n",
		"bounds.tsv":      "x\tn+99999999999999999999\tn\tn\texact\nexact\topen\t-\t-\tvague\nx\tn-\tn+\tnh\tabout\n",
		"endings.tsv":     "past\t0\t\u00e9 killed\nplural\t20\ts\npast\t0\t\n",
		"people.tsv":      "-\t( () (|) a( )b (s|)s(|)\n",
		"words.tsv":       "determiner\tkilled the of and\nof\tof a killed\nnumber\t1\nabbreviation\t.\n",
		"quantifiers.tsv": "before\tabout\t | \nbefore\tabout\tkilled|the|of|a|a a a a a a a a a a\n",
		"times.tsv":       "part\tkilled\t0\t0\nday\tthe\t-9999999\nunit\tkilled\t99999999999\tday\nweekday\ta|\t9\nmonth\t-\t1\n",
		"pack.tsv":        "lang\t\nversion\tx\n",
		"places.tsv":      "near\t\nfar\tfrom\nnear\ta b c d e f g\n",
		"speech.tsv":      "say\tverb\tclause\tkilled* of/a_b // * _\n",
		"proofs.tsv":      "\t\t\t\n",
	} {
		f.Add(at(n), true, rows)
		f.Add(at(n), false, rows)
	}
	text := "At least 12 people, a of a killed and the 3-4 killed a a a a a a a a a a a a, were killed of the toll: 9. " +
		strings.Repeat("a the of killed, 12 a and killed ", 20) + "Said the of said."
	f.Fuzz(func(t *testing.T, table uint8, add bool, data string) {
		name := names[int(table)%len(names)]
		m := fstest.MapFS{}
		for n, b := range all {
			m[n] = &fstest.MapFile{Data: []byte(b)}
		}
		if add {
			data = all[name] + data
		}
		m[name] = &fstest.MapFile{Data: []byte(data)}
		packs, err := lexicon.Load(m)
		if err != nil {
			return
		}
		x, err := New(packs, g)
		if err != nil {
			return
		}
		for lang, p := range packs {
			for _, a := range p.Acts {
				if n := ways(a.Elements); n > 20000 {
					t.Fatalf("%s can be tried in %d ways", a.Rule, n)
				}
			}
			checkReading(t, x, &recount.Report{ID: "r:x", Lang: lang, Text: text, Published: day(2016, 9, 23)})
		}
	})
}

// ways counts in how many ways the gaps and options of a pattern can be tried at
// one word: what bounds the work of matching it.
func ways(es []lexicon.Element) int {
	n := 1
	for _, e := range es {
		n *= 1 + e.Gap
		if e.Optional {
			n *= 2
		}
	}
	return n
}
