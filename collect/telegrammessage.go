package collect

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/recountlab/recount"
)

// A telegramMessage is what is read of a message in an export of Telegram
// Desktop. Who signed it, what it answers, reactions, polls, contacts and
// positions are not.
type telegramMessage struct {
	ID          int64           `json:"id"`
	Type        string          `json:"type"` // "message"; "service" tells of the chat itself
	Date        string          `json:"date"` // by the clock of who exported
	Unix        name            `json:"date_unixtime"`
	Edited      string          `json:"edited"`
	EditedUnix  name            `json:"edited_unixtime"`
	From        string          `json:"from"`
	FromID      name            `json:"from_id"`
	Forwarded   json.RawMessage `json:"forwarded_from"` // null where who it was is gone
	ForwardedID name            `json:"forwarded_from_id"`
	Text        pieces          `json:"text"`
	Entities    pieces          `json:"text_entities"`
	Photo       string          `json:"photo"`
	File        string          `json:"file"`
	MIME        string          `json:"mime_type"`
}

// A piece is a stretch of text of one kind, "plain" or "bold".
type piece struct{ Type, Text string }

// pieces are a text: a string, or an array of strings and objects.
type pieces []piece

func (p *pieces) UnmarshalJSON(b []byte) error {
	var s string
	if json.Unmarshal(b, &s) == nil {
		*p = pieces{{Text: s}}
		return nil
	}
	var raw []json.RawMessage
	if err := json.Unmarshal(b, &raw); err != nil {
		return errors.New("its text is neither text nor a list")
	}
	for _, r := range raw {
		var x piece
		if json.Unmarshal(r, &x.Text) != nil {
			if err := json.Unmarshal(r, &x); err != nil {
				return errors.New("a piece of its text is neither text nor an object")
			}
		}
		*p = append(*p, x)
	}
	return nil
}

// leftOut stands where a text names a person or gives a number to reach one.
const leftOut = "…"

// text puts a message together; private leaves out whom it names by account,
// number or address.
func (m telegramMessage) text(private bool) string {
	var b strings.Builder
	for _, p := range m.pieces() {
		switch p.Type {
		case "mention", "mention_name", "phone", "email", "bank_card":
			if private {
				p.Text = leftOut
			}
		}
		b.WriteString(p.Text)
	}
	return b.String()
}

// headline is what stands in the first line, if that is set in bold and others
// follow.
func (m telegramMessage) headline() string {
	var b strings.Builder
	for _, p := range m.pieces() {
		switch {
		case p.Type == "bold":
			b.WriteString(p.Text)
		case strings.TrimSpace(b.String()+p.Text) == "": // before it
		case strings.HasPrefix(strings.TrimLeft(p.Text, " "), "\n") || strings.HasSuffix(b.String(), "\n"):
			if head := strings.TrimSpace(b.String()); len(head) < 300 && !strings.Contains(head, "\n") {
				return head
			}
			return ""
		default:
			return ""
		}
	}
	return ""
}

func (m telegramMessage) pieces() pieces {
	if len(m.Entities) > 0 {
		return m.Entities
	}
	return m.Text
}

func (m telegramMessage) says() bool { return strings.TrimSpace(m.text(false)) != "" }

// albumMost is how many pictures and films Telegram puts into one album.
const albumMost = 10

// continues reports whether m belongs to the album of the messages before it.
// An export does not mark albums: they are messages on end, of one sender,
// second and origin, each with a picture or a file, of which one at most has text.
func (m telegramMessage) continues(album []telegramMessage) bool {
	first := album[0]
	return len(album) < albumMost && m.media() && first.media() && m.Date == first.Date && m.Unix == first.Unix && m.From == first.From && m.FromID == first.FromID && bytes.Equal(m.Forwarded, first.Forwarded) &&
		!(m.says() && slices.ContainsFunc(album, telegramMessage.says))
}

func (m telegramMessage) media() bool { return m.Photo != "" || m.File != "" }

func (m telegramMessage) mediaType() string {
	if m.Photo != "" {
		return "image/jpeg" // as Telegram keeps photos
	}
	return m.MIME
}

// readTelegram reads a message of an export as JSON.
func readTelegram(raw json.RawMessage) (m telegramMessage, err error) {
	if err := json.Unmarshal(raw, &m); err != nil {
		return m, errors.New(jsonError(err))
	}
	return m, nil
}

// parseTelegram makes a report of a message, or of an album; read reads one in
// the form of the export.
func parseTelegram(e *envelope, read func(json.RawMessage) (telegramMessage, error), r *recount.Report) error {
	var m telegramMessage
	for _, raw := range e.Messages {
		x, err := read(raw)
		if err != nil {
			return err
		}
		if m.ID == 0 || x.says() {
			m = x
		}
	}
	var ok bool
	if r.Published, ok = telegramTime(m.Unix, m.Date); !ok {
		return errors.New(strconv.Quote(m.Date) + " is no date")
	}
	if r.Updated, _ = telegramTime(m.EditedUnix, m.Edited); !r.Updated.From.After(r.Published.From) {
		r.Updated = recount.When{}
	}
	private := !e.Chat.public()
	if r.Text = strings.TrimSpace(m.text(private)); private {
		r.Text = unnumbered(r.Text)
	} else {
		r.Title = m.headline()
	}
	switch {
	case !private:
		r.Source = sender("telegram", e.Chat.Name)
	case m.byChannel():
		r.Source = sender("telegram", m.From)
	case m.FromID != "":
		r.Source = sender("telegram", pseudonym(string(m.FromID)))
	default:
		r.Source = sender("telegram", pseudonym(e.Chat.ID, m.From))
	}
	if len(m.Forwarded) > 0 {
		r.Forwarded = sender("telegram", m.passedOn(private))
	}
	return nil
}

// byChannel reports whether a group, or a channel, speaks in a group.
func (m telegramMessage) byChannel() bool { return strings.HasPrefix(string(m.FromID), "channel") }

// passedOn names whom a message was passed on from: a channel, or a person by a
// pseudonym. Where the export does not say which, it is a channel if a channel
// passed it on, as its own if into its group, and may be a person if people did.
func (m telegramMessage) passedOn(private bool) string {
	var from string
	if json.Unmarshal(m.Forwarded, &from) != nil {
		from = ""
	}
	switch id := string(m.ForwardedID); {
	case from != "" && (strings.HasPrefix(id, "channel") || id == "" && (!private || m.byChannel() && from == m.From)):
		return from
	case id != "":
		return pseudonym(id)
	}
	return pseudonym("forwarded", from)
}

// telegramTime reads the moment of a message; exports of before 2022 give only
// what the clock of who exported showed, which is read as it stands.
func telegramTime(unix name, clock string) (recount.When, bool) {
	if s, err := strconv.ParseInt(string(unix), 10, 64); err == nil && s > 0 && s < 1<<34 {
		return minuteAt(time.Unix(s, 0), clock), true
	}
	t, err := time.Parse("2006-01-02T15:04:05", clock)
	return minuteAt(t, clock), err == nil
}
