package collect

import (
	"slices"
	"testing"

	"github.com/recountlab/recount/archive"
)

func TestRequisites(t *testing.T) {
	for name, c := range map[string]struct {
		page string
		want []string
	}{
		"none":         {`<p>4 killed`, nil},
		"in its order": {`<link rel="Stylesheet" href="/s.css"><img src=a.jpg><img src="//other.example/b.png?w=1#x"><img src=a.jpg>`, []string{"https://example.org/s.css", "https://example.org/news/a.jpg", "https://other.example/b.png?w=1"}},
		"loaded late":  {`<img src="data:image/gif;base64,R0" data-src="late.jpg"><img srcset="small.jpg 1x, large.jpg 2x"><video poster="p.jpg" src="film.mp4">`, []string{"https://example.org/news/late.jpg", "https://example.org/news/small.jpg", "https://example.org/news/p.jpg"}},
		"a base":       {`<base href="https://cdn.example/x/"><base href="https://second.example/"><img src=a.jpg>`, []string{"https://cdn.example/x/a.jpg"}},
		"never these":  {`<script src=x.js></script><link rel=preload href=f.woff><link rel="alternate stylesheet" href=dark.css><iframe src=y></iframe><img src="javascript:x"><img src="file:///etc/passwd"><img src="http://u:p@example.org/"><img src>`, nil},
		"in no script": {`<script>document.write('<img src="x.jpg">')</script><!-- <img src=y.jpg> -->`, nil},
	} {
		t.Run(name, func(t *testing.T) {
			got := Requisites(archive.Capture{URL: "https://example.org/news/1", Header: map[string][]string{"Content-Type": {"text/html"}}, Body: []byte(c.page)})
			if !slices.Equal(got, c.want) {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
	if got := Requisites(archive.Capture{URL: "https://example.org/a.txt", Header: map[string][]string{"Content-Type": {"text/plain"}}, Body: []byte("<img src=a.jpg>")}); got != nil {
		t.Errorf("of a text: %q", got)
	}
}
