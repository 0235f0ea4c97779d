package desk_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/recountlab/recount/desk"
	"github.com/recountlab/recount/extract"
)

// standard are the rules that come with the program.
func standard(b testing.TB) desk.Rules {
	x, err := extract.Builtin()
	if err != nil {
		b.Fatal(err)
	}
	return desk.Standard(x)
}

// BenchmarkAdd adds a thousand reports of incidents that five reports tell of
// each, with reading, linking, reckoning and ledger. The cost of a report must
// not grow with the casebook: after-9000 adds the last thousand of ten.
func BenchmarkAdd(b *testing.B) {
	const n = 1000
	towns := []string{"Aleppo", "Homs", "Hama", "Idlib", "Mosul", "Basra", "Gaza", "Rafah", "Sana'a", "Taiz", "Khartoum", "Nyala", "Kharkiv", "Kherson"}
	lines := func(from, n int) string {
		var s strings.Builder
		for i := from; i < from+n; i++ {
			incident := i / 5
			day := time.Date(2016, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, incident/len(towns))
			fmt.Fprintf(&s, `{"id":"%d","lang":"en","published":%q,"url":"https://paper%d.example/%d","text":"At least %d people were killed in an air strike on a market in %s on %s, a hospital said. This is report %d."}`+"\n",
				i, day.AddDate(0, 0, 1).Format(time.DateOnly), i%5, i, incident%9+2+i%2, towns[incident%len(towns)], day.Format("Monday"), i)
		}
		return s.String()
	}
	rules := standard(b)
	for _, before := range []int{0, 9000} {
		b.Run(fmt.Sprintf("after-%d", before), func(b *testing.B) {
			dir := b.TempDir()
			first, second := filepath.Join(dir, "first.jsonl"), filepath.Join(dir, "second.jsonl")
			for path, body := range map[string]string{first: lines(0, before), second: lines(before, n)} {
				if err := os.WriteFile(path, []byte(body), 0o600); err != nil {
					b.Fatal(err)
				}
			}
			quiet := func(a desk.Added) {
				if a.Err != nil {
					b.Error(a.Err)
				}
			}
			run := 0
			for b.Loop() {
				b.StopTimer()
				run++
				d, err := desk.Open(context.Background(), filepath.Join(dir, fmt.Sprint("casebook", run)), rules, ticking())
				if err != nil {
					b.Fatal(err)
				}
				if before > 0 {
					if err := d.AddAll(context.Background(), ada, []string{first}, quiet); err != nil {
						b.Fatal(err)
					}
				}
				b.StartTimer()
				if err := d.AddAll(context.Background(), ada, []string{second}, quiet); err != nil {
					b.Fatal(err)
				}
				b.StopTimer()
				d.Close()
				b.StartTimer()
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/n, "µs/report")
		})
	}
}

// BenchmarkAddArchive adds a web archive of two thousand pages.
func BenchmarkAddArchive(b *testing.B) {
	const n = 2000
	file, rules, run := pagesFile(b, n), standard(b), 0
	for b.Loop() {
		run++
		d, err := desk.Open(context.Background(), filepath.Join(b.TempDir(), fmt.Sprint("casebook", run)), rules, ticking())
		if err != nil {
			b.Fatal(err)
		}
		if err := d.AddAll(context.Background(), ada, []string{file}, func(a desk.Added) {
			if a.Err != nil {
				b.Error(a.Err)
			}
		}); err != nil {
			b.Fatal(err)
		}
		d.Close()
	}
	b.ReportMetric(float64(n*b.N)/b.Elapsed().Seconds(), "pages/s")
}
