package collect

import (
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/recountlab/recount"
)

// parseDate reads a line that is a date and nothing else, with or without a
// time of day. Without a zone it is read as UTC. The stretch is as long as the
// words are coarse.
func parseDate(s string) (recount.When, bool) {
	ds := statedDates(s)
	if len(ds) != 1 {
		return recount.When{}, false
	}
	return ds[0].when, true
}

// stated is a date as a page states it.
type stated struct {
	when    recount.When
	updated bool // of the last change, not of publication
	said    bool // a word says which of the two
}

// statedDates reads a line that is made of dates and of words that go with
// dates, and returns none if anything else stands in it.
func statedDates(s string) []stated { return statedAs(s, false) }

// statedAs is statedDates where dayFirst says that 5/3/2024 is in March, as it
// is outside English.
func statedAs(s string, dayFirst bool) []stated {
	s = strings.TrimSpace(s)
	if len(s) < 6 || len(s) > 200 {
		return nil
	}
	if t, ok := machineDate(s); ok {
		return []stated{{when: t}}
	}
	var out []stated
	r := dateReader{words: s, dayFirst: dayFirst}
	rest := foldDate(s)
	for rest = nextInDate(rest); rest != ""; rest = nextInDate(rest) {
		n, ok := r.take(rest)
		if !ok {
			return nil
		}
		if r.over { // a word before the next date
			d, ok := r.done()
			if !ok {
				return nil
			}
			out = append(out, d)
			r = dateReader{words: s, dayFirst: dayFirst}
			continue
		}
		rest = rest[n:]
	}
	d, ok := r.done()
	if !ok {
		return nil
	}
	return append(out, d)
}

// nextInDate passes over what stands between the words of a date line.
func nextInDate(s string) string {
	return strings.TrimLeftFunc(s, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(",.:;|•·/-()[]؛'", r) })
}

// machineDate reads the dates that programs write.
func machineDate(s string) (recount.When, bool) {
	if s[0] < '0' || s[0] > '9' || len(s) < len("2006-01-02") || len(s) > 40 {
		if t, err := time.Parse(time.RFC1123Z, s); err == nil {
			return minuteAt(t, s), true
		}
		return recount.When{}, false
	}
	for _, form := range []string{time.RFC3339, "2006-01-02T15:04:05-0700", "2006-01-02T15:04:05-07", "2006-01-02T15:04-07:00", "2006-01-02T15:04Z", "2006-01-02 15:04:05Z07:00", "2006-01-02 15:04:05 -0700"} {
		if t, err := time.Parse(form, s); err == nil {
			return minuteAt(t, s), true
		}
	}
	return recount.When{}, false
}

// dateReader gathers one date, word by word.
type dateReader struct {
	words          string
	year, day      int
	month          time.Month
	clock          bool // a time of day was given
	hour, minute   int
	half           dateWord
	zone           *int // seconds east, nil if none was given
	kind           dateWord
	dayFirst       bool // 5/3/2024 is in March
	over           bool // the next word belongs to another date
	second         bool // a time of day was given twice
	hour2, minute2 int
}

var (
	yearFirst  = regexp.MustCompile(`^(\d{4})([-./])(\d{1,2})([-./])(\d{1,2})(?:t|\b)`)
	yearLast   = regexp.MustCompile(`^(\d{1,2})([-./])(\d{1,2})([-./])(\d{4})\b`)
	clockAt    = regexp.MustCompile(`^(\d{1,2})(?:[:٫]|\s?(?:h|ч)\s?)(\d{2})(?::\d{2}(?:\.\d+)?)?`)
	dottedAt   = regexp.MustCompile(`^(\d{1,2})\.(\d{2})\b`)
	hourAt     = regexp.MustCompile(`^(\d{1,2})\s*(?:am\b|pm\b|h\b|صباحا|مساء|ص(?:\s|$)|م(?:\s|$))`)
	number     = regexp.MustCompile(`^(\d{1,4})(?:st\b|nd\b|rd\b|th\b|er\b|º|-?го\b)?`)
	offsetAt   = regexp.MustCompile(`^(?:utc|gmt)?\s?([+-])(\d{1,2}):?(\d{2})?\b`)
	beforeZone = regexp.MustCompile(`^[\s()]*`)
)

// take reads what stands at the beginning of s and returns how long it is.
func (r *dateReader) take(s string) (int, bool) {
	first := s[0]
	if first >= '0' && first <= '9' {
		return r.takeNumber(s)
	}
	end := strings.IndexFunc(s, func(c rune) bool {
		return !unicode.IsLetter(c) && c != '_' && c != '\'' && c != '+' && !unicode.IsDigit(c)
	})
	if end < 0 {
		end = len(s)
	}
	w := s[:end]
	if m := offsetAt.FindStringSubmatch(s); m != nil && r.clock {
		return len(m[0]), r.offset(m)
	}
	if months[w] == 0 { // "gmt3" was an offset above; "كانون_2" is a month
		w = strings.TrimRightFunc(w, unicode.IsDigit)
	}
	if w == "" {
		return 0, false
	}
	if month, ok := months[w]; ok && r.month == 0 {
		r.month = month
		return len(w), true
	} else if ok && (r.month == month || w == "mai" || w == "may") {
		return len(w), true // "آذار/مارس"
	} else if ok && r.month == time.March { // "mar. 5 février": a Tuesday
		r.month = month
		return len(w), true
	}
	if east, ok := zones[w]; ok && (r.clock || r.year != 0) {
		if r.second {
			r.hour, r.minute, r.second = r.hour2, r.minute2, false
		}
		r.zone = &east
		return len(w), true
	}
	r.dayFirst = r.dayFirst || w[0] >= utf8.RuneSelf
	switch k := dateWords[w]; k {
	case publishes, updates:
		if r.year != 0 && r.month != 0 && r.day != 0 {
			r.over = true
			return 0, true
		}
		if r.kind == 0 || k == updates {
			r.kind = k
		}
	case before, after:
		if !r.clock {
			return 0, false
		}
		r.half = k
	case skipped:
	default:
		if w != "م" {
			return 0, false
		}
		if r.clock { // "مساء"; behind a year it is "of our era"
			r.half = after
		}
	}
	return len(w), true
}

func (r *dateReader) takeNumber(s string) (int, bool) {
	dated := r.day != 0 || r.year != 0
	if m := yearFirst.FindStringSubmatch(s); m != nil && m[2] == m[4] && !dated {
		r.year, r.month, r.day = atoi(m[1]), time.Month(atoi(m[3])), atoi(m[5])
		return len(m[0]), true
	}
	if m := yearLast.FindStringSubmatch(s); m != nil && m[2] == m[4] && !dated {
		return len(m[0]), r.numeric(atoi(m[1]), atoi(m[3]), atoi(m[5]), m[2])
	}
	m := clockAt.FindStringSubmatch(s)
	if m == nil && r.day != 0 {
		m = dottedAt.FindStringSubmatch(s)
	}
	if m == nil {
		if m = hourAt.FindStringSubmatch(s); m != nil {
			m = []string{m[1], m[1], "0"}
		}
	}
	if m != nil {
		if r.clock { // "10:45 (07:45 GMT)"
			if r.second || r.zone != nil {
				return 0, false
			}
			r.second, r.hour2, r.minute2 = true, atoi(m[1]), atoi(m[2])
			return len(m[0]), true
		}
		r.clock, r.hour, r.minute = true, atoi(m[1]), atoi(m[2])
		if at := len(m[0]) + len(beforeZone.FindString(s[len(m[0]):])); true {
			if o := offsetAt.FindStringSubmatch(s[at:]); o != nil && r.offset(o) {
				return at + len(o[0]), true
			}
		}
		return len(m[0]), true
	}
	m = number.FindStringSubmatch(s)
	n := atoi(m[1])
	switch {
	case len(m[1]) == 4 && n >= 1900 && n < 2200 && r.year == 0:
		r.year = n
	case len(m[1]) <= 2 && r.day == 0:
		r.day = n
	default:
		return 0, false
	}
	return len(m[0]), true
}

// numeric reads 5.3.2024 and 13/3/2024. Which of 5/3/2024 is the month nobody
// can tell.
func (r *dateReader) numeric(a, b, year int, sign string) bool {
	switch {
	case sign == "." || a > 12 || a == b || r.dayFirst && b <= 12:
	case b > 12:
		a, b = b, a
	default:
		return false
	}
	r.day, r.month, r.year = a, time.Month(b), year
	return true
}

func (r *dateReader) offset(m []string) bool {
	east := (atoi(m[2])*60 + atoi(m[3])) * 60
	if m[1] == "-" {
		east = -east
	}
	r.zone = &east
	return east >= -12*3600 && east <= 14*3600
}

func (r *dateReader) done() (stated, bool) {
	at := time.Date(r.year, r.month, r.day, 0, 0, 0, 0, time.UTC)
	if r.year == 0 || r.month < 1 || r.month > 12 || r.day == 0 || at.Day() != r.day || r.second {
		return stated{}, false
	}
	d := stated{updated: r.kind == updates, said: r.kind != 0, when: recount.When{From: at, Until: at.AddDate(0, 0, 1), Grain: recount.Day, Words: r.words}}
	if !r.clock {
		return d, true
	}
	switch {
	case r.half != 0 && r.hour > 12 && r.half == before, r.half != 0 && r.hour < 1, r.hour > 23, r.minute > 59:
		return stated{}, false
	case r.half == after && r.hour < 12:
		r.hour += 12
	case r.half == before && r.hour == 12:
		r.hour = 0
	}
	at = at.Add(time.Duration(r.hour)*time.Hour + time.Duration(r.minute)*time.Minute)
	if r.zone != nil {
		at = at.Add(-time.Duration(*r.zone) * time.Second)
	}
	d.when = minuteAt(at, r.words)
	return d, true
}

func minuteAt(t time.Time, words string) recount.When {
	t = t.UTC().Truncate(time.Minute)
	return recount.When{From: t, Until: t.Add(time.Minute), Grain: recount.Minute, Words: words}
}

// atoi reads digits that a pattern has found; none is 0.
func atoi(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}
