package extract

import (
	"github.com/recountlab/recount"
	"github.com/recountlab/recount/lexicon"
	"github.com/recountlab/recount/text"
)

// farthestWeapon is how many words may stand between what happened and what
// did it.
const farthestWeapon = 16

// loosely is how much farther off a word counts that tells only loosely of a weapon:
// any other in the same part of the sentence is nearer.
const loosely = 2 * farthestWeapon

// armed gives each draft of harm the weapon that its sentence names nearest to
// what happened, in the same part of the sentence. What happened may tell it itself,
// "stabbed"; that people were detained is no weapon's doing.
func (pg *page) armed() {
	for i := range pg.out {
		d := &pg.out[i]
		if d.what.Family() != recount.Harm || d.what == recount.Detained {
			continue
		}
		x := pg.d.Sentences[d.sent]
		far, behind := loosely+farthestWeapon+1, 0
		from, to := max(int(x.First), d.trigger-farthestWeapon), min(int(x.Last), d.trigger+farthestWeapon)
		for k := from; k < to; k++ {
			if pg.d.Tokens[k].Mark == ';' {
				if k >= d.trigger {
					break
				}
				d.weapon, d.why.weapon, far, behind = recount.Span{}, "", loosely+farthestWeapon+1, 0
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
			over := k < d.unit.e && d.unit.s < end || ph.Names() && k <= d.trigger && d.trigger < end
			if ph.Class == lexicon.Loosely {
				gap += loosely
			}
			if !over && ph.Class != lexicon.NoWeapon && gap < far && !d.spoken(k) {
				d.weapon, d.why.weapon, far, behind = pg.span(k, end), ph.Rule, gap, 0
				if ph.Names() {
					behind = end
				}
			}
			k = end - 1
		}
		if behind > 0 && len(d.blamed) == 0 {
			pg.wielded(d, behind, int(x.Last))
		}
	}
}

// wielded notes the party that the words behind a weapon, which ends before token i, name
// as whose it was: "in an air strike by government forces", "برصاص قوات الاحتلال".
func (pg *page) wielded(d *draft, i, end int) {
	has := func(k int, c lexicon.Class) bool { return k < end && pg.p.Entries[pg.lex[k]].Has(c) }
	for n := 0; n < 2 && i < end && pg.d.Tokens[i].Kind == text.Word && !has(i, lexicon.By|lexicon.To|lexicon.Preposition|lexicon.And|lexicon.Verb) && pg.partyAt(i, end) == nil; n++ {
		i++ // "heavy shelling carried out"
	}
	by := has(i, lexicon.By) || pg.p.VerbFirst && has(i, lexicon.To)
	if by {
		i++
	}
	for by && has(i, lexicon.Determiner) {
		i++
	}
	if ph := pg.partyAt(i, end); ph != nil && (by || pg.p.VerbFirst) && (pg.d.Tokens[i].Flags&text.Capital != 0 || len(ph.Words) > 1) {
		d.blamed = append(d.blamed, pg.party(i, i+len(ph.Words)))
	}
}

// partyAt is the party named at token i, nil if none is.
func (pg *page) partyAt(i, end int) *lexicon.Phrase {
	if i >= end {
		return nil
	}
	return pg.p.Sources.Parties.At(&pg.p.Entries[pg.lex[i]], pg.lex[:end], i)
}
