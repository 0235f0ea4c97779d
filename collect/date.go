package collect

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/recountlab/recount"
)

var months = map[string]time.Month{
	"jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11, "dec": 12,
	"يناير": 1, "فبراير": 2, "مارس": 3, "أبريل": 4, "ابريل": 4, "مايو": 5, "يونيو": 6, "يوليو": 7, "أغسطس": 8, "اغسطس": 8, "سبتمبر": 9, "أكتوبر": 10, "اكتوبر": 10, "نوفمبر": 11, "ديسمبر": 12,
	"شباط": 2, "آذار": 3, "نيسان": 4, "أيار": 5, "حزيران": 6, "تموز": 7, "آب": 8, "أيلول": 9,
}

const (
	lead    = `^(?i:(?:published|posted|updated|last updated|date|issued|نشر)\b[ :]*(?:on\b|at\b|في)?\s*)?`
	weekday = `(?i:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+|(?:ال\p{Arabic}+)[،,]?\s+)?`
	clock   = `(?:,?\s*(?i:at|-|–|\||،)?\s*(\d{1,2})[:.](\d{2})(?::\d{2})?\s*(?i:(a\.?m\.?|p\.?m\.?))?)?`
	zone    = `\s*(?i:\(?(UTC|GMT|Z|[+-]\d{2}:?\d{2})\)?)?\.?$`
)

var (
	monthFirst = regexp.MustCompile(lead + weekday + `([\p{L}]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})` + clock + zone)
	dayFirst   = regexp.MustCompile(lead + weekday + `(\d{1,2})(?:st|nd|rd|th)?\s+([\p{L}]+)\.?,?\s+(\d{4})` + clock + zone)
	isoDate    = regexp.MustCompile(lead + weekday + `(\d{4})-(\d{2})-(\d{2})` + `(?:T?` + clock + `)?` + zone)
)

// parseDate reads a line that is a date and nothing else, with or without a
// time of day. Without a zone it is read as UTC. The stretch is as long as the
// words are coarse.
func parseDate(s string) (recount.When, bool) {
	s = strings.TrimSpace(s)
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		return minuteAt(t, s), true
	}
	var y, d, hour, minute string
	var month time.Month
	var half, offset string
	if m := isoDate.FindStringSubmatch(s); m != nil {
		n, _ := strconv.Atoi(m[2])
		y, month, d, hour, minute, half, offset = m[1], time.Month(n), m[3], m[4], m[5], m[6], m[7]
	} else if m := monthFirst.FindStringSubmatch(s); m != nil {
		y, month, d, hour, minute, half, offset = m[3], monthOf(m[1]), m[2], m[4], m[5], m[6], m[7]
	} else if m := dayFirst.FindStringSubmatch(s); m != nil {
		y, month, d, hour, minute, half, offset = m[3], monthOf(m[2]), m[1], m[4], m[5], m[6], m[7]
	} else {
		return recount.When{}, false
	}
	year, _ := strconv.Atoi(y)
	day, _ := strconv.Atoi(d)
	at := time.Date(year, month, day, 0, 0, 0, 0, zoneOf(offset))
	if month < 1 || month > 12 || at.Day() != day {
		return recount.When{}, false
	}
	if hour == "" {
		return recount.When{From: at.UTC(), Until: at.AddDate(0, 0, 1).UTC(), Grain: recount.Day, Words: s}, true
	}
	h, _ := strconv.Atoi(hour)
	min, _ := strconv.Atoi(minute)
	switch half := strings.ToLower(strings.ReplaceAll(half, ".", "")); {
	case half != "" && (h < 1 || h > 12), h > 23, min > 59:
		return recount.When{}, false
	case half == "pm" && h < 12:
		h += 12
	case half == "am" && h == 12:
		h = 0
	}
	return minuteAt(at.Add(time.Duration(h)*time.Hour+time.Duration(min)*time.Minute), s), true
}

func minuteAt(t time.Time, words string) recount.When {
	t = t.UTC().Truncate(time.Minute)
	return recount.When{From: t, Until: t.Add(time.Minute), Grain: recount.Minute, Words: words}
}

func monthOf(s string) time.Month {
	if m, ok := months[s]; ok {
		return m
	}
	s = strings.ToLower(s)
	if len(s) < 3 {
		return 0
	}
	m := months[s[:3]]
	if full := strings.ToLower(m.String()); m == 0 || !strings.HasPrefix(full, s) && s != "sept" {
		return 0
	}
	return m
}

// zoneOf reads a zone or an offset from it; none is UTC.
func zoneOf(s string) *time.Location {
	s = strings.ReplaceAll(s, ":", "")
	if len(s) != 5 || s[0] != '+' && s[0] != '-' {
		return time.UTC
	}
	n, err := strconv.Atoi(s[1:])
	if err != nil {
		return time.UTC
	}
	seconds := (n/100*60 + n%100) * 60
	if s[0] == '-' {
		seconds = -seconds
	}
	return time.FixedZone("", seconds)
}
