package collect

import (
	"bytes"
	"encoding/json"
)

// holdsTelegram tells the export that Telegram calls result.json, of one chat
// or of all, by its first keys: a chat has messages, an account has chats.
func holdsTelegram(head []byte) bool {
	in := json.NewDecoder(bytes.NewReader(bytes.TrimPrefix(head, []byte("\ufeff"))))
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
