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
	"strconv"
	"strings"

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
