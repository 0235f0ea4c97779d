package collect

import (
	"cmp"
	"encoding/json"
	"errors"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/net/html"
)

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
				p.text = append(p.text, piece{kindIn(last.tag, last.href, last.onclick, t.Data), strings.ReplaceAll(t.Data, "\n", " ")})
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

// kindIn is the kind of a piece of text in a tag, as JSON has it.
func kindIn(tag, href, onclick, text string) string {
	switch {
	case tag == "strong":
		return "bold"
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
