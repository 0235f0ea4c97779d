package collect_test

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/collect"
)

// soundly reads an export, whatever is in it: its reports hold, and what is
// wrong is said to be invalid.
func soundly(t *testing.T, name, body string) {
	f := packed(name, body)
	most := 0
	for c, err := range collect.Unpack(f) {
		if most++; most > len(body)+2 {
			t.Fatal("more captures than bytes")
		}
		var fs []collect.Found
		if err == nil {
			fs, err = collect.Parse(c)
		}
		if err != nil && !errors.Is(err, recount.ErrInvalid) {
			t.Fatalf("error is not ErrInvalid: %v", err)
		}
		for _, f := range fs {
			r := f.Report
			switch {
			case r.ID == "" || r.URL == "" || strings.TrimSpace(r.Text) == "", !utf8.ValidString(r.Text + r.URL + string(r.Source+r.Forwarded)), !norm.NFC.IsNormalString(r.Text):
				t.Fatalf("report %+v", r)
			case r.Published.Until.Before(r.Published.From), !r.Updated.IsZero() && r.Updated.From.Before(r.Published.From):
				t.Fatalf("published %v, updated %v", r.Published, r.Updated)
			}
		}
	}
}

func FuzzTelegram(f *testing.F) {
	for _, s := range []string{`{"id": 3, ` + dated + `"from": "A", "from_id": "user1", "text": "Four killed."}`,
		`{"id": 3, ` + dated + `"photo": "a.jpg", "text": ["Four ", {"type": "phone", "text": "110"}]}, {"id": 4, ` + dated + `"file": "../b", "text": "", "forwarded_from": null}`,
		`{"id": 1e3, "type": "service"}, 5, null, []`, `{"id": 3, "type": "message", "date_unixtime": "99999999999999", "date": "2024-03-05T14:05:33", "edited": "2024-03-05T14:05:34", "text": "\ud800x"}`} {
		for _, kind := range []string{"public_channel", "personal_chat"} {
			f.Add(exported(kind, s))
		}
		f.Add(`{"about": "x", "personal_information": {}, "chats": {"list": [` + exported("private_group", s) + `]}}`)
	}
	f.Fuzz(func(t *testing.T, body string) { soundly(t, "result.json", body) })
}

func FuzzTelegramPage(f *testing.F) {
	f.Add(shown(note("Channel «Town news» created"), message("3", "Town news", passedOn("Hill watch", said("Four <b>killed</b><br>in Hama, call <a href=\"tel:110\">110</a>"))), message("4", "", passedOn("", said("x")))))
	f.Add(shown(message("3", "A", `<a class="media x" href="../b">`), message("3", "", said("x")), "<div class=message id=message9 </div><div class='page_header'>"))
	f.Fuzz(func(t *testing.T, body string) { soundly(t, "messages.html", body) })
}

func FuzzWhatsApp(f *testing.F) {
	f.Add("12/03/2024, 14:05 - A: Four killed.\nmore\n13/03/2024, 14:06 - +1 555 0100: <Media omitted>\n")
	f.Add("\u200e[12/03/2024, 14:05:33] ~\u202fA: Four killed \u200e<attached: 07-PHOTO.jpg>\r\n")
	f.Add("\u200f١٢\u200f/٣\u200f/٢٠٢٤، ٢:٠٥ م - أ: قتل أربعة، اتصل @\u2068أ\u2069.\n")
	f.Add("99/99/9999, 99:99 - A: IMG-20240313-WA0001.jpg (file attached)\n12/3/24, 2:05 p. m. - A: x \u200e<This message was edited>\n")
	f.Fuzz(func(t *testing.T, body string) { soundly(t, "_chat.txt", body) })
}

// Exports made to keep a parser busy or fill the memory come to an end like any
// other.
func TestExportsMadeToBeEndless(t *testing.T) {
	for _, s := range []string{"[", `{"a":`, `{"text":"x"},`, `"x",`, `["a",{"text":"b"},`, "\\x0", "12/03/2024, 14:05 - A: x\n", "x\n", "0 ", "+1 ", "\u200e<a: ", "@\u2068", "<div class=\"message default\" id=\"message3\">",
		"<b>a", "<div class=text>a<br>", "<div class=from_name>a</b>", "<a href=x class=media>", `<div class="message service"><div class="body details">a`} {
		long := strings.Repeat(s, (1<<17)/len(s))
		soundly(t, "result.json", exported("public_channel", `{"id": 3, `+dated+`"text": [`+long))
		soundly(t, "result.json", `{"name": "x", "type": "y", "z": `+long)
		soundly(t, "_chat.txt", "12/03/2024, 14:05 - A: x"+long)
		soundly(t, "messages.html", shown(message("3", "A", said(long)), message("4", long, "")))
	}
}
