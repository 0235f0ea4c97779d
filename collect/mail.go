package collect

import (
	"regexp"
	"strings"
)

var (
	mailbox = regexp.MustCompile(`^From \S+ .*\d{4}\r?\n[A-Za-z][A-Za-z0-9-]*:`)
	header  = regexp.MustCompile(`^(?i:([a-z][a-z0-9-]*):|[ \t]+\S)`)
)

// holdsMail tells a mailbox (mbox) by its "From " line, and a message by its
// name or by a head in which a server or a mail program has written.
func holdsMail(head []byte, ext string) bool {
	if binary(head) {
		return false
	}
	s := string(head)
	if ext == ".eml" || ext == ".mbox" || mailbox.MatchString(s) {
		return true
	}
	from, program := false, false
	for l := range strings.Lines(s) {
		m := header.FindStringSubmatch(l)
		if m == nil {
			break
		}
		switch strings.ToLower(m[1]) {
		case "from":
			from = true
		case "message-id", "received", "return-path", "delivered-to", "mime-version":
			program = true
		}
	}
	return from && program
}
