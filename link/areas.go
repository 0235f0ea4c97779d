package link

import "github.com/recountlab/recount"

// about says which country each report is about: the only one in which its
// claims happened, apart from where talks are held and truces announced.
func about(claims []recount.Claim) map[recount.ReportID]recount.PlaceRef {
	out := map[recount.ReportID]recount.PlaceRef{}
	for i := range claims {
		c := &claims[i]
		if c.Where.Country == "" || c.What == recount.TalksHeld || c.What == recount.TalksFailed || c.What == recount.TruceAnnounced {
			continue
		}
		in := recount.PlaceRef{Country: c.Where.Country, Precision: recount.AtCountry}
		if c.Where.Precision == recount.AtCountry {
			in = c.Where
		}
		switch was, ok := out[c.Report]; {
		case ok && was.Country != in.Country:
			out[c.Report] = recount.PlaceRef{Country: "several"}
		case !ok || was.Place == "" || in.Place != "" && in.Place < was.Place:
			out[c.Report] = in
		}
	}
	for id, p := range out {
		if p.Country == "several" {
			delete(out, id)
		}
	}
	return out
}

// rank is how wide an area is: 3 a country, 2 a division or zone, 1 less.
func rank(p recount.PlaceRef) float64 {
	switch p.Precision {
	case recount.AtCountry, recount.NoPlace:
		return 3
	case recount.AtProvince, recount.AtZone:
		return 2
	}
	return 1
}

// sameArea reports whether two places are one area for a truce.
func sameArea(a, b recount.PlaceRef) bool {
	return rank(a) == rank(b) && covers(a, b) && covers(b, a)
}

// covers reports whether b lies in a, or may.
func covers(a, b recount.PlaceRef) bool {
	switch {
	case a.Country != b.Country:
		return false
	case rank(a) == 3:
		return true
	case rank(b) > rank(a):
		return false
	case a.Precision == recount.AtProvince && a.Admin1 != "" && b.Admin1 != "":
		return a.Admin1 == b.Admin1
	}
	return a.Place != "" && a.Place == b.Place || a.Point.Metres(b.Point) <= max(a.Radius, b.Radius)
}
