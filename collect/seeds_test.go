package collect

import (
	"net/url"
	"regexp"
	"slices"
	"testing"

	"github.com/recountlab/recount"
)

func TestSeedsCanBeWatched(t *testing.T) {
	kinds := []recount.SourceKind{recount.UN, recount.Monitor, recount.Outlet, recount.State, recount.Wire}
	country := regexp.MustCompile(`^[A-Z]{2}$`)
	seen := map[string]bool{}
	for _, s := range Seeds() {
		u, err := url.Parse(s.Address)
		if err != nil || u.Scheme != "https" || u.Host == "" || seen[s.Address] || seen[s.ID] || s.ID == "" || s.Name == "" {
			t.Errorf("%+v: no address, or twice", s)
		}
		seen[s.Address], seen[s.ID] = true, true
		if !slices.Contains(kinds, s.Kind) || !slices.Contains([]recount.Lang{"en", "ar", "fr", "es", "ru", "uk"}, s.Lang) {
			t.Errorf("%s: kind %q, language %q", s.ID, s.Kind, s.Lang)
		}
		for _, c := range s.About {
			if !country.MatchString(c) {
				t.Errorf("%s: %q is no country", s.ID, c)
			}
		}
	}
	if n := len(Seeds()); n < 60 {
		t.Errorf("%d seeds", n)
	}
}
