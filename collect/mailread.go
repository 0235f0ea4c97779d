package collect

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"net/textproto"
	"strings"
	"time"

	"golang.org/x/net/publicsuffix"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/archive"
)

// A letter is a mail that is taken apart.
type letter struct {
	head        mail.Header
	plain, html string
	attached    []attachment
	parts       int
	sum         recount.Digest
}

// How many parts a mail may have, and how deep they may lie in each other.
const (
	maxParts     = 1000
	maxPartsDeep = 16
)

var errSealed = errors.New("this mail is encrypted; save it deciphered")

// readMail takes a mail apart.
func readMail(raw []byte) (*letter, error) {
	m, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		return nil, fmt.Errorf("this is no mail: %v", err)
	}
	l := &letter{head: m.Header, sum: recount.Sum(raw)}
	body, err := io.ReadAll(m.Body)
	if err == nil {
		err = l.take(textproto.MIMEHeader(m.Header), body, 0)
	}
	return l, err
}

// take takes one part. What is text and not said to be attached is of the mail
// itself.
func (l *letter) take(head textproto.MIMEHeader, body []byte, deep int) error {
	if l.parts++; l.parts > maxParts || deep > maxPartsDeep {
		return errors.New("this mail has too many parts")
	}
	typ, params, err := mime.ParseMediaType(head.Get("Content-Type"))
	if err != nil || typ == "" {
		typ, params = "text/plain", map[string]string{}
	}
	switch {
	case typ == "multipart/encrypted", typ == "application/pkcs7-mime" && params["smime-type"] != "signed-data":
		return errSealed
	case strings.HasPrefix(typ, "multipart/") && params["boundary"] != "":
		return l.several(body, typ, params["boundary"], deep)
	}
	body = uncoded(head.Get("Content-Transfer-Encoding"), body)
	how, file, _ := mime.ParseMediaType(head.Get("Content-Disposition"))
	name := file["filename"]
	if name == "" {
		name = params["name"]
	}
	if own := how != "attachment" && name == ""; own && (typ == "text/plain" || typ == "text/html") {
		s := decode(body, head.Get("Content-Type"), typ == "text/html")
		if typ == "text/html" {
			l.html += s
		} else {
			l.plain += s + "\n"
		}
		return nil
	}
	name, _ = headWords.DecodeHeader(name)
	l.attached = append(l.attached, attachment{typ, endingOf(name, typ), body})
	return nil
}

// several takes the parts of a part. Of a broken one those before that are taken.
func (l *letter) several(body []byte, typ, boundary string, deep int) error {
	r := multipart.NewReader(bytes.NewReader(body), boundary)
	plain, html := l.plain, l.html
	defer func() {
		if typ == "multipart/alternative" { // the same twice
			if now := strings.TrimSpace(l.plain[len(plain):]); len(now)*4 < len(markup(l.html[len(html):])) {
				l.plain = plain
			} else if now != "" {
				l.html = html
			}
		}
	}()
	for {
		p, err := r.NextRawPart()
		if err != nil {
			return nil
		}
		b, err := io.ReadAll(p)
		if err != nil && len(b) == 0 {
			return nil
		}
		if err := l.take(p.Header, b, deep+1); err != nil {
			return err
		}
	}
}

// uncoded undoes how bytes were coded for the way; of what is broken, what
// comes before that.
func uncoded(how string, body []byte) []byte {
	var r io.Reader
	switch strings.ToLower(strings.TrimSpace(how)) {
	case "base64":
		r = base64.NewDecoder(base64.StdEncoding, bytes.NewReader(body))
	case "quoted-printable":
		r = quotedprintable.NewReader(bytes.NewReader(body))
	default:
		return body
	}
	out, _ := io.ReadAll(r)
	return out
}

// headWords decodes the words of a head.
var headWords = mime.WordDecoder{CharsetReader: func(charset string, in io.Reader) (io.Reader, error) {
	b, err := io.ReadAll(in)
	return strings.NewReader(decode(b, "text/plain; charset="+charset, false)), err
}}

// said is a line of the head.
func (l *letter) said(key string) string {
	s := l.head.Get(key)
	if out, err := headWords.DecodeHeader(s); err == nil {
		s = out
	}
	return flatten(tidy(decode([]byte(s), "", false)))
}

// address is what a mail is known by wherever it is kept: made from its
// Message-ID, which may hold a name, or else from its bytes.
func (l *letter) address() string {
	id := strings.TrimSpace(l.head.Get("Message-Id"))
	if id == "" {
		id = l.sum.String()
	}
	return recount.NameOf("mail:", id)
}

// published is when the sender's clock says that a mail was sent; a time after
// it came in is not believed.
func (l *letter) published(at time.Time) recount.When {
	t, err := mail.ParseDate(l.head.Get("Date"))
	if err != nil || t.Year() < 1980 || !at.IsZero() && t.After(at.AddDate(0, 0, 2)) {
		return recount.When{}
	}
	return minuteAt(t, l.head.Get("Date"))
}

// offices are the names before the @ that are no person's, and freeMail the
// hosts whose addresses are people's whatever their name.
var (
	offices = wordSet(`press media news newsroom newsdesk desk info information office contact communications comms editor editors newsletter newsletters updates alert alerts report reports
		noreply no-reply donotreply do-not-reply notifications bulletin digest list admin webmaster pressoffice press-office pressservice secretariat presse redaction prensa pressa`)
	freeMail = wordSet(`gmail.com googlemail.com outlook.com hotmail.com live.com msn.com yahoo.com ymail.com aol.com icloud.com me.com mac.com proton.me protonmail.com pm.me tutanota.com tuta.io gmx.com gmx.net gmx.de
		web.de mail.ru yandex.ru yandex.com bk.ru list.ru inbox.ru ukr.net i.ua rambler.ru zoho.com mail.com fastmail.com riseup.net hushmail.com qq.com 163.com orange.fr free.fr laposte.net maktoob.com`)
)

// source is who sent a mail: a list or a newsletter by its domain, an office by
// the domain of its address. Of a person it is a pseudonym made from the
// address.
func (l *letter) source() recount.SourceID {
	if id := l.head.Get("List-Id"); id != "" {
		if i, j := strings.LastIndexByte(id, '<'), strings.LastIndexByte(id, '>'); i >= 0 && j > i {
			id = id[i+1 : j]
		}
		if id = strings.ToLower(strings.TrimSpace(id)); strings.Contains(id, ".") && !strings.ContainsAny(id, " @") {
			return recount.SourceID(id)
		}
	}
	from, err := (&mail.AddressParser{WordDecoder: &headWords}).ParseList(l.head.Get("From"))
	if err != nil || len(from) == 0 {
		if m := addresses.FindString(l.head.Get("From")); m != "" {
			from = []*mail.Address{{Address: m}}
		} else {
			return ""
		}
	}
	addr := strings.ToLower(from[0].Address)
	name, host, _ := strings.Cut(addr, "@")
	domain, err := publicsuffix.EffectiveTLDPlusOne(host)
	many := l.head.Get("List-Unsubscribe") != "" || strings.EqualFold(l.head.Get("Precedence"), "bulk") || offices[name]
	if err == nil && many && !freeMail[domain] {
		return recount.SourceID(domain)
	}
	return sender("mail", pseudonym("mail", addr))
}

// parseMail reads one mail: its text, without the head, without what is quoted
// and signed, and without addresses.
func parseMail(c archive.Capture) (Found, error) {
	l, err := readMail(c.Body)
	if err != nil {
		return Found{}, fmt.Errorf("%s: %v: %w", c.URL, err, recount.ErrInvalid)
	}
	s := tidy(l.plain)
	if strings.TrimSpace(s) == "" && l.html != "" {
		page := archive.Capture{URL: c.URL, At: c.At, Header: map[string][]string{"Content-Type": {"text/html; charset=utf-8"}}, Body: []byte(l.html)}
		fs, err := parsePage(page)
		if err != nil {
			return Found{}, err
		}
		var texts []string
		for _, f := range fs {
			texts = append(texts, f.Report.Text)
		}
		s = strings.Join(texts, "\n\n")
	}
	s = addresses.ReplaceAllString(ownWords(s), leftOut)
	f := Found{Report: recount.Report{Title: addresses.ReplaceAllString(l.said("Subject"), leftOut), Source: l.source(), URL: l.address(), Published: l.published(c.At)}}
	if strings.TrimSpace(s) == "" {
		return f, fmt.Errorf("%s: no text in this mail: %w", c.URL, recount.ErrInvalid)
	}
	f.Report.Text, _ = Headed(answered.ReplaceAllString(f.Report.Title, ""), strings.TrimSpace(s))
	return finish(c, f, 0)
}
