package collect

import (
	"regexp"
	"strings"
)

var (
	addresses = regexp.MustCompile(`(?i)[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+`)

	// answered are the words before the subject of an answer.
	answered = regexp.MustCompile(`^(?i:(?:re|fwd?|aw|wg|tr|rv|رد|إعادة توجيه|отв|ответ)\s*:\s*)+`)

	// quotes is a line that says whose words follow.
	quotes = regexp.MustCompile(`(?i)(?:\bwrote|\ba écrit|\bescribió|\bschrieb|пишет|писал(?:а|\(а\))?|كتب(?:ت)?)\s?:$|(?:wrote|écrit|escribió|schrieb|пишет|писал|كتب).{0,200}@.*:$|@\S+>?\s*:$`)

	// passed are the lines that a program puts over a mail that is passed on or
	// answered: its head, with the names of people in it.
	passed = regexp.MustCompile(`(?i)^[*>\s]*(?:from|sent|to|cc|bcc|subject|date|reply-to|de|envoyé|à|objet|enviado|para|asunto|fecha|von|gesendet|an|betreff|datum|от(?: кого)?|отправлено|кому|тема|дата|копия|من|إلى|الى|التاريخ|تاريخ الإرسال|الموضوع|نسخة)\s*\*?\s?:`)

	// parting is the line over them.
	parting  = regexp.MustCompile(`^\s*(?:-{3,}|_{10,}|Begin forwarded message:|Début du message|بدء الرسالة).*$`)
	original = regexp.MustCompile(`(?i)^\s*-{3,}\s*(?:original message|message d'origine|mensaje original|ursprüngliche nachricht|исходное сообщение|الرسالة الأصلية)`)
)

// ownWords leaves out of a mail what its writer did not write for it: quoted
// lines, the mail that is answered, the head of one that is passed on, and the
// signature. A mail that is nothing but quoted is read as it stands.
func ownWords(s string) string {
	lines := strings.Split(s, "\n")
	var out []string
	for i := 0; i < len(lines); i++ {
		l := strings.TrimRight(lines[i], " \t")
		switch {
		case lines[i] == "-- " || l == "--" && i > len(lines)/2, original.MatchString(l):
			i = len(lines)
			continue
		case strings.HasPrefix(l, ">"):
			for n := len(out); n > 0 && n > len(out)-3; n-- { // who is quoted, in one line or two
				if t := strings.TrimSpace(out[n-1]); t != "" {
					if quotes.MatchString(t) {
						out = out[:n-1]
						if n > 1 && strings.TrimSpace(out[n-2]) != "" && len(t) < 60 && len(out[n-2]) < 90 && opensQuote.MatchString(out[n-2]) {
							out = out[:n-2]
						}
					}
					break
				}
			}
			continue
		}
		if n := headLines(lines[i:]); n > 0 {
			if k := len(out); k > 0 && parting.MatchString(out[k-1]) {
				out = out[:k-1]
			}
			i += n - 1
			continue
		}
		out = append(out, l)
	}
	own := strings.TrimSpace(strings.Join(out, "\n"))
	if own == "" {
		var bare []string
		for _, l := range lines {
			bare = append(bare, strings.TrimLeft(l, "> "))
		}
		return strings.Join(bare, "\n")
	}
	return manyBlank.ReplaceAllString(own, "\n\n")
}

var (
	opensQuote = regexp.MustCompile(`(?i)^(?:on|le|el|am|в|на)\s.*\d|^(?:في|بتاريخ)\s`)
	manyBlank  = regexp.MustCompile(`\n{3,}`)
)

// headLines returns how many lines at the beginning are the head of a mail that
// is passed on: three at least, one of which says from whom.
func headLines(lines []string) int {
	n := 0
	for n < len(lines) && passed.MatchString(lines[n]) {
		n++
	}
	if n < 3 {
		return 0
	}
	return n
}
