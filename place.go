package recount

import (
	"encoding/json"
	"maps"
	"math"
	"slices"
)

// A Place is an entry of the gazetteer.
type Place struct {
	ID      PlaceID   `json:"id"`
	Name    string    `json:"name"`
	Names   []string  `json:"names,omitempty"` // other names, any script
	Point   LatLon    `json:"point"`
	Reach   float64   `json:"reach"`             // radius in metres of the area the name covers
	Level   Precision `json:"level"`             // how fine a place of this kind is
	Country string    `json:"country,omitempty"` // ISO 3166-1 alpha-2
	Admin1  string    `json:"admin1,omitempty"`  // name of the first-order division
	People  int       `json:"people,omitempty"`  // population; 0 is unknown
	Zone    string    `json:"zone,omitempty"`    // IANA time zone
	Within  []PlaceID `json:"within,omitempty"`  // containing places, nearest first
	Layer   string    `json:"layer,omitempty"`   // "" for the bundle, else the overlay it came from
	Approx  bool      `json:"approx,omitempty"`  // the position is marked approximate by its source
	Same    []PlaceID `json:"same,omitempty"`    // what the same place is called in other lists: gn:, wd:
	Source  string    `json:"source,omitempty"`  // who says so, where a row of the layer says it
}

// Ref returns the place as a text that means it refers to it, without the words.
func (p Place) Ref() PlaceRef {
	return PlaceRef{Place: p.ID, Name: p.Name, Point: p.Point, Radius: p.Reach, Precision: p.Level, Country: p.Country, Admin1: p.Admin1}
}

// LatLon is a WGS 84 position in degrees.
type LatLon struct {
	Lat float64 `json:"lat"`
	Lon float64 `json:"lon"`
}

// Metres returns the great-circle distance between a and b.
func (a LatLon) Metres(b LatLon) float64 {
	const radius = 6371008.8 // mean radius of the Earth, IUGG
	rad := math.Pi / 180
	s := math.Sin((b.Lat - a.Lat) * rad / 2)
	t := math.Sin((b.Lon - a.Lon) * rad / 2)
	x := s*s + math.Cos(a.Lat*rad)*math.Cos(b.Lat*rad)*t*t
	return 2 * radius * math.Asin(math.Min(1, math.Sqrt(x)))
}

// A PlaceRef is what a text said about where, and what we took it to mean.
type PlaceRef struct {
	Words     string    `json:"words,omitempty"`     // "Bustan al-Qasr, eastern Aleppo"
	Place     PlaceID   `json:"place,omitempty"`     // the entry chosen; "" if none could be
	Name      string    `json:"name,omitempty"`      // its name in the gazetteer
	Point     LatLon    `json:"-"`                   // centre of the uncertainty, valid if Precision != NoPlace
	Radius    float64   `json:"radius,omitempty"`    // metres around Point in which it happened
	Precision Precision `json:"precision,omitempty"` // the finest level the words support
	Country   string    `json:"country,omitempty"`
	Admin1    string    `json:"admin1,omitempty"`
	Rivals    []PlaceID `json:"rivals,omitempty"` // entries considered and not chosen, best first
	Why       string    `json:"why,omitempty"`    // what settled it, in a sentence
}

// Precision is the finest level at which a place is known, finest first:
// site, area, town, near, subdistrict, district, province, zone, country.
type Precision string

const (
	NoPlace       Precision = ""
	AtSite        Precision = "site"        // a building, junction, facility
	AtArea        Precision = "area"        // neighbourhood, camp, village
	AtTown        Precision = "town"        // town or city
	Near          Precision = "near"        // near a town, its outskirts
	AtSubdistrict Precision = "subdistrict" // third-order division
	AtDistrict    Precision = "district"    // second-order division
	AtProvince    Precision = "province"    // first-order division
	AtZone        Precision = "zone"        // part of a province or country, region
	AtCountry     Precision = "country"
)

var fineness = map[Precision]int{AtSite: 1, AtArea: 2, AtTown: 3, Near: 4, AtSubdistrict: 5, AtDistrict: 6, AtProvince: 7, AtZone: 8, AtCountry: 9}

// Precisions are the levels at which a place may be known, the finest first.
func Precisions() []Precision {
	return slices.SortedFunc(maps.Keys(fineness), func(a, b Precision) int { return fineness[a] - fineness[b] })
}

// Finer reports whether p is a finer level than q. No place is coarser than any.
func (p Precision) Finer(q Precision) bool {
	a, b := fineness[p], fineness[q]
	return a != 0 && (b == 0 || a < b)
}

type placeRefFields PlaceRef

type placeRefJSON struct {
	placeRefFields
	Lat *float64 `json:"lat,omitempty"`
	Lon *float64 `json:"lon,omitempty"`
}

// MarshalJSON writes the point as lat and lon, and only where there is one.
func (p PlaceRef) MarshalJSON() ([]byte, error) {
	j := placeRefJSON{placeRefFields: placeRefFields(p)}
	if p.Precision != NoPlace {
		j.Lat, j.Lon = &p.Point.Lat, &p.Point.Lon
	}
	return json.Marshal(j)
}

func (p *PlaceRef) UnmarshalJSON(b []byte) error {
	var j placeRefJSON
	if err := json.Unmarshal(b, &j); err != nil {
		return err
	}
	*p = PlaceRef(j.placeRefFields)
	if j.Lat != nil && j.Lon != nil {
		p.Point = LatLon{*j.Lat, *j.Lon}
	}
	return nil
}
