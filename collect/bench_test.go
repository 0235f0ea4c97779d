package collect_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/recountlab/recount/collect"
)

// BenchmarkPage parses a page of 60 kB, most of which is furniture, as most are.
func BenchmarkPage(b *testing.B) {
	for _, name := range []string{"wordpress-classic", "bootstrap-portal"} {
		for _, g := range readGold(b, "tuned") {
			if g.name != name {
				continue
			}
			var more strings.Builder
			for i := 0; len(g.capture.Body)+more.Len() < 60_000; i++ {
				fmt.Fprintf(&more, `<li class="menu-item menu-item-%d"><a href="/section/%d/article-about-something" class="link link--plain"><span class="label">Headline number %d of the day</span></a></li>`+"\n", i, i, i)
				if i%10 == 0 {
					fmt.Fprintf(&more, `<script>window.dataLayer = window.dataLayer || []; dataLayer.push({"item": %d, "kind": "teaser"});</script><div class="card teaser-%d"><div class="card__image"><img src="/i/%d.jpg" alt=""></div><div class="card__body"><p>A short text about another thing that is not the article, %d of many.</p></div></div>`, i, i, i, i)
				}
			}
			g.capture.Body = []byte(strings.Replace(string(g.capture.Body), "</body>", "<ul class=links>"+more.String()+"</ul></body>", 1))
			b.Run(name, func(b *testing.B) {
				b.SetBytes(int64(len(g.capture.Body)))
				b.ReportAllocs()
				for b.Loop() {
					if _, err := collect.Parse(g.capture); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
