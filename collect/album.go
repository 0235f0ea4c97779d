package collect

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/archive"
)

// albums hands on the messages of an export, those of an album as one.
type albums struct {
	file    File
	form    string
	yield   func(archive.Capture, error) bool
	stopped bool
	chat    chat
	album   []telegramMessage // the message at hand, with those of its album
	raw     []json.RawMessage
}

// add takes the next message, and hands on the one before if that is whole.
func (x *albums) add(m telegramMessage, raw json.RawMessage) {
	if len(x.album) > 0 && !m.continues(x.album) {
		x.flush()
	}
	x.album, x.raw = append(x.album, m), append(x.raw, raw)
}

// flush hands on the message at hand, if there is text in it.
func (x *albums) flush() {
	if i := slices.IndexFunc(x.album, telegramMessage.says); i >= 0 {
		e := envelope{Form: x.form, Chat: x.chat, Messages: x.raw}
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

func (x *albums) hand(c archive.Capture, err error) {
	x.stopped = x.stopped || !x.yield(c, err)
}

// public reports whether a chat is a channel: its name is not a person's.
func (c chat) public() bool {
	return c.Kind == "public_channel" || c.Kind == "private_channel" || c.Kind == channelPage
}

// address names a chat by its number, as Telegram numbers its kind; a chat with
// one person, whose number it would be, by a pseudonym.
func (c chat) address() string {
	switch {
	case c.Kind == channelPage, c.Kind == chatPage:
		return recount.NameOf("chat-", c.ID)[:len("chat-")+10]
	case strings.HasSuffix(c.Kind, "_group"):
		return "chat" + c.ID
	case strings.HasSuffix(c.Kind, "_channel"), strings.HasSuffix(c.Kind, "_supergroup"):
		return "channel" + c.ID
	}
	return pseudonym("user" + c.ID)
}
