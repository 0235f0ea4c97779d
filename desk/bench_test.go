package desk_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/recountlab/recount/desk"
)

// BenchmarkAdd adds reports of incidents that five reports tell of each, with
// ledger and linking. The cost of a report must not grow with the casebook:
// at-9000 adds the last thousand of ten.
func BenchmarkAdd(b *testing.B) {
	for _, before := range []int{0, 9000} {
		b.Run(fmt.Sprintf("at-%d", before), func(b *testing.B) {
			dir := b.TempDir()
			lines := func(from, n int) string {
				var s strings.Builder
				for i := from; i < from+n; i++ {
					s.WriteString(line(fmt.Sprint(i), fmt.Sprintf("%d killed in T%d on 2024-%02d-%02d, says clinic. It was report %d.", i%9+1, i/5%700, i/5/700%12+1, i/5%28+1, i)))
				}
				return s.String()
			}
			const n = 1000
			first, second := filepath.Join(dir, "first.jsonl"), filepath.Join(dir, "second.jsonl")
			for path, body := range map[string]string{first: lines(0, before), second: lines(before, n)} {
				if err := os.WriteFile(path, []byte(body), 0o600); err != nil {
					b.Fatal(err)
				}
			}
			run := 0
			for b.Loop() {
				b.StopTimer()
				run++
				d := open(b, filepath.Join(dir, fmt.Sprint("casebook", run)))
				if before > 0 {
					if err := d.AddAll(context.Background(), ada, []string{first}, func(desk.Added) {}); err != nil {
						b.Fatal(err)
					}
				}
				b.StartTimer()
				if err := d.AddAll(context.Background(), ada, []string{second}, func(desk.Added) {}); err != nil {
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
