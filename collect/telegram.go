package collect

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/archive"
)

// holdsTelegram tells the export that Telegram calls result.json, of one chat
// or of all, by its first keys: a chat has messages, an export of all has chats.
func holdsTelegram(head []byte) bool {
	in := json.NewDecoder(bytes.NewReader(head))
	if t, err := in.Token(); err != nil || t != json.Delim('{') {
		return false
	}
	about := false
	for {
		key, err := in.Token()
		switch key {
		case "personal_information":
			return true
		case "name", "type", "about":
			about = true
		case "messages", "chats", "left_chats":
			if t, _ := in.Token(); about && (t == json.Delim('[') || t == json.Delim('{')) {
				return true
			}
			return false
		case "text":
			return false
		}
		var skip json.RawMessage
		if err != nil || key == json.Delim('}') || in.Decode(&skip) != nil {
			return false
		}
	}
}

// messageMost is the most bytes that a message has in an export: its text has
// 4,096 letters at most.
const messageMost = 1 << 20

// unpackTelegram yields the messages of an export, an album as one. Only the
// message at hand is in memory.
func unpackTelegram(f File, yield func(archive.Capture, error) bool) {
	src := &ahead{r: io.NewSectionReader(f.Body, 0, f.Size), most: messageMost}
	x := &telegramExport{albums: albums{file: f, form: telegramForm, yield: yield}, src: src, in: json.NewDecoder(src)}
	x.in.UseNumber()
	if _, err := x.token(); err == nil {
		err = x.object(0)
		x.flush()
		if err != nil && !x.stopped {
			yield(archive.Capture{}, fmt.Errorf("%s: at byte %d: %w: %w", f.Name, x.in.InputOffset(), err, recount.ErrInvalid))
		}
	}
}

// ahead reads no further ahead of what was made use of than most bytes: a value
// longer than that is refused before it is in memory. It mends what Telegram
// writes for characters that are none, "\x0B", which is no JSON.
type ahead struct {
	r                io.Reader
	read, used, most int64
	escape           bool // the byte before was a backslash
	digits           int  // how many of a mended character are to come
}

func (a *ahead) Read(b []byte) (int, error) {
	if a.read-a.used > a.most {
		return 0, archive.ErrTooLong
	}
	n, err := a.r.Read(b)
	a.read += int64(n)
	for i, c := range b[:n] {
		switch {
		case a.digits > 0:
			b[i] = ' '
			a.digits--
		case a.escape && c == 'x':
			b[i], a.digits = 't', 2
			a.escape = false
		default:
			a.escape = c == '\\' && !a.escape
		}
	}
	return n, err
}

// A telegramExport is an export while it is read.
type telegramExport struct {
	albums
	src *ahead
	in  *json.Decoder
}

var errStopped = errors.New("stopped")

func (x *telegramExport) token() (json.Token, error) {
	t, err := x.in.Token()
	x.src.used = x.in.InputOffset()
	if errors.Is(err, io.EOF) {
		err = io.ErrUnexpectedEOF
	}
	return t, err
}

// object reads an object of which the first brace is read: an export of all, its
// list of chats, or a chat.
func (x *telegramExport) object(depth int) error {
	x.chat = chat{}
	for {
		key, err := x.token()
		if err != nil || key == json.Delim('}') {
			return err
		}
		if key == "messages" && x.chat.ID == "" {
			return errors.New("messages of a chat without an ID")
		}
		v, err := x.token()
		switch d, opens := v.(json.Delim); {
		case err != nil:
		case key == "messages" && d == '[':
			err = x.each(x.message)
			x.flush()
		case (key == "chats" || key == "left_chats") && d == '{' && depth == 0:
			err = x.object(1)
		case key == "list" && d == '[' && depth == 1:
			err = x.each(func() error {
				if v, err := x.token(); err != nil || v != json.Delim('{') {
					return errors.Join(err, errors.New("a chat that is no object"))
				}
				return x.object(2)
			})
		case opens:
			err = x.skip()
		case key == "name":
			x.chat.Name, _ = v.(string)
		case key == "type":
			x.chat.Kind, _ = v.(string)
		case key == "id":
			x.chat.ID = fmt.Sprint(v)
		}
		if err != nil {
			return err
		}
	}
}

// each reads an array of which the first bracket is read.
func (x *telegramExport) each(item func() error) error {
	for x.in.More() {
		if err := item(); err != nil {
			return err
		}
	}
	_, err := x.token()
	return err
}

// skip passes over a value of which the first bracket is read.
func (x *telegramExport) skip() error {
	for depth := 1; depth > 0; {
		t, err := x.token()
		if err != nil {
			return err
		}
		switch t {
		case json.Delim('{'), json.Delim('['):
			depth++
		case json.Delim('}'), json.Delim(']'):
			depth--
		}
	}
	return nil
}

// message reads one message, and hands on the one before if that is whole.
func (x *telegramExport) message() error {
	var raw json.RawMessage
	err := x.in.Decode(&raw)
	x.src.used = x.in.InputOffset()
	if err != nil {
		return err
	}
	var m telegramMessage
	if err := json.Unmarshal(raw, &m); err != nil || len(raw) > messageMost {
		x.flush()
		x.hand(archive.Capture{}, fmt.Errorf("%s: message that ends at byte %d: %v: %w", x.file.Name, x.src.used, cmp.Or(err, archive.ErrTooLong), recount.ErrInvalid))
	} else if m.Type == "message" {
		x.add(m, raw)
	}
	if x.stopped {
		return errStopped
	}
	return nil
}
