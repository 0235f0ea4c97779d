package collect

import (
	"regexp"
	"slices"
	"strings"

	"github.com/recountlab/recount"
)

// parts cuts a line at the signs that stand between a byline, a date and a place.
var parts = regexp.MustCompile(`\s*(?:[|•·\n]|\s(?:[-–—]|//?)\s)\s*|\s(?:by|par|von|por)\s`)

// datesIn returns the dates in a short line that holds other things beside.
func datesIn(s string, dayFirst bool) []stated {
	_, out := withoutDates(s, dayFirst)
	return out
}

// withoutDates parts a short line from the dates in it.
func withoutDates(s string, dayFirst bool) (rest string, out []stated) {
	if len(s) > 300 || !hasYear(s) {
		return s, nil
	}
	if out = statedAs(s, dayFirst); out != nil {
		return "", out
	}
	ps := parts.Split(s, 10)
	var left []string
	for i := 0; i < len(ps); i++ {
		found := false
		for k := len(ps); k > i && !found; k-- { // "12 March - 10:45" is one date
			if ds := statedAs(strings.Join(ps[i:k], " "), dayFirst); ds != nil {
				out = append(out, ds...)
				i, found = k-1, true
			}
		}
		if !found {
			left = append(left, ps[i])
		}
	}
	if out != nil {
		return strings.Join(left, " | "), out
	}
	if short := words(s) <= 14 && len(s) < 160; short && !(block{text: s}).stops() {
		if i, j, ds := dateWithin(s, dayFirst); ds != nil {
			return strings.Trim(s[:i]+" | "+s[j:], " ,،;:-|"), ds
		}
		return s, nil
	}
	for i := range s { // "By Nora Vance, Monday 11 March 2024"
		if i == 0 || s[i-1] != ' ' {
			continue
		}
		if words(s[:i]) > 6 {
			break
		}
		if ds := statedAs(s[i:], dayFirst); ds != nil {
			return strings.TrimRight(s[:i], " ,،;:-"), ds
		}
	}
	return s, nil
}

// dateWithin finds the longest run of words in s that is a date: "Sent by Nora
// Vance on 12 March 2024 (312 views)".
func dateWithin(s string, dayFirst bool) (from, until int, ds []stated) {
	ends := []int{}
	for i := range s {
		if s[i] == ' ' {
			ends = append(ends, i)
		}
	}
	ends = append(ends, len(s))
	for start := 0; start < len(s); {
		for k := len(ends) - 1; k >= 0 && ends[k]-start >= max(6, until-from+1); k-- {
			if hasYear(s[start:ends[k]]) {
				if d := statedAs(s[start:ends[k]], dayFirst); d != nil {
					from, until, ds = start, ends[k], d
				}
			}
		}
		next := strings.IndexByte(s[start:], ' ')
		if next < 0 {
			break
		}
		start += next + 1
	}
	return from, until, ds
}

// shownDates finds the dates that a page shows about itself: those near its
// headline first, then those beneath its text. Between dates of one kind the
// marked one is believed before the bare one.
func shownDates(bs []block, title, from, until int, dayFirst bool) (published, updated []recount.When) {
	lo, hi := max(from-8, 0), min(from+3, len(bs))
	if title >= 0 {
		lo, hi = max(min(title, from)-6, 0), min(max(title+10, from+3), len(bs))
	}
	type found struct {
		stated
		rank int
	}
	var all []found
	seen := func(i, near int) {
		b := bs[i]
		for _, d := range b.times {
			all = append(all, found{d, near})
		}
		if len(b.times) == 0 && len(b.text) < 200 {
			ds := datesIn(b.text, dayFirst)
			if len(ds) == 1 && ds[0].when.Grain == recount.Day && i+1 < len(bs) && clockAlone(bs[i+1].text) { // the hour stands apart
				if with := statedAs(b.text+" "+bs[i+1].text, dayFirst); len(with) == 1 {
					ds = with
				}
			}
			for _, d := range ds {
				rank := near + 2
				if b.dated {
					rank = near + 1
				}
				all = append(all, found{d, rank})
			}
		}
	}
	for i := lo; i < hi; i++ {
		if i > until {
			break
		}
		near := 0
		if title >= 0 && i < title {
			near = 6
		}
		seen(i, near)
	}
	for i := max(hi, until-4, 0); i < min(until+4, len(bs)); i++ {
		seen(i, 20)
	}
	slices.SortStableFunc(all, func(a, b found) int {
		if a.said != b.said && a.rank/10 == b.rank/10 {
			if a.said {
				return -1
			}
			return 1
		}
		return a.rank - b.rank
	})
	for _, f := range all {
		if f.updated {
			updated = append(updated, f.when)
		} else {
			published = append(published, f.when)
		}
	}
	return published, updated
}

var (
	// by opens a byline; some words only do before a colon, as they open sentences too.
	by = regexp.MustCompile(`(?i)^(?:(?:by|written by|reporting by|report by|words by|par|publié par|por|автор|авторы|автори|текст|подготовил[аи]?|(?:أرسلت|نشر|أضيف|نشرت) بواسطة|بواسطة|بقلم|كتب|كتبت|إعداد|published by|posted by)(?:\s*:\s*|\s+)|(?:from our correspondent|de notre correspondant|автор текста|корреспондент|تقرير|الكاتب|المصدر|تحرير|مراسل|author)\s*:\s*)`)
	// whereabouts are where somebody wrote from.
	whereabouts = regexp.MustCompile(`,? (?:in|à|depuis|from|en|в|из) \p{Lu}[^,]*$`)
	// hanging are the words that led to a date which has been taken away.
	hanging = regexp.MustCompile(`(?:,? (?:le|on|am|el|في|بتاريخ)| \|.*)$`)
	// notNames are found where an author should stand.
	notNames = regexp.MustCompile(`(?i)^(?:admin|administrator|editor|webmaster|staff|anonymous|guest|unknown|null|none|www\..*|https?:.*|@.*|.*@.*\..*)$`)
)

// isByline reports whether a short block says only who wrote. Away from the top
// of an article such a line must be marked, or have a colon.
func isByline(b block, author string, top bool) bool {
	if b.heading {
		return false
	}
	if b.author && len(b.text) < 120 && !(b.stops() && words(b.text) > 8) {
		return true
	}
	if author != "" && len(b.text) < len(author)*2+40 {
		if t := letters(by.ReplaceAllString(b.text, "")); t == letters(author) || strings.HasPrefix(t, letters(author)) && datesIn(b.text, true) != nil {
			return true
		}
	}
	return words(b.text) <= 8 && !b.stops() && !hasDigit(b.text) && (top || strings.Contains(by.FindString(b.text), ":")) && bylined(b.text) != ""
}

// bylined returns whom a line that begins as a byline does names.
func bylined(s string) string {
	m := by.FindString(s)
	if m == "" {
		return ""
	}
	name := cleanAuthor(s[len(m):])
	switch {
	case name == "", words(name) > 8:
		return ""
	case strings.Contains(m, ":"), named(name) && (isLetterCased(name) || words(name) <= 4):
		return name
	}
	return ""
}

// named reports whether every word is written as names are.
func named(s string) bool {
	for w := range strings.FieldsSeq(s) {
		r := []rune(w)[0]
		if strings.ToLower(w) == w && strings.ToUpper(w) != w && !slices.Contains([]string{"and", "et", "de", "al", "el", "bin", "и", "y", "van", "von", "in", "à", "в"}, w) || r >= '0' && r <= '9' {
			return false
		}
	}
	return true
}

// isLetterCased reports whether s is in a script with capitals.
func isLetterCased(s string) bool { return strings.ToUpper(s) != strings.ToLower(s) }

// cleanAuthor returns a byline without "by", dates and addresses, "" if it
// names nobody.
func cleanAuthor(s string) string {
	s = flatten(s)
	if s = by.ReplaceAllString(s, ""); notNames.MatchString(s) {
		return ""
	}
	var kept []string
	s, _ = withoutDates(s, true)
	for _, p := range parts.Split(s, -1) {
		p = strings.Trim(p, " ,;:.،()")
		p, _ = withoutDates(p, true)
		if p == "" || notNames.MatchString(p) || hasDigit(p) && words(p) > 2 {
			continue
		}
		kept = append(kept, p)
	}
	if len(kept) == 0 || len(kept[0]) > 120 {
		return ""
	}
	return whereabouts.ReplaceAllString(hanging.ReplaceAllString(kept[0], ""), "")
}

// author returns who wrote, as the page says.
func (f facts) author(bs []block, title, from, until int) string {
	var names []string
	add := func(s string) {
		if a := cleanAuthor(s); a != "" && !sameWords(a, f.outlet) && !slices.ContainsFunc(names, func(n string) bool { return sameWords(n, a) }) {
			names = append(names, a)
		}
	}
	for _, a := range f.authors {
		add(a)
	}
	for _, a := range f.metaAuthors {
		if len(names) == 0 || len(f.authors) == 0 {
			add(a)
		}
	}
	if len(names) > 0 {
		return strings.Join(names, ", ")
	}
	lo, hi := max(from-8, 0), min(from+3, len(bs))
	if title >= 0 {
		lo, hi = title, min(max(title+10, from+3), len(bs))
	}
	for _, b := range append(slices.Clone(bs[lo:hi]), bs[until:min(until+4, len(bs))]...) {
		for _, s := range b.by {
			if len(names) < 6 {
				add(s)
			}
		}
		if b.author && len(b.by) == 0 && len(b.text) < 200 {
			for l := range strings.SplitSeq(b.text, "\n") {
				add(l)
			}
		}
		if len(names) > 0 {
			return strings.Join(names, ", ")
		}
	}
	for _, b := range bs[lo:hi] {
		if len(b.text) < 160 && !b.prose() && !b.stops() {
			for _, p := range parts.Split(b.text, -1) {
				if a := bylined(p); a != "" && !sameWords(a, f.outlet) {
					return a
				}
			}
		}
	}
	return ""
}
