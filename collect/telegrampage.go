package collect

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/net/html"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/archive"
)

// holdsTelegramPage tells a page of the export that Telegram calls
// messages.html.
func holdsTelegramPage(head []byte) bool {
	return bytes.Contains(head, []byte("<title>Exported Data</title>")) && bytes.Contains(head, []byte(`class="page_wrap"`))
}

// The kinds of chat that pages tell: whose own posts are a channel's, or a
// group's, and all others, which may be people's.
const (
	channelPage = "page of a channel"
	chatPage    = "page of a chat"
)

// A shownMessage is what an envelope holds of a message on a page: its HTML, and
// the names that stand only above one that it goes on from.
type shownMessage struct {
	HTML string `json:"html"`
	From string `json:"from,omitempty"`
	By   string `json:"by,omitempty"` // whom it was passed on from
}

// unpackTelegramPage yields the messages of one page of an export.
func unpackTelegramPage(f File, yield func(archive.Capture, error) bool) {
	x := albums{file: f, form: telegramPageForm, yield: yield}
	chat, err := f.pageChat()
	if err == nil {
		var above shownMessage
		err = eachShown(io.NewSectionReader(f.Body, 0, f.Size), func(_ string, fragment []byte) error {
			s := shownMessage{HTML: strings.ToValidUTF8(string(fragment), "\uFFFD")}
			p := readPage(s.HTML)
			if p.id == 0 || p.service {
				return nil
			}
			if p.from == "" {
				s.From = above.From
			}
			if p.passedOn && p.by == "" {
				s.By = above.By
			}
			above = shownMessage{From: cmp.Or(p.from, s.From), By: cmp.Or(p.by, s.By)}
			raw, err := json.Marshal(s)
			if err != nil {
				return err
			}
			m, err := readShown(raw)
			if err != nil {
				return err
			}
			if next := chat.speaking(m.From); next != x.chat {
				x.flush()
				x.chat = next
			}
			x.add(m, raw)
			if x.stopped {
				return errStopped
			}
			return nil
		})
		x.flush()
	}
	if err != nil && !x.stopped {
		yield(archive.Capture{}, fmt.Errorf("%s: %w: %w", f.Name, err, recount.ErrInvalid))
	}
}

// A pageChat is what the pages of an export tell of their chat.
type pageChat struct {
	name   string
	opens  string // the message that opens the export
	public bool   // a line says that it was made as a channel, or a group of its kind
}

// speaking is the chat for a message of one sender. Pages do not say what kind a
// chat is: only who bears the name of a channel speaks as one, since the others,
// and a person with whom one chats, bear people's names.
func (c pageChat) speaking(from string) chat {
	out := chat{Kind: chatPage, ID: recount.NameOf("", c.name, c.opens)}
	if c.public && flatten(from) == c.name {
		out.Kind, out.Name = channelPage, c.name
	}
	return out
}

var (
	laterPage = regexp.MustCompile(`^messages\d+\.html$`)
	asChannel = regexp.MustCompile(`^Channel («.*» created|title changed to «.*»|photo changed|photo removed)$`)
)

// pageChat reads what a page, and the first page of its export, say of the chat.
func (f File) pageChat() (c pageChat, err error) {
	read := func(r io.Reader) error {
		return eachShown(r, func(class string, fragment []byte) error {
			switch p := readPage(string(fragment)); {
			case class == pageTop && c.name == "":
				c.name = p.header
			case class == pageTop:
			case p.service:
				c.public = c.public || asChannel.MatchString(p.body)
			case c.opens == "" && p.id != 0:
				c.opens = strconv.FormatInt(p.id, 10) + " " + p.date
			}
			return nil
		})
	}
	if f.Beside != nil && laterPage.MatchString(path.Base(f.Name)) {
		if first, err := f.Beside.Open("messages.html"); err == nil {
			defer first.Close()
			if err := read(first); err != nil {
				return c, fmt.Errorf("messages.html beside it: %w", err)
			}
		}
	}
	return c, read(io.NewSectionReader(f.Body, 0, f.Size))
}

// pageTop is the class of what stands above the messages of a page.
const pageTop = "page_header"

// eachShown hands on the HTML of the header and of every message of a page, as
// it stands there. It is good until the next.
func eachShown(r io.Reader, each func(class string, fragment []byte) error) error {
	z := html.NewTokenizer(r)
	z.SetMaxBuf(messageMost)
	var fragment []byte
	class, depth := "", 0
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			if err := z.Err(); !errors.Is(err, io.EOF) {
				return err
			}
			return nil
		}
		raw := z.Raw()
		if depth > 0 {
			fragment = append(fragment, raw...)
		}
		if kind != html.StartTagToken && kind != html.EndTagToken {
			if len(fragment) > messageMost {
				return fmt.Errorf("a message of more than %d bytes", messageMost)
			}
			continue
		}
		opened := depth == 0 && kind == html.StartTagToken
		if opened {
			fragment = append(fragment[:0], raw...)
		}
		name, more := z.TagName()
		if string(name) != "div" {
			continue
		}
		switch {
		case kind == html.EndTagToken && depth > 0:
			if depth--; depth == 0 {
				if err := each(class, fragment); err != nil {
					return err
				}
			}
		case kind == html.StartTagToken && depth > 0:
			depth++
		case opened:
			for class = ""; more; {
				var key, value []byte
				if key, value, more = z.TagAttr(); string(key) == "class" {
					class, _, _ = strings.Cut(string(value), " ")
				}
			}
			if class == pageTop || class == "message" {
				depth = 1
			}
		}
	}
}

// A shownPart is what the HTML of a message, or of a header, says.
type shownPart struct {
	id                     int64
	service, passedOn      bool
	header, body           string // of a header: the name of the chat; of a service message: what it says
	date, from, by, medium string
	text                   pieces
}

// readPage reads the HTML of a message or of a header.
func readPage(fragment string) (p shownPart) {
	z := html.NewTokenizer(strings.NewReader(fragment))
	type open struct{ tag, class, href, onclick string }
	var stack []open
	within := func(class string) bool {
		return slices.ContainsFunc(stack, func(o open) bool { return o.class == class })
	}
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			break
		}
		t := z.Token()
		switch kind {
		case html.StartTagToken, html.SelfClosingTagToken:
			o := open{tag: t.Data}
			title, id := "", ""
			for _, a := range t.Attr {
				switch a.Key {
				case "class":
					o.class = a.Val
				case "href":
					o.href = a.Val
				case "onclick":
					o.onclick = a.Val
				case "title":
					title = a.Val
				case "id":
					id = a.Val
				}
			}
			switch {
			case len(stack) == 0:
				p.id, _ = strconv.ParseInt(strings.TrimPrefix(id, "message"), 10, 64)
				p.service = strings.HasPrefix(o.class, "message service")
			case o.class == "pull_right date details" && p.date == "":
				p.date = title
			case o.class == "forwarded body":
				p.passedOn = true
			case t.Data == "br" && within("text"):
				p.text = append(p.text, piece{Text: "\n"})
			case t.Data == "a" && (strings.HasSuffix(o.class, "_wrap clearfix pull_left") || strings.HasPrefix(o.class, "media ")) && p.medium == "" && !strings.Contains(o.href, "://"):
				p.medium = o.href
			}
			if kind == html.StartTagToken && t.Data != "br" && t.Data != "img" && len(stack) < maxStack {
				stack = append(stack, o)
			}
		case html.EndTagToken:
			for i := len(stack) - 1; i >= 0; i-- {
				if stack[i].tag == t.Data {
					stack = stack[:i]
					break
				}
			}
		case html.TextToken:
			last := open{}
			if len(stack) > 0 {
				last = stack[len(stack)-1]
			}
			switch {
			case within("text"):
				p.text = append(p.text, piece{kindOfLink(last.href, last.onclick, t.Data), strings.ReplaceAll(t.Data, "\n", " ")})
			case within("text bold"):
				extend(&p.header, t.Data)
			case p.service && within("body details"):
				extend(&p.body, t.Data)
			case within("date details"):
			case within("from_name") && p.passedOn:
				extend(&p.by, t.Data)
			case within("from_name"):
				extend(&p.from, t.Data)
			case within("description") && p.medium == "" && strings.HasSuffix(flatten(t.Data), "."): // "Not included, change data exporting settings to download."
				p.medium = "(File " + flatten(t.Data) + ")"
			}
		}
	}
	p.from, p.by = viaBot.ReplaceAllString(p.from, ""), viaBot.ReplaceAllString(p.by, "")
	return p
}

// extend adds to a line, which is no longer than a name or a title is.
func extend(line *string, more string) {
	if len(*line) < 1000 {
		*line = flatten(*line + more)
	}
}

// maxStack is how deep the tags of a message may lie.
const maxStack = 64

var viaBot = regexp.MustCompile(` via @\w+$`)

// kindOfLink is the kind of a piece of text that is a link, as JSON has it.
func kindOfLink(href, onclick, text string) string {
	switch {
	case strings.HasPrefix(href, "tel:"):
		return "phone"
	case strings.HasPrefix(href, "mailto:"):
		return "email"
	case strings.Contains(onclick, "ShowMentionName"):
		return "mention_name"
	case href != "" && strings.HasPrefix(text, "@"):
		return "mention"
	}
	return ""
}

// gone is what a page calls a sender who is no more.
const gone = "Deleted Account"

// readShown reads a message of a page as if it stood in JSON. A person is known
// by the name alone.
func readShown(raw json.RawMessage) (m telegramMessage, err error) {
	var s shownMessage
	if err := json.Unmarshal(raw, &s); err != nil {
		return m, errors.New(jsonError(err))
	}
	p := readPage(s.HTML)
	m = telegramMessage{ID: p.id, Type: "message", Date: p.date, From: cmp.Or(p.from, s.From), Text: p.text, File: p.medium}
	if t, err := time.Parse("02.01.2006 15:04:05 UTC-07:00", p.date); err == nil {
		m.Unix = name(strconv.FormatInt(t.Unix(), 10))
	} else if t, err := time.Parse("02.01.2006 15:04:05", p.date); err == nil {
		m.Date = t.Format("2006-01-02T15:04:05")
	}
	if by := cmp.Or(p.by, s.By); p.passedOn && (by == "" || by == gone) {
		m.Forwarded = json.RawMessage("null")
	} else if p.passedOn {
		m.Forwarded, err = json.Marshal(by)
	}
	return m, err
}
