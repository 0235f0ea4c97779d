package collect_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/recountlab/recount"
)

// shown is a page of an export with messages on it.
func shown(messages ...string) string {
	return `<!DOCTYPE html>
<html>
 <head>
  <meta charset="utf-8"/>
<title>Exported Data</title>
 </head>
 <body onload="CheckLocation();">
  <div class="page_wrap">
   <div class="page_header">
    <div class="content">
     <div class="text bold">
Town news
     </div>
    </div>
   </div>
   <div class="page_body chat_page">
    <div class="history">
     <div class="message service" id="message-1">
      <div class="body details">
5 March 2024
      </div>
     </div>
` + strings.Join(messages, "\n") + `
    </div>
   </div>
  </div>
 </body>
</html>
`
}

// note is what a page says of the chat itself.
func note(text string) string {
	return `<div class="message service" id="message1"><div class="body details">
` + text + `
      </div></div>`
}

const stood = `<div class="pull_right date details" title="05.03.2024 14:05:33 UTC+02:00">
14:05
       </div>`

// message is one that opens with its sender, or goes on from the one above if
// there is none.
func message(id, from, rest string) string {
	class, name := "message default clearfix", `<div class="from_name">
`+from+`
       </div>`
	if from == "" {
		class, name = class+" joined", ""
	}
	return `     <div class="` + class + `" id="message` + id + `">
      <div class="pull_left userpic_wrap"><div class="userpic userpic3" style="width: 42px"><div class="initials" style="line-height: 42px">
T
        </div></div></div>
      <div class="body">
       ` + stood + name + rest + `
      </div>
     </div>`
}

func said(text string) string {
	return `
       <div class="text">
` + text + `
       </div>`
}

func passedOn(by, rest string) string {
	if by != "" {
		by = `<div class="from_name">
` + by + ` <span class="date details" title="04.03.2024 10:00:00 UTC+02:00"> 04.03.2024 10:00:00</span>
        </div>`
	}
	return `<div class="pull_left forwarded userpic_wrap"><div class="userpic"><div class="initials">O</div></div></div><div class="forwarded body">` + by + rest + `</div>`
}

func TestTelegramPages(t *testing.T) {
	const made = "Channel «Town news» created"
	photo := `<div class="media_wrap clearfix"><a class="photo_wrap clearfix pull_left" href="photos/a.jpg"><img class="photo" src="photos/a_thumb.jpg" style="width: 260px"/></a></div>`
	type want struct {
		id, text, source, forwarded string
	}
	for name, tc := range map[string]struct {
		page string
		want []want
	}{
		"a channel": {shown(note(made), message("3", "Town news", said("Four <strong>killed</strong><br>in &quot;Hama&quot;.<br><br>Call <a href=\"tel:110\">110</a>")), message("4", "", said("Five hurt."))),
			[]want{{"3", "Four killed\nin \"Hama\".\n\nCall 110", "telegram:Town news", ""}, {"4", "Five hurt.", "telegram:Town news", ""}}},
		"passed on": {shown(note(made), message("3", "Town news", passedOn("Hill watch via @some_bot", said("Four killed."))), message("4", "", passedOn("", said("Five hurt."))), message("5", "Town news", said("Quiet."))),
			[]want{{"3", "Four killed.", "telegram:Town news", "telegram:Hill watch"}, {"4", "Five hurt.", "telegram:Town news", "telegram:Hill watch"}, {"5", "Quiet.", "telegram:Town news", ""}}},
		"people": {shown(note("Somebody created group «Town news»"), message("3", "Somebody", said(`Four killed, says <a href="" onclick="return ShowMentionName()">Samplename</a>, <a href="tel:+1 555 0100">+1 555 0100</a>.`)), message("4", "Town news", passedOn("Other", said("Five hurt.")))),
			[]want{{"3", "Four killed, says …, ….", "telegram:person-", ""}, {"4", "Five hurt.", "telegram:person-", "telegram:person-"}}},
		"people in what was made as a channel": {shown(note(made), message("3", "Somebody", said("Four killed.")), message("4", "Town news", said("Five hurt."))),
			[]want{{"3", "Four killed.", "telegram:person-", ""}, {"4", "Five hurt.", "telegram:Town news", ""}}},
		"who calls himself a channel": {shown(note("Channel X changed group photo"), message("3", "Town news", said("Four killed."))),
			[]want{{"3", "Four killed.", "telegram:person-", ""}}},
		"an album": {shown(note(made), message("3", "Town news", photo), message("4", "", photo+said("Four killed.")), message("5", "", photo), message("6", "", photo+said("Five hurt."))),
			[]want{{"4", "Four killed.", "telegram:Town news", ""}, {"6", "Five hurt.", "telegram:Town news", ""}}},
		"from who is gone": {shown(note(made), message("3", "Town news", passedOn("Deleted Account", said("Four killed.")))),
			[]want{{"3", "Four killed.", "telegram:Town news", "telegram:person-"}}},
		"a poll and an answer": {shown(note(made), message("3", "Town news", `<div class="reply_to details">In reply to <a href="#go_to_message1">this message</a></div><div class="media_wrap clearfix"><div class="media_poll"><div class="question bold">Nine killed?</div></div></div>`+said("Four killed.")+`<div class="signature details">Samplename</div>`)),
			[]want{{"3", "Four killed.", "telegram:Town news", ""}}},
	} {
		rs, bad := reports(t, packed("messages.html", tc.page))
		var got []want
		for i, r := range rs {
			_, id, _ := strings.Cut(r.URL, "#message")
			w := want{id, r.Text, string(r.Source), string(r.Forwarded)}
			if i < len(tc.want) {
				for _, f := range []struct{ got, want *string }{{&w.source, &tc.want[i].source}, {&w.forwarded, &tc.want[i].forwarded}} {
					if strings.HasSuffix(*f.want, "-") && strings.HasPrefix(*f.got, *f.want) {
						*f.got = *f.want
					}
				}
			}
			got = append(got, w)
			if !strings.HasPrefix(r.URL, "telegram:chat-") || r.Published.From != time.Date(2024, 3, 5, 12, 5, 0, 0, time.UTC) || strings.Contains(r.Text+r.URL, "Samplename") {
				t.Errorf("%s: address %q, published %v", name, r.URL, r.Published)
			}
		}
		if !slices.Equal(got, tc.want) || len(bad) > 0 {
			t.Errorf("%s: %q\n got %q\nwant %q", name, bad, got, tc.want)
		}
	}
}

// A later page is of the chat that the first one tells, with the same address
// as in a later export; what lies beside it is known by its digest.
func TestTelegramPagesOfOneExport(t *testing.T) {
	first := shown(note("Channel «Town news» created"), message("2", "Town news", said("One hurt.")))
	later := packed("messages2.html", shown(message("3", "Town news", `<div class="media_wrap clearfix"><a class="media clearfix pull_left block_link media_file" href="files/list.pdf"></a></div>`+said("Four killed.")),
		message("4", "", `<div class="media_wrap clearfix"><div class="media clearfix pull_left media_photo"><div class="body"><div class="title bold">Photo</div><div class="description">Not included, change data exporting settings to download.</div></div></div></div>`+said("Five hurt."))))
	later.Beside = fstest.MapFS{"messages.html": {Data: []byte(first)}, "files/list.pdf": {Data: []byte("names")}}
	rs, bad := reports(t, later)
	if len(rs) != 2 || len(bad) > 0 {
		t.Fatalf("%d reports, %q", len(rs), bad)
	}
	again, _ := reports(t, packed("messages.html", first))
	chat := func(r recount.Report) string { c, _, _ := strings.Cut(r.URL, "#"); return c }
	if rs[0].Source != "telegram:Town news" || chat(rs[0]) != chat(again[0]) {
		t.Errorf("source %q, address %q and %q", rs[0].Source, rs[0].URL, again[0].URL)
	}
	want := []recount.Medium{{Name: "files/list.pdf", Type: "application/pdf", Digest: recount.Sum([]byte("names"))}, {Name: "(File Not included, change data exporting settings to download.)", Missing: "not in the export"}}
	if got := append(rs[0].Media, rs[1].Media...); !slices.Equal(got, want) {
		t.Errorf("got %+v", got)
	}
}
