package collect

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/archive"
)

// holdsTelegram tells the export that Telegram calls result.json, of one chat
// or of all, by its first keys: a chat has messages, an account has chats.
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

// unpackTelegram yields the messages of an export, an album as one. Only the
// message at hand is in memory.
func unpackTelegram(f File, yield func(archive.Capture, error) bool) {
	src := &ahead{r: io.NewSectionReader(f.Body, 0, f.Size), most: 2 * Limit}
	x := &telegramExport{file: f, src: src, in: json.NewDecoder(src), yield: yield}
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
// longer than that is refused before it is in memory.
type ahead struct {
	r                io.Reader
	read, used, most int64
}

func (a *ahead) Read(b []byte) (int, error) {
	if a.read-a.used > a.most {
		return 0, archive.ErrTooLong
	}
	n, err := a.r.Read(b)
	a.read += int64(n)
	return n, err
}

// A telegramExport is an export while it is read.
type telegramExport struct {
	file    File
	src     *ahead
	in      *json.Decoder
	yield   func(archive.Capture, error) bool
	stopped bool
	chat    chat
	album   []telegramMessage // the message at hand, with those of its album
	raw     []json.RawMessage
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

// object reads an object of which the first brace is read: an account, its
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
	if err := json.Unmarshal(raw, &m); err != nil || len(raw) > Limit {
		x.flush()
		x.hand(archive.Capture{}, fmt.Errorf("%s: message that ends at byte %d: %v: %w", x.file.Name, x.src.used, cmp.Or(err, archive.ErrTooLong), recount.ErrInvalid))
	} else if m.Type == "message" {
		if len(x.album) > 0 && !m.continues(x.album) {
			x.flush()
		}
		x.album, x.raw = append(x.album, m), append(x.raw, raw)
	}
	if x.stopped {
		return errStopped
	}
	return nil
}

// flush hands on the message at hand, if there is text in it.
func (x *telegramExport) flush() {
	if i := slices.IndexFunc(x.album, telegramMessage.says); i >= 0 {
		e := envelope{Form: telegramForm, Chat: x.chat, Messages: x.raw}
		if !e.Chat.public() {
			e.Chat.Name = ""
		}
		for _, m := range x.album {
			for _, name := range []string{m.Photo, m.File} {
				if name != "" {
					e.Media = append(e.Media, x.file.medium(name, m.mediaType()))
				}
			}
		}
		c, err := seal(x.file, fmt.Sprintf("telegram:%s#message%d", x.chat.address(), x.album[i].ID), e)
		x.hand(c, err)
	}
	x.album, x.raw = x.album[:0], x.raw[:0]
}

func (x *telegramExport) hand(c archive.Capture, err error) {
	x.stopped = x.stopped || !x.yield(c, err)
}

// public reports whether a chat is a channel: its name is not a person's.
func (c chat) public() bool { return c.Kind == "public_channel" || c.Kind == "private_channel" }

// address names a chat by its number, as Telegram numbers its kind; a chat with
// one person, whose number it would be, by a pseudonym.
func (c chat) address() string {
	switch {
	case strings.HasSuffix(c.Kind, "_group"):
		return "chat" + c.ID
	case strings.HasSuffix(c.Kind, "_channel"), strings.HasSuffix(c.Kind, "_supergroup"):
		return "channel" + c.ID
	}
	return pseudonym("user" + c.ID)
}
