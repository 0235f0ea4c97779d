package gazetteer

import "testing"

// Villages and quarters of well-known conflicts are found by their Arabic names,
// as near and as fine as they are known.
func TestArabicVillages(t *testing.T) {
	g := bundle(t)
	for _, k := range []struct {
		name, country string
		lat, lon, km  float64
	}{
		{"عيترون", "LB", 33.12, 35.47, 5},
		{"تلبيسة", "SY", 34.84, 36.73, 5},
		{"بيت فوريك", "PS", 32.18, 35.34, 5},
		{"مخيم العروب", "PS", 31.62, 35.14, 3},
		{"مديرا", "SY", 33.55, 36.38, 5},
		{"برطلة", "IQ", 36.35, 43.38, 5},
		{"الخوخة", "YE", 13.81, 43.25, 5},
		{"قرقارش", "LY", 32.86, 13.12, 3},
		{"زبقين", "LB", 33.16, 35.27, 5},
		{"ود النورة", "SD", 14.60, 32.75, 5},
		{"الكسارة", "YE", 15.65, 45.05, 5},
		{"أمبدة", "SD", 15.65, 32.42, 5},
		{"عبسان الكبيرة", "PS", 31.32, 34.34, 5},
		{"مواصي القرارة", "PS", 31.38, 34.30, 5},
		{"مفترق الشهداء", "PS", 31.47, 34.42, 3},
		{"دير شرقي", "SY", 35.60, 36.70, 6},
		{"كمبو طيبة", "SD", 14.30, 33.85, 6},
		{"شاطئ ليدو", "SO", 2.05, 45.37, 4},
		{"قبر عمير", "EG", 31.19, 34.04, 6},
	} {
		cs := g.Find(k.name, Hint{Countries: []string{k.country}})
		if len(cs) == 0 {
			t.Errorf("%s: not found", k.name)
			continue
		}
		p := cs[0].Place
		if dy, dx := (p.Point.Lat-k.lat)*111, (p.Point.Lon-k.lon)*100; p.Country != k.country || dy*dy+dx*dx > k.km*k.km {
			t.Errorf("%s: %s, %s, %.2f, %.2f", k.name, p.Name, p.Country, p.Point.Lat, p.Point.Lon)
		}
	}
}
