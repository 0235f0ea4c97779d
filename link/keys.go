package link

import (
	"math"
	"slices"
	"strconv"

	"github.com/recountlab/recount"
)

// A Key is a name under which accounts of one incident may meet. Two kinds of
// keys are kept apart: those an account is stored under and those it looks
// under.
type Key uint64

// String writes a key as the store keeps it.
func (k Key) String() string { return strconv.FormatUint(uint64(k), 36) }

// kinds of keys, in the topmost bits
const (
	cellKey     Key = (iota + 1) << 60 // a square of about 10 km, by day: of places known to a town or finer, and of small stretches of land
	divisionKey                        // a first-order division, by day: of the same places
	coarseKey                          // a first-order division, by day: of places known less finely
	vagueKey                           // a country and what happened, by day: of places not known at all
	wordKey                            // a rare word
	personKey                          // a person named
	familyKey                          // a text that several reports have
)

// ties reports whether accounts under a key are tied by more than place and time.
func (k Key) ties() bool { return k >= wordKey }

// keyOf makes a key of a kind from anything that fits 64 bits.
func keyOf(kind Key, parts ...uint64) Key {
	h := uint64(14695981039346656037)
	for _, p := range parts {
		for range 8 {
			h = (h ^ p&0xff) * 1099511628211
			p >>= 8
		}
	}
	return kind | Key(h>>4)
}

const (
	maxDays  = 7  // days of a long stretch that are keyed
	maxHeard = 24 // accounts in which a word that is keyed may stand, however many there are
	wordKeys = 24 // words of an account that are keyed: the rarest
)

// keys appends to buf the keys that a is to be found under, or with seek those
// under which incidents may be that it speaks of.
func (a *Account) keys(buf []Key, f *Frequency, seek bool) []Key {
	first, last := a.days()
	if seek {
		first, last = first-1, last+1
	}
	for d := first; d <= last; d++ {
		on := uint64(uint32(d))
		switch {
		case a.level.fine():
			if !seek {
				row, col := cell(a.point())
				buf = append(buf, keyOf(cellKey, row, col, on))
			} else {
				for _, p := range corners(a.point(), 6000) {
					row, col := cell(p)
					if k := keyOf(cellKey, row, col, on); !slices.Contains(buf, k) {
						buf = append(buf, k)
					}
				}
			}
			if a.division != 0 {
				kind := divisionKey
				if seek {
					kind = coarseKey
				}
				buf = append(buf, keyOf(kind, uint64(a.division), on))
			}
		case a.division != 0:
			buf = append(buf, keyOf(coarseKey, uint64(a.division), on))
			if seek {
				buf = append(buf, keyOf(divisionKey, uint64(a.division), on))
			}
		default:
			if a.level != nowhere && a.radius <= smallZone {
				for _, at := range around(a.point(), float64(a.radius)) {
					buf = append(buf, keyOf(cellKey, at[0], at[1], on))
				}
			}
			buf = append(buf, keyOf(vagueKey, uint64(a.country), uint64(a.all&-a.all), on))
		}
	}
	if a.family != 0 {
		buf = append(buf, keyOf(familyKey, a.family))
	}
	for _, n := range f.rarest(a.words, seek) {
		buf = append(buf, keyOf(wordKey, uint64(n)))
	}
	for _, p := range a.of(people) {
		buf = append(buf, keyOf(personKey, uint64(p)))
	}
	return buf
}

// days are the first and last UTC day on which a may have happened, at most
// maxDays; with no time told, those before it was published.
func (a *Account) days() (first, last int32) {
	from, until := a.from, a.until
	if a.told == untimed {
		from, until = a.published-2*day, a.published+1
	}
	first, last = floorDay(from), floorDay(until-1)
	return first, max(first, min(last, first+maxDays-1))
}

func floorDay(m minutes) int32 { return int32(math.Floor(float64(m) / float64(day))) }

// rarest are those words that fewest accounts have; with heard, that some have.
// Heard returns the words of a group that it is to be found by, or with seek
// those by which others may be found.
func (f *Frequency) Heard(g Group, seek bool) []Word { return f.rarest(g.Words, seek) }

func (f *Frequency) rarest(words []Word, heard bool) []Word {
	if f == nil {
		return nil
	}
	type rated struct {
		n  Word
		of int32
	}
	var best [wordKeys]rated
	n := 0
	for _, x := range words {
		r := rated{x, f.n[uint64(x)]}
		if r.of > maxHeard || heard && r.of == 0 {
			continue
		}
		i := n
		for i > 0 && (best[i-1].of > r.of || best[i-1].of == r.of && best[i-1].n > r.n) {
			if i < wordKeys {
				best[i] = best[i-1]
			}
			i--
		}
		if i < wordKeys {
			best[i] = r
			n = min(n+1, wordKeys)
		}
	}
	out := make([]Word, n)
	for i := range out {
		out[i] = best[i].n
	}
	return out
}

// side of a cell, in degrees of latitude.
const side = 0.1

// cell is the square, about as wide as high, in which p lies. A row has a whole
// number of them.
func cell(p recount.LatLon) (row, col uint64) {
	r := math.Floor(p.Lat / side)
	n := max(1, math.Floor(360/side*math.Cos((r+0.5)*side*math.Pi/180)))
	return uint64(uint32(int32(r))), uint64(math.Floor((p.Lon + 180) / 360 * n))
}

// smallZone is how many metres a stretch of land without a division may reach to
// be looked for by the squares it covers, some 50 at most.
const smallZone = 30000

// around are the cells of the square of twice a radius about p, each once.
func around(p recount.LatLon, radius float64) (cells [][2]uint64) {
	const step = side * metresADegree / 2
	n := int(math.Ceil(radius / step))
	for dy := -n; dy <= n; dy++ {
		lat := p.Lat + max(-radius, min(radius, float64(dy)*step))/metresADegree
		for dx := -n; dx <= n; dx++ {
			east := max(-radius, min(radius, float64(dx)*step)) / metresADegree / max(0.05, math.Cos(p.Lat*math.Pi/180))
			row, col := cell(recount.LatLon{Lat: lat, Lon: math.Mod(p.Lon+east+540, 360) - 180})
			if c := [2]uint64{row, col}; !slices.Contains(cells, c) {
				cells = append(cells, c)
			}
		}
	}
	return cells
}

// corners are p and eight points around it at half the width of a box.
func corners(p recount.LatLon, half float64) [9]recount.LatLon {
	var out [9]recount.LatLon
	north := half / metresADegree
	east := north / max(0.05, math.Cos(p.Lat*math.Pi/180))
	i := 0
	for _, dy := range []float64{0, -1, 1} {
		for _, dx := range []float64{0, -1, 1} {
			lon := math.Mod(p.Lon+dx*east+540, 360) - 180
			out[i] = recount.LatLon{Lat: p.Lat + dy*north, Lon: lon}
			i++
		}
	}
	return out
}

const metresADegree = 111195.0

// flat is the distance of two points in metres on the plane that touches the
// globe between them: right to a part in a thousand up to 100 km, and far
// whenever they are far.
func flat(a, b recount.LatLon) float64 {
	dLat, dLon := b.Lat-a.Lat, math.Mod(b.Lon-a.Lon+540, 360)-180
	dLon *= math.Cos((a.Lat + b.Lat) / 2 * math.Pi / 180)
	return metresADegree * math.Sqrt(dLat*dLat+dLon*dLon)
}
