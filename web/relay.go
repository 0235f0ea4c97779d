package web

import (
	"fmt"
	"regexp"
	"strings"
)

// A relay puts into the language a sentence that another package composed.
type relay struct {
	form *regexp.Regexp
	to   string
}

// patterns are the messages of other packages that hold names and figures.
func (l *tongue) patterns() (out []relay) {
	for _, msg := range relayed {
		if strings.Contains(msg, "%") {
			form := strings.NewReplacer(`%s`, `(.+)`, `%d`, `(\d+)`, `%\.1f`, `(-?\d+\.\d)`, `%\.2f`, `(\d\.\d\d)`, `%\+\.1f`, `([+-]\d+\.\d)`).Replace(regexp.QuoteMeta(msg))
			out = append(out, relay{regexp.MustCompile(`^` + form + `$`), strings.NewReplacer("%d", "%s", "]d", "]s", "%.1f", "%s", "%.2f", "%s", "%+.1f", "%s").Replace(l.get(msg))})
		}
	}
	return out
}

// relay puts a sentence of the record into the language, if it is one that is
// known; else it stays as it is. Sentences that packages string together, and
// the sums by which a machine weighs what speaks for one incident, are put
// piece by piece.
func (l *tongue) relay(v any) string {
	s := fmt.Sprint(v)
	if l.po == nil || s == "" {
		return s
	}
	if to, ok := l.whole(s); ok {
		return to
	}
	for _, sep := range []string{"; ", ", "} {
		if first, rest, ok := strings.Cut(s, sep); ok {
			if to, ok := l.whole(first); ok {
				return to + l.comma(sep) + l.relay(rest)
			}
		}
	}
	if steps := strings.Split(s, " · "); len(steps) > 1 || weighed.MatchString(s) {
		for i, step := range steps {
			if m := weighed.FindStringSubmatch(step); m != nil {
				steps[i] = "\u2066" + m[1] + "\u2069 " + l.relay(m[2])
			}
		}
		return strings.Join(steps, " · ")
	}
	return s
}

// whole puts a sentence that is a message as it stands.
func (l *tongue) whole(s string) (string, bool) {
	if l.has(s) {
		return l.get(s), true
	}
	for _, r := range l.relays() {
		if m := r.form.FindStringSubmatch(s); m != nil {
			args := make([]any, 0, len(m))
			for _, x := range m[1:] {
				args = append(args, l.relay(x))
			}
			return fmt.Sprintf(r.to, args...), true
		}
	}
	return "", false
}

// weighed is a step of a machine's sum: "+2.0 same day".
var weighed = regexp.MustCompile(`^([+-]\d+\.\d) (.+)$`)
