package web

import (
	"strings"
	"testing"
)

func TestMessages(t *testing.T) {
	tests := []struct{ name, src, want string }{
		{"a sentence", `<p>Nothing yet.</p>`, "Nothing yet."},
		{"figures and links", `<p>{{.Size}} entries. <a href="/ledger">How to verify</a>.</p>`, "{1} entries. <2>How to verify</2>"},
		{"one element around it all", `<li><a href="/today"{{if eq .Here "today"}} aria-current="page"{{end}}>Today</a></li>`, "Today"},
		{"conditions cut", `<p>One.{{if .X}} Two{{else}} Three{{end}}.</p>`, "One.|Two|Three"},
		{"middots cut", `<p>one · {{.X}} · two</p>`, "one|two"},
		{"attributes", `<input name="q" placeholder="title or place" aria-label="find {{.X}}">`, "title or place|find {1}"},
		{"code stays", `<p>Begin with <code>recount add FILE</code>.</p>`, "Begin with {1}"},
		{"a bare value is none", `<td><b>{{.X}}</b>: {{.Y}}</td>`, ""},
		{"halves elsewhere", `<p><b>{{if .X}}yes{{end}} then</b> more</p>`, "yes|then|more"},
		{"links inside keep what they say", `<p>See <a title="the page" href="/x">it</a> now</p>`, "See <1>it</1> now|the page"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var got []string
			same := translated(test.src, func(m string) string {
				if lettered(m) {
					got = append(got, m)
				}
				return m
			})
			if s := strings.Join(got, "|"); s != test.want {
				t.Errorf("messages %q, want %q", s, test.want)
			}
			if same != test.src {
				t.Errorf("untranslated it reads\n%s\nwant\n%s", same, test.src)
			}
		})
	}
	got := translated(`<p>{{.A}} of <a href="/x">{{.B}} things</a>.</p>`, func(m string) string {
		if !lettered(m) {
			return m
		}
		return "<2>أشياء {3}</2> من {1}"
	})
	if want := `<p><a href="/x">أشياء {{.B}}</a> من {{.A}}.</p>`; got != want {
		t.Errorf("put in another order it reads %s, want %s", got, want)
	}
}
