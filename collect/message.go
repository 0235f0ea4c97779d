package collect

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/archive"
)

// An envelope is what the archive keeps of a message: the bytes of it as they
// stand in the export, and what else must be known to read them again.
type envelope struct {
	Form     string            `json:"form"`
	Chat     chat              `json:"chat"`
	Order    order             `json:"order,omitempty"` // of dates in digits, "" if it is not known
	Media    []recount.Medium  `json:"media,omitempty"`
	Messages []json.RawMessage `json:"messages,omitempty"` // several only if they are one album
}

// A chat is what an export says of where its messages were sent.
type chat struct {
	Name string `json:"name,omitempty"` // of a channel; other chats bear the names of people
	Kind string `json:"kind,omitempty"`
	ID   string `json:"id"`
}

// The forms of messages in envelopes.
const (
	telegramForm     = "telegram"
	telegramPageForm = "telegram-page"
	whatsAppForm     = "whatsapp"
)

// seal makes the capture of a message. The bytes of messages are kept as they are.
func seal(f File, addr string, e envelope) (archive.Capture, error) {
	messages := e.Messages
	e.Messages = nil
	b, err := json.Marshal(e)
	if err != nil {
		return archive.Capture{}, fmt.Errorf("%s: %w", f.Name, err)
	}
	b = append(b[:len(b)-1], `,"messages":[`...)
	for i, m := range messages {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, m...)
	}
	b = append(b, "]}"...)
	return archive.Capture{URL: addr, At: f.At, Header: map[string][]string{"Content-Type": {messageType}}, Body: b}, nil
}

func parseMessage(c archive.Capture) (f Found, err error) {
	var e envelope
	if err := json.Unmarshal(c.Body, &e); err != nil {
		return f, fmt.Errorf("%s: %s: %w", c.URL, jsonError(err), recount.ErrInvalid)
	}
	switch e.Form {
	case telegramForm:
		err = parseTelegram(&e, readTelegram, &f.Report)
	case telegramPageForm:
		err = parseTelegram(&e, readShown, &f.Report)
	case whatsAppForm:
		err = parseWhatsApp(&e, &f.Report)
	default:
		err = fmt.Errorf("a message of a form that is not known: %q", e.Form)
	}
	if err != nil {
		return f, fmt.Errorf("%s: %v: %w", c.URL, err, recount.ErrInvalid)
	}
	f.Report.Media = e.Media
	return finish(c, f, 0)
}

// sender names who speaks on a messenger.
func sender(messenger, name string) recount.SourceID {
	if name = flatten(norm.NFC.String(unmarked.Replace(name))); name == "" {
		return ""
	}
	return recount.SourceID(messenger + ":" + name)
}

// pseudonym stands for a person, so that two witnesses are two and neither is
// named. The same parts give the same one: who knows them can make it too.
func pseudonym(parts ...string) string {
	return recount.NameOf("person-", parts...)[:len("person-")+10]
}

// medium refers to a file that lies beside f by its digest. The path comes from
// the export: one that leads out of the folder is not followed.
func (f File) medium(name, kind string) recount.Medium {
	m := recount.Medium{Name: name, Type: kind}
	if m.Type == "" {
		m.Type = mediaTypes[strings.ToLower(path.Ext(name))]
	}
	switch info, err := f.stat(name); {
	case strings.HasSuffix(name, ")") && strings.Contains(name, "(File "): // "(File not included. Change data exporting settings to download.)"
		m.Type, m.Missing = kind, "not in the export"
	case f.Beside == nil:
		m.Missing = "nothing lies beside the export"
	case !fs.ValidPath(name):
		m.Missing = "its path leads out of the folder of the export"
	case err != nil || !info.Mode().IsRegular():
		m.Missing = "not beside the export"
	default:
		if m.Digest, err = digestOf(f.Beside, name); err != nil {
			m.Missing = "could not be read"
		}
	}
	return m
}

// mediaTypes are the types of what messengers send, by extension.
var mediaTypes = map[string]string{".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png", ".webp": "image/webp", ".gif": "image/gif",
	".mp4": "video/mp4", ".mov": "video/quicktime", ".3gp": "video/3gpp", ".ogg": "audio/ogg", ".opus": "audio/ogg", ".mp3": "audio/mpeg", ".m4a": "audio/mp4", ".pdf": "application/pdf"}

func (f File) stat(name string) (fs.FileInfo, error) {
	if f.Beside == nil || !fs.ValidPath(name) {
		return nil, fs.ErrNotExist
	}
	return fs.Stat(f.Beside, name)
}

func digestOf(in fs.FS, name string) (d recount.Digest, err error) {
	file, err := in.Open(name)
	if err != nil {
		return d, err
	}
	defer file.Close()
	h := sha256.New()
	if _, err := io.Copy(h, file); err != nil {
		return d, err
	}
	h.Sum(d[:0])
	return d, nil
}
