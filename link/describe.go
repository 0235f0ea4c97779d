package link

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/recountlab/recount"
)

// Describe fills in what is computed from the claims of an incident: title,
// what, where, when, reports and status. The order of claims does not
// matter. Where is the finest place that most reports allow; when is the
// tightest stretch that most claims overlap.
func Describe(in *recount.Incident, claims []recount.Claim) {
	cs := slices.Clone(claims)
	slices.SortFunc(cs, func(a, b recount.Claim) int { return cmp.Compare(a.ID, b.ID) })
	in.Reports = nil
	denied := false
	for i := range cs {
		c := &cs[i]
		if c.Report != "" && !slices.Contains(in.Reports, c.Report) {
			in.Reports = append(in.Reports, c.Report)
		}
		denied = denied || c.Denied
	}
	slices.Sort(in.Reports)
	in.What, in.Where, in.When = leading(cs), agreedPlace(cs), agreedTime(cs)
	in.Title, in.Weapon = title(in), weaponOfMost(cs)
	switch {
	case in.Status == recount.Reviewed || in.Status == recount.Retracted: // a person said so
	case denied:
		in.Status = recount.Disputed
	default:
		in.Status = recount.Candidate
	}
}

func root(c *recount.Claim) recount.SourceID {
	if len(c.Says) == 0 && c.Report != "" {
		return recount.SourceID(c.Report)
	}
	return c.Says.Origin()
}

// leading is the act most reports name, else the worst harm.
func leading(cs []recount.Claim) recount.What {
	told := map[recount.What]int{}
	for _, c := range cs {
		if c.Reality == recount.Actual && !c.Denied && !c.Background {
			told[c.What]++
		}
	}
	// The most told wins; of two told as often, the one listed first.
	pick := func(ws ...recount.What) (best recount.What) {
		for _, w := range ws {
			if told[w] > told[best] {
				best = w
			}
		}
		return best
	}
	if w := pick(recount.AirStrike, recount.Shelling, recount.Siege, recount.Clash, recount.AidAttacked, recount.MunitionUse); w != "" {
		return w
	}
	for _, w := range []recount.What{recount.Attack, recount.Killed, recount.Injured, recount.Casualties, recount.Abducted, recount.Detained,
		recount.Missing, recount.Trapped, recount.Displaced, recount.Evacuated, recount.Returned} {
		if told[w] > 0 {
			return w
		}
	}
	var rest []recount.What
	for w := range told {
		rest = append(rest, w)
	}
	slices.Sort(rest)
	return pick(rest...)
}

// agreedPlace takes the finest place that at least half of the reports which
// name a place put the incident at or within; of one report, at least half of
// its claims. What a report counts as a part of its figure does not say where
// the whole was.
func agreedPlace(all []recount.Claim) recount.PlaceRef {
	var cs []recount.Claim
	located, wholes := map[string]bool{}, map[recount.ClaimID]bool{}
	for _, c := range all {
		wholes[c.ID] = c.Where.Precision != recount.NoPlace
	}
	for _, c := range all {
		if wholes[c.PartOf] {
			continue
		}
		if c.Where.Precision != recount.NoPlace && !c.Background && c.Scope.IsZero() {
			cs = append(cs, c)
			located[string(c.Report)] = true
		}
	}
	voter := func(c *recount.Claim) string { return string(c.Report) }
	if len(located) == 1 {
		voter = func(c *recount.Claim) string { return string(c.ID) }
		for i := range cs {
			located[string(cs[i].ID)] = true
		}
	}
	var best recount.PlaceRef
	votes, mostTold := 0, 0
	for i := range cs {
		p := cs[i].Where
		by, told := map[string]bool{}, 0
		for j := range cs {
			q := cs[j].Where
			if q.Place == p.Place || q.Precision.Finer(p.Precision) && p.Point.Metres(q.Point) <= p.Radius+q.Radius {
				by[voter(&cs[j])] = true
				told++
			}
		}
		n := len(by)
		enough, had := 2*n >= len(located), 2*votes >= len(located)
		switch {
		case enough != had:
			if had {
				continue
			}
		case enough && p.Precision != best.Precision:
			if best.Precision.Finer(p.Precision) {
				continue
			}
		case n != votes:
			if n < votes {
				continue
			}
		case told != mostTold:
			if told < mostTold {
				continue
			}
		case best.Precision != recount.NoPlace && (p.Place > best.Place || p.Place == best.Place && p.Words >= best.Words):
			continue
		}
		best, votes, mostTold = p, n, told
	}
	return best
}

func agreedTime(cs []recount.Claim) recount.When {
	var best recount.When
	votes := 0
	for i := range cs {
		w := cs[i].When
		if w.IsZero() {
			continue
		}
		n := 0
		for j := range cs {
			if !cs[j].When.IsZero() && w.Overlaps(cs[j].When) {
				n++
			}
		}
		if n > votes || n == votes && tighter(w, best) {
			best, votes = w, n
		}
	}
	return best
}

// title says in plain words what, where and when. It holds no figure: what an
// incident counts to is the toll's to say, by a named policy.
func title(in *recount.Incident) string {
	place := cmp.Or(in.Where.Name, in.Where.Words)
	parts := []string{plural(in.What), place}
	if in.Where.Precision == recount.AtProvince && place == in.Where.Admin1 {
		parts[1] += " province" // not the town of its name
	}
	if in.Where.Admin1 != "" && in.Where.Admin1 != place {
		parts = append(parts, in.Where.Admin1)
	}
	parts = append(parts, Date(in.When))
	parts = slices.DeleteFunc(parts, func(s string) bool { return s == "" })
	if len(parts) == 0 {
		return "Something told without its place and time"
	}
	s := strings.Join(parts, ", ")
	return strings.ToUpper(s[:1]) + s[1:]
}

var plurals = map[recount.What]string{
	recount.Killed: "people killed", recount.Injured: "people injured", recount.Casualties: "people killed or injured", recount.Missing: "people missing",
	recount.Trapped: "people trapped", recount.Detained: "people detained", recount.Abducted: "people abducted", recount.Displaced: "people displaced",
	recount.Evacuated: "people evacuated", recount.Returned: "people returned",
	recount.AirStrike: "air strikes", recount.Shelling: "shelling", recount.Attack: "attack", recount.Clash: "clashes", recount.Siege: "siege",
	recount.MunitionUse: "weapons used", recount.AidAttacked: "attack on aid", recount.AidBlocked: "aid blocked", recount.AidDelivered: "aid delivered",
	recount.TruceAnnounced: "truce announced", recount.TruceInForce: "truce in force", recount.TruceExtended: "truce extended",
	recount.TruceBroken: "truce broken", recount.TruceCollapsed: "truce collapsed", recount.TalksHeld: "talks held", recount.TalksFailed: "talks failed",
	recount.OffensiveLaunched: "offensive launched", recount.GroundTaken: "ground taken", recount.GroundLost: "ground lost",
	recount.Withdrawn: "withdrawal", recount.NoAdvance: "no advance", recount.Warning: "warning", recount.EvacuationOrder: "evacuation order",
}

func plural(w recount.What) string { return cmp.Or(plurals[w], string(w)) }

// Date writes a stretch of time in plain words: "23 Sep 2016", "22–25 Sep
// 2016", "Sep 2016".
func Date(w recount.When) string { return DateIn(w, english) }

var english = [12]string{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"}

// DateIn is Date with other names of the months.
func DateIn(w recount.When, months [12]string) string {
	if w.From.IsZero() {
		return ""
	}
	w = w.Local()
	from, last := w.From.UTC(), w.Until.UTC().Add(-time.Nanosecond)
	y, m, d := from.Date()
	ly, lm, ld := last.Date()
	day := func(y int, m time.Month, d int) string { return fmt.Sprintf("%d %s %d", d, months[m-1], y) }
	switch {
	case w.Grain == recount.Year:
		return strconv.Itoa(y)
	case w.Grain == recount.Month:
		return fmt.Sprintf("%s %d", months[m-1], y)
	case !w.Until.After(w.From), y == ly && m == lm && d == ld,
		last.Sub(from) < 24*time.Hour && (w.Grain == recount.Minute || w.Grain == recount.Hour || w.Grain == recount.Part || w.Grain == recount.Day):
		return day(y, m, d)
	case y == ly && m == lm:
		return fmt.Sprintf("%d–%s", d, day(ly, lm, ld))
	case y == ly:
		return fmt.Sprintf("%d %s – %s", d, months[m-1], day(ly, lm, ld))
	}
	return day(y, m, d) + " – " + day(ly, lm, ld)
}
