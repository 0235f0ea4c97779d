package collect

import (
	"net/url"
	"regexp"
	"time"

	"github.com/recountlab/recount"
)

var dayInPath = regexp.MustCompile(`(?:^|[/_-])(20\d{2}|19\d{2})[/_-]?(0[1-9]|1[0-2])[/_-]?(0[1-9]|[12]\d|3[01])(?:[/_.-]|$)|/(20\d{2})/(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)/(\d{1,2})(?:/|$)|/(20\d{2})/(\d{1,2})/(\d{1,2})(?:/|$)`)

// urlDate reads the day that an address names, as many do.
func urlDate(addr string) recount.When {
	if m := kept.FindStringSubmatch(addr); m != nil {
		addr = m[1]
	}
	u, err := url.Parse(addr)
	if err != nil {
		return recount.When{}
	}
	m := dayInPath.FindStringSubmatch(u.Path)
	if m == nil {
		return recount.When{}
	}
	year, month, day := m[1], time.Month(atoi(m[2])), m[3]
	switch {
	case m[4] != "":
		year, month, day = m[4], months[m[5]], m[6]
	case m[7] != "":
		year, month, day = m[7], time.Month(atoi(m[8])), m[9]
	}
	at := time.Date(atoi(year), month, atoi(day), 0, 0, 0, 0, time.UTC)
	if at.Day() != atoi(day) || at.Month() != month {
		return recount.When{}
	}
	return recount.When{From: at, Until: at.AddDate(0, 0, 1), Grain: recount.Day, Words: m[0]}
}
