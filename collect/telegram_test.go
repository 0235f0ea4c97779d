package collect_test

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/collect"
)

// exported wraps messages in an export of one chat.
func exported(kind, messages string) string {
	return `{"name": "Town news", "type": "` + kind + `", "id": 12, "messages": [` + messages + `]}`
}

const dated = `"type": "message", "date": "2024-03-05T14:05:33", "date_unixtime": "1709640333", `

// reports reads a whole file: its reports, and what is wrong in it.
func reports(t *testing.T, f collect.File) (rs []recount.Report, bad []string) {
	t.Helper()
	for c, err := range collect.Unpack(f) {
		if err == nil {
			var fs []collect.Found
			fs, err = collect.Parse(c)
			for _, f := range fs {
				rs = append(rs, f.Report)
			}
		}
		if err != nil {
			if bad = append(bad, err.Error()); !errors.Is(err, recount.ErrInvalid) {
				t.Errorf("not ErrInvalid: %v", err)
			}
		}
	}
	return rs, bad
}

func TestTelegram(t *testing.T) {
	const from, person = `"from": "Town news", "from_id": "channel12", `, `"from": "Somebody", "from_id": "user77", `
	for name, tc := range map[string]struct {
		kind, messages         string
		urls, texts            []string
		source, forwarded, bad string
	}{
		"a post": {"public_channel", `{"id": 3, ` + dated + from + `"text": "Four killed."}`,
			[]string{"telegram:channel12#message3"}, []string{"Four killed."}, "telegram:Town news", "", ""},
		"pieces of text": {"public_channel", `{"id": 3, ` + dated + from + `"text": ["Four ", {"type": "bold", "text": "killed"}, " in ", {"type": "text_link", "text": "Hama", "href": "https://example.org/"}, ". Call ", {"type": "phone", "text": "110"}]}`,
			[]string{"telegram:channel12#message3"}, []string{"Four killed in Hama. Call 110"}, "telegram:Town news", "", ""},
		"what is no JSON": {"public_channel", `{"id": 3, ` + dated + from + `"text": "Four\x0Bkilled in \\x41."}`,
			[]string{"telegram:channel12#message3"}, []string{"Four\t  killed in \\x41."}, "telegram:Town news", "", ""},
		"pieces only": {"public_channel", `{"id": 3, ` + dated + from + `"text": "", "text_entities": [{"type": "plain", "text": "Four killed."}]}`,
			[]string{"telegram:channel12#message3"}, []string{"Four killed."}, "telegram:Town news", "", ""},
		"what the chat says of itself, and pictures alone": {"public_channel", `{"id": 1, "type": "service", "action": "create_channel", "text": "x"}, {"id": 2, ` + dated + from + `"photo": "a.jpg", "text": ""}, {"id": 3, ` + dated + from + `"text": "Four killed."}`,
			[]string{"telegram:channel12#message3"}, []string{"Four killed."}, "telegram:Town news", "", ""},
		"forwarded": {"public_channel", `{"id": 3, ` + dated + from + `"forwarded_from": "Other  news", "text": "Four killed."}`,
			[]string{"telegram:channel12#message3"}, []string{"Four killed."}, "telegram:Town news", "telegram:Other news", ""},
		"a person in a group": {"private_group", `{"id": 3, ` + dated + person + `"text": ["Four killed, says ", {"type": "mention_name", "text": "Somebody", "user_id": 77}, ", ", {"type": "phone", "text": "+1 555 0100"}]}`,
			[]string{"telegram:chat12#message3"}, []string{"Four killed, says …, …"}, "telegram:person-", "", ""},
		"a channel in a group": {"public_supergroup", `{"id": 3, ` + dated + from + `"text": "Four killed."}`,
			[]string{"telegram:channel12#message3"}, []string{"Four killed."}, "telegram:Town news", "", ""},
		"a channel in its group": {"public_supergroup", `{"id": 3, ` + dated + from + `"forwarded_from": "Town news", "text": "Four killed."}`,
			[]string{"telegram:channel12#message3"}, []string{"Four killed."}, "telegram:Town news", "telegram:Town news", ""},
		"who may be a person, by a group": {"public_supergroup", `{"id": 3, ` + dated + from + `"forwarded_from": "Other", "text": "Four killed."}`,
			[]string{"telegram:channel12#message3"}, []string{"Four killed."}, "telegram:Town news", "telegram:person-", ""},
		"one person": {"personal_chat", `{"id": 3, ` + dated + person + `"forwarded_from": "Other", "text": "Four killed."}`,
			[]string{"telegram:person-"}, []string{"Four killed."}, "telegram:person-", "telegram:person-", ""},
		"a channel, kept": {"saved_messages", `{"id": 3, ` + dated + person + `"forwarded_from": "Other news", "forwarded_from_id": "channel5", "text": "Four killed."}`,
			[]string{"telegram:person-"}, []string{"Four killed."}, "telegram:person-", "telegram:Other news", ""},
		"forwarded from who is gone": {"public_channel", `{"id": 3, ` + dated + from + `"forwarded_from": null, "text": "Four killed."}`,
			[]string{"telegram:channel12#message3"}, []string{"Four killed."}, "telegram:Town news", "telegram:person-", ""},
		"an album": {"public_channel", `{"id": 3, ` + dated + from + `"photo": "a.jpg", "text": ""}, {"id": 4, ` + dated + from + `"photo": "b.jpg", "text": "Four killed."}, {"id": 5, ` + dated + from + `"photo": "c.jpg", "text": ""}, {"id": 6, ` + dated + from + `"photo": "d.jpg", "text": "Five hurt."}`,
			[]string{"telegram:channel12#message4", "telegram:channel12#message6"}, []string{"Four killed.", "Five hurt."}, "telegram:Town news", "", ""},
		"no ID": {"public_channel", `{"id": "x", ` + dated + from + `"text": "One killed."}, {"id": 4, ` + dated + from + `"text": "Four killed."}`,
			[]string{"telegram:channel12#message4"}, []string{"Four killed."}, "telegram:Town news", "", "t.json: message that ends at byte "},
		"cut off": {"public_channel", `{"id": 4, ` + dated + from + `"text": "Four killed."}, {"id": 5, "text": "F`,
			[]string{"telegram:channel12#message4"}, []string{"Four killed."}, "telegram:Town news", "", "t.json: at byte "},
		"no date": {"public_channel", `{"id": 4, "type": "message", "date": "soon", "text": "Four killed."}`, nil, nil, "", "", `telegram:channel12#message4: "soon" is no date`},
		"no text": {"public_channel", `{"id": 4, "type": "service", "text": ""}`, nil, nil, "", "", "t.json: no reports in it"},
	} {
		rs, bad := reports(t, packed("t.json", exported(tc.kind, tc.messages)))
		var urls, texts []string
		for _, r := range rs {
			urls, texts = append(urls, r.URL), append(texts, r.Text)
			if !strings.HasPrefix(string(r.Source), tc.source) || !strings.HasPrefix(string(r.Forwarded), tc.forwarded) || (r.Forwarded == "") != (tc.forwarded == "") {
				t.Errorf("%s: source %q forwarded %q", name, r.Source, r.Forwarded)
			}
			if r.Published.From != time.Date(2024, 3, 5, 12, 5, 0, 0, time.UTC) || r.Published.Grain != recount.Minute || !r.Updated.IsZero() {
				t.Errorf("%s: published %v, updated %v", name, r.Published, r.Updated)
			}
		}
		if !slices.EqualFunc(urls, tc.urls, func(got, want string) bool {
			return got == want || strings.HasSuffix(want, "-") && strings.HasPrefix(got, want)
		}) || !slices.Equal(texts, tc.texts) {
			t.Errorf("%s: got %q %q", name, urls, texts)
		}
		if (len(bad) == 0) != (tc.bad == "") || len(bad) > 1 || len(bad) == 1 && !strings.HasPrefix(bad[0], tc.bad) {
			t.Errorf("%s: errors %q, want %q", name, bad, tc.bad)
		}
	}
}

func TestAllOfTelegram(t *testing.T) {
	chat := func(id, kind string) string {
		return `{"name": "N` + id + `", "type": "` + kind + `", "id": ` + id + `, "messages": [{"id": 1, ` + dated + `"from": "P", "from_id": "user5", "text": "Four killed."}]}`
	}
	rs, bad := reports(t, packed("result.json", `{"about": "a", "personal_information": {"id": 5, "name": "P"}, "contacts": {"list": [{"id": 5}]}, "sessions": [[{"a": [1]}]],
		"chats": {"about": "b", "list": [`+chat("1", "public_channel")+","+chat("2", "personal_chat")+`]}, "left_chats": {"list": [`+chat("3", "private_group")+`]}}`))
	if len(rs) != 3 || len(bad) > 0 {
		t.Fatalf("%d reports, %q", len(rs), bad)
	}
	if rs[0].Source != "telegram:N1" || rs[1].Source != rs[2].Source || rs[1].Source == rs[0].Source || rs[2].URL != "telegram:chat3#message1" {
		t.Errorf("sources %q %q %q, address %q", rs[0].Source, rs[1].Source, rs[2].Source, rs[2].URL)
	}
}

// A later export of an edited message is another version at the same address;
// one that was not edited stays the report it was, whatever else changed.
func TestTelegramAgain(t *testing.T) {
	read := func(rest string) recount.Report {
		rs, bad := reports(t, packed("result.json", exported("public_channel", `{"id": 3, `+dated+rest+`}`)))
		if len(rs) != 1 || len(bad) > 0 {
			t.Fatalf("%d reports, %q", len(rs), bad)
		}
		return rs[0]
	}
	a, b := read(`"text": "Four killed."`), read(`"edited": "2024-03-05T16:00:00", "edited_unixtime": "1709647200", "text": "Five killed."`)
	if a.URL != b.URL || a.ID == b.ID || b.Updated.From != time.Unix(1709647200, 0).UTC() || a.Published != b.Published {
		t.Errorf("%q %s, then %q %s updated %v", a.URL, a.ID, b.URL, b.ID, b.Updated)
	}
	if c := read(`"text": "Four killed."`); c.ID != a.ID {
		t.Errorf("named %s, then %s", a.ID, c.ID)
	}
}

func TestMediaOfAnExport(t *testing.T) {
	dir := t.TempDir()
	for name, body := range map[string]string{"photos/a.jpg": "picture", "../outside.jpg": "not ours"} {
		name = filepath.Join(dir, "export", name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o700), os.WriteFile(name, []byte(body), 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink(filepath.Join(dir, "outside.jpg"), filepath.Join(dir, "export", "link.jpg")); err != nil {
		t.Fatal(err)
	}
	var messages []string
	want := []recount.Medium{
		{Name: "photos/a.jpg", Type: "image/jpeg", Digest: recount.Sum([]byte("picture"))},
		{Name: "photos/b.jpg", Type: "image/jpeg", Missing: "not beside the export"},
		{Name: "../outside.jpg", Type: "image/jpeg", Missing: "its path leads out of the folder of the export"},
		{Name: "link.jpg", Type: "image/jpeg", Missing: "not beside the export"},
		{Name: "photos", Type: "image/jpeg", Missing: "not beside the export"},
		{Name: "(File not included. Change data exporting settings to download.)", Type: "image/jpeg", Missing: "not in the export"},
	}
	for _, m := range want {
		messages = append(messages, `{"id": 3, `+dated+`"photo": "`+m.Name+`", "text": "x"}`)
	}
	messages = append(messages, `{"id": 4, `+dated+`"file": "photos/a.jpg", "thumbnail": "t.jpg", "mime_type": "video/mp4", "text": "x"}`)
	want = append(want, recount.Medium{Name: "photos/a.jpg", Type: "video/mp4", Digest: recount.Sum([]byte("picture"))})
	name := filepath.Join(dir, "export", "result.json")
	if err := os.WriteFile(name, []byte(exported("public_channel", strings.Join(messages, ","))), 0o600); err != nil {
		t.Fatal(err)
	}
	f, done, err := collect.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	rs, bad := reports(t, f)
	if err := done(); err != nil || len(bad) > 0 {
		t.Fatal(err, bad)
	}
	var got []recount.Medium
	for _, r := range rs {
		got = append(got, r.Media...)
	}
	if !slices.Equal(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

func TestHeadlinesOfMessages(t *testing.T) {
	for text, want := range map[string]string{
		`[{"type": "bold", "text": "Market hit"}, "\n\nFour killed."]`:                                   "Market hit",
		`["\n", {"type": "bold", "text": "Market "}, {"type": "bold", "text": "hit\n"}, "Four killed."]`: "Market hit",
		`[{"type": "bold", "text": "Four"}, " killed.\nMarket hit."]`:                                    "",
		`[{"type": "bold", "text": "Market hit\nFour killed"}, "\nx"]`:                                   "",
		`[{"type": "bold", "text": "Four killed."}]`:                                                     "",
		`"Market hit\nFour killed."`:                                                                     "",
	} {
		for kind, want := range map[string]string{"public_channel": want, "private_group": ""} {
			rs, bad := reports(t, packed("result.json", exported(kind, `{"id": 3, `+dated+`"text": `+text+`}`)))
			if len(rs) != 1 || len(bad) > 0 || rs[0].Title != want {
				t.Errorf("%s in a %s: %+v, %q, want %q", text, kind, rs, bad, want)
			}
		}
	}
	rs, _ := reports(t, packed("messages.html", shown(note("Channel «Town news» created"), message("3", "Town news", said("<strong>Market &amp; school hit</strong><br><br>Four killed.")))))
	if len(rs) != 1 || rs[0].Title != "Market & school hit" || rs[0].Text != "Market & school hit\n\nFour killed." {
		t.Errorf("of a page: %+v", rs)
	}
}
