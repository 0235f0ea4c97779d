package collect

import (
	"regexp"
	"strings"
)

// stamped is a line that opens a WhatsApp message, once its marks of direction
// are gone: "12/03/2024, 14:05 - Name: text", "[12/03/2024, 14:05:33] Name: text".
var stamped = regexp.MustCompile(`(?m)^\[?(\p{Nd}{1,4})[/.-](\p{Nd}{1,2})[/.-](\p{Nd}{2,4})(?:,|،| à| um| kl\.| klo)?[ \x{a0}\x{202f}](\p{Nd}{1,2})[:.](\p{Nd}{2})(?:[:.](\p{Nd}{2}))?(?:[ \x{a0}\x{202f}]?([aApP]\.?[ \x{a0}\x{202f}]?[mM]\.?|ص|م))?(?:\]| [-–])[ \x{a0}]`)

// unmarked takes away the signs of direction that WhatsApp puts into its exports.
var unmarked = strings.NewReplacer("\u200e", "", "\u200f", "", "\u202a", "", "\u202b", "", "\u202c", "", "\u061c", "", "\u2068", "", "\u2069", "", "\ufeff", "")

// holdsWhatsApp tells the text of a chat by its lines: the first opens a
// message, and so do others, or it names who sent it.
func holdsWhatsApp(head []byte) bool {
	s := strings.TrimLeft(unmarked.Replace(string(head)), "\r\n ")
	at := stamped.FindAllStringIndex(s, 2)
	if len(at) == 0 || at[0][0] != 0 {
		return false
	}
	first, _, _ := strings.Cut(s[at[0][1]:], "\n")
	return len(at) > 1 || strings.Contains(first, ": ")
}
