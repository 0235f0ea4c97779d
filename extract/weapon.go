package extract

import "github.com/recountlab/recount"

// farthestWeapon is how many words may stand between what happened and what
// did it.
const farthestWeapon = 16

// armed gives each draft of harm the weapon that its sentence names nearest to
// what happened, in the same part of the sentence.
func (pg *page) armed() {
	for i := range pg.out {
		d := &pg.out[i]
		if d.what.Family() != recount.Harm {
			continue
		}
		x := pg.d.Sentences[d.sent]
		far := farthestWeapon + 1
		from, to := max(int(x.First), d.trigger-farthestWeapon), min(int(x.Last), d.trigger+farthestWeapon)
		for k := from; k < to; k++ {
			if pg.d.Tokens[k].Mark == ';' {
				if k >= d.trigger {
					break
				}
				d.weapon, far = recount.Span{}, farthestWeapon+1
				continue
			}
			ph := pg.p.Weapons.At(&pg.p.Entries[pg.lex[k]], pg.lex[:to], k)
			if ph == nil {
				continue
			}
			end := k + len(ph.Words)
			gap := k - d.trigger
			if gap < 0 {
				gap = d.trigger - end + 1
			}
			if over := k < d.unit.e && d.unit.s < end || k <= d.trigger && d.trigger < end; !over && gap < far && !d.spoken(k) {
				d.weapon, d.why.weapon, far = pg.span(k, end), ph.Rule, gap
			}
			k = end - 1
		}
	}
}
