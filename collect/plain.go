package collect

import (
	"fmt"
	"strings"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/archive"
)

// parsePlain reads a plain text: with a head of "Key: value" lines, or as a
// page that was saved or copied as text, with its furniture still around it.
func parsePlain(c archive.Capture) (Found, error) {
	s := tidy(decode(c.Body, c.Type(), false))
	f, rest, headed, err := parseHead(c, s)
	if err != nil {
		return f, err
	}
	if headed {
		f.Report.Text = rest
		return finish(c, f, 0)
	}
	f.Report.Title, f.Report.Published, f.Report.Text = strip(s)
	return finish(c, f, 0)
}

// parseHead reads a head of known keys and the blank line after it.
func parseHead(c archive.Capture, s string) (f Found, rest string, headed bool, err error) {
	rest = s
	for n := 1; ; n++ {
		l, after, more := strings.Cut(rest, "\n")
		l = strings.TrimSpace(l)
		if l == "" && headed {
			return f, strings.TrimLeft(after, "\n"), true, nil
		}
		key, value, ok := strings.Cut(l, ":")
		if !ok {
			return Found{}, s, false, nil
		}
		value = strings.TrimSpace(value)
		switch known, right := f.say(strings.ToLower(strings.TrimSpace(key)), value); {
		case !known, !right && !headed:
			return Found{}, s, false, nil
		case !right:
			return f, "", false, fmt.Errorf("%s:%d: %q is no date: %w", c.URL, n, value, recount.ErrInvalid)
		}
		headed = true
		if rest = after; !more {
			return f, "", true, nil
		}
	}
}

// say takes what a head says of the report, and reports whether the key is
// known and its value can be so.
func (f *Found) say(key, value string) (known, right bool) {
	r := &f.Report
	switch key {
	case "id":
		f.Given = value
	case "source":
		r.Source = recount.SourceID(value)
	case "url":
		r.URL = value
	case "lang":
		r.Lang = recount.Lang(value)
	case "title":
		r.Title = value
	case "published":
		r.Published, right = parseDate(value)
		return true, right
	default:
		return false, false
	}
	return true, true
}

// The first lines of a saved page are searched for its headline and date.
const topLines = 16

// strip finds the headline and the date line at the top of a plain text and
// leaves out the lines that stand around them: menus, slogans, buttons. Where
// a date line stands, the headline is the last line before it that is long
// enough to be one, and what stands above is furniture if it is made of short
// lines without a full stop. Where none stands, only lone words go.
func strip(s string) (title string, published recount.When, body string) {
	lines := strings.Split(s, "\n")
	var top []int // the first lines that are not blank
	for i := 0; i < len(lines) && len(top) < topLines; i++ {
		if strings.TrimSpace(lines[i]) != "" {
			top = append(top, i)
		}
	}
	date := -1
	for n, i := range top {
		if w, ok := parseDate(lines[i]); ok {
			date, published = n, w
			break
		}
		if !short(lines[i]) {
			break
		}
	}
	above := top
	if date >= 0 {
		above = top[:date]
	}
	first, last := 0, len(above) // furniture is above[:first], the headline above[last-1]
	for last > 0 && !short(lines[above[last-1]]) {
		last--
	}
	if date < 0 {
		for last = 0; last < len(above) && short(lines[above[last]]); last++ {
		}
	}
	head := last - 1
	for head > 0 && words(lines[above[head]]) < 3 {
		head--
	}
	switch {
	case date >= 0 && head >= 0:
		first = head
	case date < 0:
		for first < head && words(lines[above[first]]) < 3 {
			first++
		}
		head = first
	}
	if date >= 0 {
		if head < 0 { // the date stands first, and the headline may follow
			if after := top[date+1:]; len(after) > 1 && short(lines[after[0]]) && words(lines[after[0]]) >= 3 {
				title = strings.TrimSpace(lines[after[0]])
			}
			return title, published, trim(lines[top[date]+1:])
		}
		kept := append(append([]string{}, lines[above[head]:top[date]]...), lines[top[date]+1:]...)
		return strings.TrimSpace(lines[above[head]]), published, trim(kept)
	}
	if len(top) == 0 {
		return "", published, s
	}
	if head >= 0 && head < len(above)-1 && short(lines[above[head]]) && words(lines[above[head]]) >= 3 {
		title = strings.TrimSpace(lines[above[head]])
	}
	if head < 0 {
		head = 0
	}
	return title, published, trim(lines[above[head]:])
}

// short reports whether a line stands alone rather than being prose.
func short(l string) bool {
	l = strings.TrimRight(strings.TrimSpace(l), `"”’')`)
	return words(l) <= 20 && !strings.HasSuffix(l, ".") && !strings.HasSuffix(l, "؟") && !strings.HasSuffix(l, "!") && !strings.HasSuffix(l, "؛")
}

func words(l string) int { return len(strings.Fields(l)) }

// trim joins lines, with no more than one blank line between paragraphs.
func trim(lines []string) string {
	var b strings.Builder
	blank := false
	for _, l := range lines {
		l = strings.TrimRight(l, " \t")
		if l == "" {
			blank = b.Len() > 0
			continue
		}
		if blank {
			b.WriteByte('\n')
			blank = false
		}
		b.WriteString(l)
		b.WriteByte('\n')
	}
	return b.String()
}
