package collect

import (
	"encoding/json"
	"errors"
	"regexp"
	"strings"

	"github.com/recountlab/recount"
)

// A whatsApp is one message of a chat.
type whatsApp struct {
	at                  stamp
	sender, text, media string
}

var (
	// "IMG-20240312-WA0001.jpg (file attached)", with what was written to it below.
	attached = regexp.MustCompile(`^` + bidi + `([A-Z]{3}-\d{8}-WA\d{4,6}\.\w{2,5}) \([^()]{3,40}\)` + bidi + `$`)
	// "<attached: 00000012-PHOTO-2024-03-12-14-05-33.jpg>", at the end.
	attachedAs = regexp.MustCompile(`\x{200e}<[^<>:]{2,30}:` + bidi + ` ?([^<>/\\]+\.\w{2,5})>` + bidi + `$`)
	// "<This message was edited>", at the end.
	noted = regexp.MustCompile(`\s*\x{200e}<[^<>:]{3,60}>` + bidi + `$`)
	// "<Media omitted>"
	omitted = regexp.MustCompile(`^<[^<>]{3,60}>$`)
)

// unwritten is what stands where nothing was written, without a full stop: what
// was deleted, and what was left out of the export.
var unwritten = map[string]bool{
	"this message was deleted": true, "you deleted this message": true, "this message was deleted by admin": true, "message deleted": true,
	"waiting for this message": true, "null": true, "missed voice call": true, "missed video call": true,
	"image omitted": true, "video omitted": true, "audio omitted": true, "sticker omitted": true, "gif omitted": true, "document omitted": true, "contact card omitted": true, "video note omitted": true,
	"تم حذف هذه الرسالة": true, "قمت بحذف هذه الرسالة": true, "حذفت هذه الرسالة": true, "لقد حذفت هذه الرسالة": true, "تم حذف هذه الرسالة بواسطة المشرف": true,
	"تم استبعاد الوسائط": true, "تم استبعاد الصورة": true, "تم استبعاد الفيديو": true, "تم استبعاد الصوت": true, "تم استبعاد الملصق": true, "تم استبعاد المستند": true, "الصورة غير مدرجة": true, "الفيديو غير مدرج": true,
}

// whatsAppOf reads a message, and reports whether somebody wrote it: lines
// without a sender tell of the chat itself. An iPhone marks what it says itself as
// left to right.
func whatsAppOf(raw string) (m whatsApp, ok bool) {
	at, rest, ok := stampOf(raw)
	if !ok {
		return m, false
	}
	sender, text, said := strings.Cut(rest, ": ")
	if !said || strings.Contains(sender, "\n") { // the first line is empty
		sender, text, said = strings.Cut(rest, ":\n")
	}
	m = whatsApp{at: at, sender: flatten(strings.Trim(unmarked.Replace(sender), "~ \u00a0\u202f"))}
	if !said || len(sender) > 200 || strings.ContainsAny(m.sender, "\n\"“«") || m.sender == "" {
		return m, false
	}
	first, more, _ := strings.Cut(text, "\n")
	if a := attached.FindStringSubmatch(first); a != nil {
		m.media, text = a[1], more
	} else if a := attachedAs.FindStringSubmatchIndex(text); a != nil {
		m.media, text = text[a[2]:a[3]], text[:a[0]]
	}
	iPhone := strings.Contains(raw[:len(raw)-len(rest)], "[")
	if iPhone && strings.HasPrefix(text, "\u200e") && !strings.HasPrefix(text, "\u200e<") {
		return m, false
	}
	text = noted.ReplaceAllString(text, "")
	m.text = strings.TrimSpace(unmarked.Replace(mentioned.ReplaceAllString(text, leftOut)))
	if unwritten[strings.ToLower(strings.TrimRight(m.text, ". "))] || omitted.MatchString(m.text) {
		m.text = ""
	}
	return m, m.text != ""
}

// parseWhatsApp makes a report of a message.
func parseWhatsApp(e *envelope, r *recount.Report) error {
	if len(e.Messages) != 1 {
		return errors.New("want one message")
	}
	var raw string
	if err := json.Unmarshal(e.Messages[0], &raw); err != nil {
		return errors.New(jsonError(err))
	}
	m, ok := whatsAppOf(raw)
	if !ok {
		return errors.New("nobody wrote this message")
	}
	if t, ok := m.at.at(e.Order); ok {
		r.Published = minuteAt(t, m.at.shown)
	}
	r.Source = sender("whatsapp", pseudonym(e.Chat.ID, m.sender))
	r.Text = unnumbered(m.text)
	return nil
}

var (
	// "@" and a name between signs of direction, or a number.
	mentioned = regexp.MustCompile(`@(?:\x{2068}[^\x{2069}\n]{1,80}\x{2069}|\+?` + num + `{7,15})`)
	// Numbers to call: with the sign of a country, of ten digits on end or more, or in groups after a zero.
	callable = regexp.MustCompile(strings.ReplaceAll(`[.,٫]?(?:\+#(?:[\x{a0}\x{202f} ()-]{0,2}#){7,15}|#{10,15}|[0٠۰]#{1,3}[ -]#{3}[ -]?#{3,4})`, "#", num))
)

// unnumbered leaves out of a text the numbers by which somebody can be called;
// the decimals of a position are none.
func unnumbered(s string) string {
	return callable.ReplaceAllStringFunc(s, func(n string) string {
		if strings.ContainsAny(n[:1], ".,") || strings.HasPrefix(n, "٫") {
			return n
		}
		return leftOut
	})
}
