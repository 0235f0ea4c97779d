package web

import (
	"strings"
	"unicode"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/gazetteer"
)

// named is what the places of a reference are called in the language: its own
// name, its division and its country, where they are known.
func (l *tongue) named(p recount.PlaceRef) (name, admin1, country string) {
	name, admin1, country = p.Name, p.Admin1, p.Country
	if name == "" {
		name = p.Words
	}
	if l.Lang != "ar" || l.places == nil {
		return name, admin1, country
	}
	if in, err := l.places.Place(recount.PlaceID("iso:" + country)); err == nil {
		country = arabic(in, country)
	}
	admin1 = l.division(admin1, p.Country)
	here, err := l.places.Place(p.Place)
	if err != nil {
		return name, admin1, country
	}
	if name = arabic(here, name); here.Level == recount.AtProvince {
		name = strings.TrimPrefix(name, "محافظة ")
		return name, name, country
	}
	return name, admin1, country
}

// division is the Arabic name of a first-order division.
func (l *tongue) division(name, cc string) string {
	if name == "" {
		return ""
	}
	if to, ok := l.divisions.Load(cc + "/" + name); ok {
		return to.(string)
	}
	to := name
	for _, c := range l.places.Find(name, gazetteer.Hint{Countries: []string{cc}}) {
		if c.Place.Level == recount.AtProvince && c.Place.Country == cc {
			to = strings.TrimPrefix(arabic(c.Place, name), "محافظة ")
			break
		}
	}
	l.divisions.Store(cc+"/"+name, to)
	return to
}

// arabic is a name of a place in Arabic letters, its other name if there is none.
func arabic(p recount.Place, other string) string {
	for _, n := range p.Names {
		if strings.IndexFunc(n, func(r rune) bool { return unicode.Is(unicode.Arabic, r) }) == 0 && !strings.ContainsFunc(n, func(r rune) bool { return r == 'ی' || r == 'ک' }) {
			return n
		}
	}
	return other
}

func (l *tongue) where(p recount.PlaceRef) string {
	name, admin1, country := l.named(p)
	parts := []string{}
	for _, s := range []string{name, admin1, country} {
		if s != "" && (len(parts) == 0 || parts[len(parts)-1] != s) {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, l.comma(", "))
}
