package collect_test

import (
	"encoding/base64"
	"errors"
	"fmt"
	"mime/quotedprintable"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/collect"
)

const mailHead = "From: \"A Name\" <a.name@example.org>\r\nTo: <desk@example.net>\r\nMessage-ID: <1@example.org>\r\nDate: Mon, 04 Mar 2024 12:30:00 +0200\r\nMIME-Version: 1.0\r\n"

func lf(s string) string { return strings.ReplaceAll(s, "\r\n", "\n") }

func b64(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) }

func TestMail(t *testing.T) {
	windows, err := charmap.Windows1256.NewEncoder().String(arabic)
	if err != nil {
		t.Fatal(err)
	}
	var quoted strings.Builder
	q := quotedprintable.NewWriter(&quoted)
	q.Write([]byte(windows))
	q.Close()
	alternative := func(plain, html string) string {
		return mailHead + "Subject: Market hit\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\n" + plain + "\r\n--b\r\nContent-Type: text/html\r\n\r\n" + html + "\r\n--b--\r\n"
	}
	for name, tc := range map[string]struct{ in, title, text, source string }{
		"plain":                 {in: mailHead + "Subject: Market hit\r\n\r\nFour people were killed in the town on Monday.\r\n", title: "Market hit", text: "Market hit\n\nFour people were killed in the town on Monday."},
		"line ends of one byte": {in: lf(mailHead + "Subject: Market hit\r\n\r\nFour people were killed.\r\n"), title: "Market hit", text: "Market hit\n\nFour people were killed."},
		"an answer": {in: mailHead + "Subject: Re: Market hit\r\n\r\nFive people were killed.\r\n\r\nOn Mon, 4 Mar 2024 at 10:00, B Name\r\n<b.name@example.net> wrote:\r\n> Four people were killed.\r\n> -- \r\n> B\r\n\r\nWrite to a.name@example.org.\r\n-- \r\nA Name\r\nTel. 1234\r\n",
			title: "Re: Market hit", text: "Market hit\n\nFive people were killed.\n\nWrite to …."},
		"passed on": {in: mailHead + "Subject: Fwd: Market hit\r\n\r\nSee below.\r\n\r\n---------- Forwarded message ---------\r\nFrom: B Name <b@example.net>\r\nDate: Mon\r\nSubject: Market hit\r\nTo: <a@example.org>\r\n\r\nFour people were killed.\r\n",
			title: "Fwd: Market hit", text: "Market hit\n\nSee below.\n\nFour people were killed."},
		"an original beneath":    {in: mailHead + "\r\nFive killed.\r\n-----Original Message-----\r\nFrom: B\r\n\r\nFour killed.", text: "Five killed."},
		"nothing but quoted":     {in: mailHead + "\r\n> Four people were killed.\r\n", text: "Four people were killed."},
		"both ways, plain first": {in: alternative("Four people were killed.", "<p>Four people <b>were</b> killed, in bold.</p>"), title: "Market hit", text: "Market hit\n\nFour people were killed."},
		"both ways, plain a stub": {in: alternative("See it in a browser.", "<html><body><p>Four people were killed in the town on Monday when shells hit a market, said a hospital that counts.</p><p>It was the second attack this week, after a strike on a bakery on Saturday that wounded many people there.</p></body></html>"),
			title: "Market hit", text: "Market hit\n\nFour people were killed in the town on Monday when shells hit a market, said a hospital that counts.\n\nIt was the second attack this week, after a strike on a bakery on Saturday that wounded many people there."},
		"Arabic, coded": {in: mailHead + "Subject: =?windows-1256?B?" + b64(string([]byte(windows)[:7])) + "?= =?utf-8?Q?=D9=82?=\r\nContent-Type: text/plain; charset=windows-1256\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n" + quoted.String(),
			title: "قتل أربق", text: "قتل أربق\n\n" + arabic},
		"base64":       {in: mailHead + "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n" + b64(arabic) + "\r\n", text: arabic},
		"a list":       {in: "List-Id: The News <news.example.org>\r\n" + mailHead + "\r\nFour killed.", text: "Four killed.", source: "news.example.org"},
		"a newsletter": {in: "From: <hello@mail.news.example.co.uk>\r\nMessage-ID: <2@x>\r\nList-Unsubscribe: <https://example.co.uk/u>\r\n\r\nFour killed.", text: "Four killed.", source: "example.co.uk"},
		"an office":    {in: "From: Press <press@example.org>\r\nMessage-ID: <2@x>\r\n\r\nFour killed.", text: "Four killed.", source: "example.org"},
		"a person with a newsletter at a free host": {in: "From: <someone@gmail.com>\r\nMessage-ID: <2@x>\r\nList-Unsubscribe: <mailto:x>\r\n\r\nFour killed.", text: "Four killed."},
	} {
		t.Run(name, func(t *testing.T) {
			fs, err := parse(file("a.eml", tc.in))
			if err != nil || len(fs) != 1 {
				t.Fatalf("%d reports, %v", len(fs), err)
			}
			r := fs[0].Report
			if r.Text != tc.text || r.Title != tc.title {
				t.Errorf("title %q text\n%q\nwant %q\n%q", r.Title, r.Text, tc.title, tc.text)
			}
			if s := string(r.Source); tc.source == "" && !strings.HasPrefix(s, "mail:person-") || tc.source != "" && s != tc.source {
				t.Errorf("source %q, want %q", s, tc.source)
			}
			if all := fmt.Sprintf("%+v", fs[0]); strings.Contains(all, "Name") || strings.Contains(all, "a.name") || strings.Contains(all, "gmail") {
				t.Errorf("a person is named in %s", all)
			}
			if strings.Contains(tc.in, "Date: Mon, 04") && (r.Published.From.Format("15:04") != "10:30" || r.Published.Grain != recount.Minute) {
				t.Errorf("published %v", r.Published)
			}
			if !strings.HasPrefix(r.URL, "mail:") {
				t.Errorf("address %s", r.URL)
			}
		})
	}
}

// What is attached is captured with the mail's address, if it can be read.
func TestAttachments(t *testing.T) {
	part := func(typ, name, body string) string {
		return "--m\r\nContent-Type: " + typ + "\r\nContent-Disposition: attachment; filename=\"" + name + "\"\r\nContent-Transfer-Encoding: base64\r\n\r\n" + b64(body) + "\r\n"
	}
	inner := lf("From: <press@example.org>\r\nMessage-ID: <9@x>\r\n\r\nTwo killed.")
	in := mailHead + "Subject: Weekly\r\nContent-Type: multipart/mixed; boundary=m\r\n\r\n--m\r\nContent-Type: text/plain\r\n\r\nSee the report.\r\n" +
		part("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "A Name.docx", docxOf(wp("Four people were killed."))) +
		part("application/octet-stream", "notes.md", "Three **were** killed.") +
		part("image/png", "logo.png", "\x89PNG\x00\x00\x00") + part("text/calendar", "a.ics", "BEGIN:VCALENDAR") + part("application/pgp-signature", "a.asc", "-----BEGIN") +
		"--m\r\nContent-Type: message/rfc822\r\n\r\n" + inner + "\r\n--m--\r\n"
	var urls, texts []string
	mail := ""
	for c, err := range collect.Unpack(packed("box/a.eml", in)) {
		if err != nil {
			t.Fatal(err)
		}
		fs, err := collect.Parse(c)
		if err != nil {
			t.Fatal(err)
		}
		if mail == "" {
			mail = c.URL
		} else if !slices.Equal(c.Via, []string{mail}) || !strings.HasPrefix(c.In, "box/a.eml sha256:") && !strings.HasPrefix(c.In, mail) {
			t.Errorf("%s came by %q in %q", c.URL, c.Via, c.In)
		}
		urls, texts = append(urls, strings.TrimPrefix(c.URL, mail)), append(texts, fs[0].Report.Text)
	}
	if len(urls) != 4 || !slices.Equal(urls[:3], []string{"", "/1.docx", "/2.md"}) || !strings.HasPrefix(urls[3], "mail:") ||
		!slices.Equal(texts, []string{"Weekly\n\nSee the report.", "Four people were killed.", "Three were killed.", "Two killed."}) {
		t.Errorf("%q\n%q", urls, texts)
	}
}

func TestMailbox(t *testing.T) {
	mail := func(n int, text string) string {
		return fmt.Sprintf("From a@example.org Mon Mar  4 10:00:00 2024\nFrom: <press@example.org>\nMessage-ID: <%d@x>\n\n%s\n\n", n, text)
	}
	box := mail(1, "Four killed.\n\n>From the town.\nFrom here on 2024") + mail(2, "No text") + "From x Mon Mar  4 10:00:00 2024\nFrom: <press@example.org>\nContent-Type: multipart/encrypted; boundary=x\n\nx\n\n" + mail(3, "Three killed.")
	var got, bad []string
	for c, err := range collect.Unpack(packed("inbox", box)) {
		if err != nil {
			bad = append(bad, err.Error())
			continue
		}
		fs, err := collect.Parse(c)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(c.In, "inbox sha256:") {
			t.Errorf("in %q", c.In)
		}
		got = append(got, fs[0].Report.Text)
	}
	if !slices.Equal(got, []string{"Four killed.\n\nFrom the town.\nFrom here on 2024", "No text", "Three killed."}) || len(bad) != 1 || !strings.HasPrefix(bad[0], "inbox:3: this mail is encrypted") {
		t.Errorf("%q %q", got, bad)
	}
	// the same mail by itself is the same report
	one := strings.SplitN(mail(3, "Three killed."), "\n", 2)[1]
	fs, err := parse(file("b.eml", one))
	if err != nil || fs[0].Report.URL != func() string {
		for c := range collect.Unpack(packed("inbox", mail(3, "Three killed."))) {
			return c.URL
		}
		return ""
	}() {
		t.Errorf("%+v %v", fs, err)
	}
}

func TestMailThatIsNotRead(t *testing.T) {
	for name, tc := range map[string]struct{ in, want string }{
		"no head":   {"Four killed", "a.eml: this is no mail"},
		"no text":   {mailHead + "\r\n", "no text in this mail"},
		"sealed":    {mailHead + "Content-Type: application/pkcs7-mime; smime-type=enveloped-data\r\n\r\nx", "this mail is encrypted"},
		"all parts": {mailHead + "Content-Type: multipart/mixed; boundary=b\r\n\r\n" + strings.Repeat("--b\r\n\r\nx\r\n", 1100) + "--b--", "too many parts"},
	} {
		if _, err := parse(file("a.eml", tc.in)); !errors.Is(err, recount.ErrInvalid) || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%s: %v, want %q", name, err, tc.want)
		}
	}
	if _, err := parse(file("a.eml", "From: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=a0\r\n\r\n"+func() string {
		s := ""
		for i := range 40 {
			s += fmt.Sprintf("--a%d\r\nContent-Type: multipart/mixed; boundary=a%d\r\n\r\n", i, i+1)
		}
		return s
	}())); !errors.Is(err, recount.ErrInvalid) {
		t.Errorf("deep: %v", err)
	}
}

func FuzzMail(f *testing.F) {
	f.Add("a.eml", mailHead+"Subject: =?utf-8?Q?=D9=82?=\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nFour.\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>Four\r\n--b--\r\n")
	f.Add("a.mbox", "From a Mon Mar  4 10:00:00 2024\nFrom: x@y.zz\nList-Id: <a.b>\n\n>From x\n> y\nOn 4 x wrote:\n> z\n-- \nw\n\nFrom b Mon Mar  4 10:00:00 2024\n\nx")
	f.Add("a", "Received: x\nFrom: press@example.org\nContent-Transfer-Encoding: base64\nContent-Type: text/plain; charset=windows-1256; name=\"a.csv\"\n\neHh4\nFrom: a\nTo: b\nSubject: c\n")
	f.Fuzz(func(t *testing.T, name, body string) {
		fs, err := parse(file(name, body))
		holds(t, fs, err)
	})
}

// BenchmarkMail reads a mailbox of a thousand mails.
func BenchmarkMail(b *testing.B) {
	var box strings.Builder
	for i := range 1000 {
		fmt.Fprintf(&box, "From a@example.org Mon Mar  4 10:00:00 2024\n%sSubject: Day %d\n\n%s\n\n", strings.Replace(lf(mailHead), "<1@", fmt.Sprintf("<%d@", i), 1), i, strings.Repeat("Four people were killed in the town on Monday, a hospital said.\n", 20))
	}
	b.SetBytes(int64(box.Len()))
	b.ReportAllocs()
	for b.Loop() {
		n := 0
		for c, err := range collect.Unpack(packed("inbox", box.String())) {
			if err == nil {
				_, err = collect.Parse(c)
			}
			if err != nil {
				b.Fatal(err)
			}
			n++
		}
		if n != 1000 {
			b.Fatalf("%d mails", n)
		}
	}
}
