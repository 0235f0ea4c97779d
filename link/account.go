package link

import (
	"hash/fnv"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/recountlab/recount"
)

// An Account is what one report tells of one event, as far as it is compared
// with what others tell. It is the unit of linking: the claims of one account
// always go together. It is kept small, since a casebook has many.
type Account struct {
	ID recount.ClaimID // the claim that would found its incident

	report, family uint64 // hashes; family is one for all reports of its text, 0 if nobody else has it
	place          uint64 // hash of the place's id, 0 if it is not known
	country        uint32
	division       uint32 // hash of country and division, 0 if not said
	lat, lon       float32
	radius         float32 // metres
	level          precision
	told           timing
	single         bool // it tells of one strike at a spot, or of what happened there within hours
	hours          bool // it says at which part of the day it happened
	sums           bool // it adds up the acts of a day it names, over a town or wider

	from, until minutes // [from, until), equal if no time is said
	published   minutes

	acts   whats
	all    whats // acts and harms
	kinds  kinds // of its weapons
	sites  sites // what was hit
	counts []count
	marks  []uint32 // weapons, parties blamed, people named as victims, targets; each in order
	ends   [4]uint8 // where each of these ends in marks
	words  []Word   // in order
	outlet uint32   // 0 if it is not named
	lang   uint32
}

// The sets of marks.
const (
	weapons = iota
	blamed
	people
	targets
)

// of returns one set of marks.
func (a *Account) of(set int) []uint32 {
	start := uint8(0)
	if set > 0 {
		start = a.ends[set-1]
	}
	return a.marks[start:a.ends[set]]
}

// mark puts the sets of marks into an account, as many of each as it can hold.
func (a *Account) mark(sets [4][]uint32) {
	for i, s := range sets {
		a.marks = append(a.marks, s[:min(len(s), 60)]...)
		a.ends[i] = uint8(len(a.marks))
	}
	a.marks = slices.Clip(a.marks)
}

// minutes since 1970 began, UTC.
type minutes int32

func minutesOf(t time.Time) minutes { return minutes(t.Unix() / 60) }

const day = minutes(24 * 60)

// timing says how the time of an account was told.
type timing uint8

const (
	untimed  timing = iota // not at all: it happened before the report came out
	inferred               // by when the report came out
	relative               // "on Tuesday", "last night"
	dated                  // with its day of the month
)

// whats is a set of things that happen.
type whats uint64

var whatOrder = []recount.What{recount.Killed, recount.Injured, recount.Missing, recount.Trapped, recount.Detained, recount.Abducted, recount.Displaced,
	recount.Casualties, recount.Evacuated, recount.Returned, recount.AirStrike, recount.Shelling, recount.Attack, recount.Clash, recount.Siege, recount.MunitionUse,
	recount.TruceAnnounced, recount.TruceInForce, recount.TruceExtended, recount.TruceBroken, recount.TruceCollapsed, recount.TalksHeld, recount.TalksFailed,
	recount.OffensiveLaunched, recount.GroundTaken, recount.GroundLost, recount.Withdrawn, recount.NoAdvance, recount.Warning, recount.EvacuationOrder,
	recount.AidAttacked, recount.AidBlocked, recount.AidDelivered}

var whatBit = func() map[recount.What]whats {
	m := map[recount.What]whats{}
	for i, w := range whatOrder {
		m[w] = 1 << i
	}
	return m
}()

func whatsOf(ws []recount.What) (s whats) {
	for _, w := range ws {
		s |= whatBit[w]
	}
	return s
}

// strikes are the acts that reports add up by the day.
var strikes = whatsOf([]recount.What{recount.AirStrike, recount.Shelling, recount.Attack, recount.Clash, recount.MunitionUse})

type count struct {
	what             whats
	who              uint32 // hash of the category, 0 for everybody
	fights           int8   // 1 if they fought, -1 if they are civilians, 0 if that is not said
	low, high, point int32
	exact            bool
	origin           uint32 // 0 if it is not named
	said             minutes
}

// leastSound is how many consonants a name must have to be known by them.
const leastSound = 5

// newAccount makes the account that the claims of one report about one event
// give. The order of claims does not matter but for which names it. Names are
// known by their letters, and by how they sound if sounds is not nil.
func newAccount(claims []recount.Claim, sounds func(string) []string) Account {
	a := Account{}
	if len(claims) == 0 {
		return a
	}
	cs := make([]*recount.Claim, len(claims))
	for i := range claims {
		cs[i] = &claims[i]
	}
	slices.SortFunc(cs, func(x, y *recount.Claim) int { return strings.Compare(string(x.ID), string(y.ID)) })
	a.ID, a.outlet = claims[0].ID, outletOf(claims)
	if r := cs[0].Report; r != "" {
		a.report = wideHash(string(r))
	}
	var sets [4][]uint32
	one, more := false, false
	var where recount.PlaceRef
	var when recount.When
	for _, c := range cs {
		if c.Where.Precision != recount.NoPlace && (where.Precision == recount.NoPlace || c.Where.Precision.Finer(where.Precision) ||
			!where.Precision.Finer(c.Where.Precision) && c.Where.Place < where.Place) {
			where = c.Where
		}
		if !c.When.IsZero() && (when.IsZero() || tighter(c.When, when)) {
			when = c.When
		}
		if !c.Said.From.IsZero() && (a.published == 0 || minutesOf(c.Said.From) < a.published) {
			a.published = minutesOf(c.Said.From)
		}
		a.all |= whatBit[c.What]
		switch c.What.Family() {
		case recount.Harm, recount.Movement:
			if c.Scope.IsZero() && c.Reality == recount.Actual && !c.Denied && !c.Background && c.Count.Unit == "" && c.Count.High > 0 {
				a.counts = append(a.counts, countOf(c))
			}
		default:
			a.acts |= whatBit[c.What]
			one = one || c.Count.Low == 1 && c.Count.High == 1
			more = more || c.Count.High != 1
			a.sums = a.sums || whatBit[c.What]&strikes != 0 && c.Count.High != 1 && precisionOf(c.Where.Precision) >= toTown && c.When.Words != "" && c.When.Span() == 24*time.Hour
		}
		sets[weapons] = put(sets[weapons], c.Weapon)
		a.kinds |= kindOf(c)
		a.sites |= sitesOf(c)
		for _, b := range c.Blamed {
			sets[blamed] = put(sets[blamed], string(b.Party))
		}
		for set, name := range map[int]string{people: c.Who.Name, targets: c.Target} {
			sets[set] = put(sets[set], name)
			if sounds != nil && strings.Contains(name, " ") {
				for _, s := range sounds(name) {
					if len(s) >= leastSound {
						sets[set] = put(sets[set], "sound "+s)
					}
				}
			}
		}
	}
	a.mark(sets)
	a.setPlace(where)
	a.setTime(when)
	a.single = !a.sums && a.level != nowhere && a.level < toTown && (one && !more || a.told != untimed && a.until-a.from < day)
	return a
}

// outletOf names the outlet of a report's claims, 0 if none does: that of the
// claim with the least ID, so that their order does not matter.
func outletOf(claims []recount.Claim) uint32 {
	var least recount.ClaimID
	var outlet uint32
	for i := range claims {
		c := &claims[i]
		if v := c.Says; len(v) > 0 && v[0].Kind == recount.Outlet && v[0].Source != "" && (outlet == 0 || c.ID < least) {
			least, outlet = c.ID, hash(string(v[0].Source))
		}
	}
	return outlet
}

// fights says who fought.
var fights = map[string]int8{"combatant": 1, "civilian": -1}

func countOf(c *recount.Claim) count {
	k := count{what: whatBit[c.What], low: int32(c.Count.Low), high: int32(c.Count.High), point: int32(c.Count.Point), exact: c.Count.Qualifier == recount.Exact, said: minutesOf(c.Said.From)}
	if k.point < 0 {
		k.point = k.low
	}
	if v := c.Who.Group(); !c.Who.Everybody() {
		k.who = hash(v.Status, v.Age, v.Sex, v.Role, string(v.Side))
		if k.fights = fights[v.Status]; v.Status == "" && (v.Age == "child" || v.Age == "elderly" || v.Sex == "female") {
			k.fights = fights["civilian"] // as few of them fight
		}
	}
	if o := string(c.Says.Origin()); !strings.HasPrefix(o, ":") {
		k.origin = hash(o)
	}
	return k
}

func (a *Account) setPlace(p recount.PlaceRef) {
	a.lat, a.lon, a.radius, a.level = float32(p.Point.Lat), float32(p.Point.Lon), float32(p.Radius), precisionOf(p.Precision)
	if p.Place != "" {
		a.place = wideHash(string(p.Place))
	}
	if p.Country != "" {
		a.country = hash(p.Country)
	}
	if p.Admin1 != "" {
		a.division = hash(p.Country, p.Admin1)
	}
}

func (a *Account) setTime(w recount.When) {
	if w.IsZero() {
		return
	}
	a.from, a.until, a.hours = minutesOf(w.From), minutesOf(w.Until), namesHours(w)
	switch {
	case w.Words == "":
		a.told = inferred
	case dates(w):
		a.told = dated
	default:
		a.told = relative
	}
}

func (a *Account) point() recount.LatLon {
	return recount.LatLon{Lat: float64(a.lat), Lon: float64(a.lon)}
}

// dates reports whether the words of w give the day of its month in figures.
func dates(w recount.When) bool {
	at := w.Local()
	first, last := at.From.Day(), at.Until.Add(-time.Nanosecond).Day()
	n, in := 0, false
	for _, r := range w.Words + " " {
		if unicode.IsDigit(r) {
			n, in = n*10+digit(r), true
			continue
		}
		if in && (n == first || n == last) {
			return true
		}
		n, in = 0, false
	}
	return false
}

// digit is the value of a decimal digit of any script: they stand ten in a row.
func digit(r rune) int {
	d := 0
	for d < 9 && unicode.IsDigit(r-rune(d)-1) {
		d++
	}
	return d
}

// put adds the hash of s to a set, in order.
func put(set []uint32, s string) []uint32 {
	if s == "" {
		return set
	}
	h := hash(strings.ToLower(s))
	if i, ok := slices.BinarySearch(set, h); !ok {
		set = slices.Insert(set, i, h)
	}
	return set
}

// meet reports whether two sets in order have a member in common.
func meet(a, b []uint32) bool {
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0] == b[0]:
			return true
		case a[0] < b[0]:
			a = a[1:]
		default:
			b = b[1:]
		}
	}
	return false
}

func wideHash(ss ...string) uint64 {
	h := fnv.New64a()
	for _, s := range ss {
		h.Write([]byte(s))
		h.Write([]byte{0})
	}
	return h.Sum64()
}

// hash is never 0, which stands for nothing.
func hash(ss ...string) uint32 {
	w := wideHash(ss...)
	return max(1, uint32(w)^uint32(w>>32))
}

// tighter orders stretches of time: the shorter first, then the earlier.
func tighter(a, b recount.When) bool {
	if a.Span() != b.Span() {
		return a.Span() < b.Span()
	}
	if !a.From.Equal(b.From) {
		return a.From.Before(b.From)
	}
	return a.Words < b.Words
}

// precision is how finely a place is known, 1 the finest; 0 is no place.
type precision uint8

const (
	nowhere    precision = 0
	toTown     precision = 3
	nearIt     precision = 4
	toProvince precision = 7
)

var precisions = []recount.Precision{recount.NoPlace, recount.AtSite, recount.AtArea, recount.AtTown, recount.Near, recount.AtSubdistrict, recount.AtDistrict,
	recount.AtProvince, recount.AtZone, recount.AtCountry}

func precisionOf(p recount.Precision) precision {
	return precision(max(0, slices.Index(precisions, p)))
}

// precise reports whether a place is known to a town or finer.
func (p precision) precise() bool { return p != nowhere && p <= toTown }

// fine reports whether a place is known to a town, or to be near one.
func (p precision) fine() bool { return p != nowhere && p <= nearIt }
