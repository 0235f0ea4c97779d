package link

import (
	"maps"
	"slices"
	"strings"

	"github.com/recountlab/recount"
)

// kinds is a set of kinds of weapons: the same in every language, where the words
// for them are not.
type kinds uint8

const (
	aircraft kinds = 1 << iota
	artillery
	munition
	explosive
	firearm
	blade
	execution
	fighting
)

var kindBit = map[string]kinds{"aircraft": aircraft, "artillery": artillery, "munition": munition, "explosive": explosive, "firearm": firearm, "blade": blade, "execution": execution, "fighting": fighting}

// besides are the kinds that reports of one incident may name in place of one:
// barrel bombs fall from aircraft, whoever fights shoots and shells, and who is put to
// death is shot or beheaded. Who attack with bombs and with guns are seldom told of by one
// of them alone.
var besides = map[kinds]kinds{
	aircraft:  artillery | munition | explosive,
	artillery: aircraft | munition | explosive | fighting,
	munition:  aircraft | artillery | explosive,
	explosive: aircraft | artillery | munition | fighting,
	firearm:   execution | fighting,
	blade:     execution,
	execution: firearm | blade,
	fighting:  artillery | explosive | firearm,
}

// kindOf is the kind of a claim's weapon, as the rule says by which its words
// were read: "en/weapon:attack:firearm"; 0 if none says.
func kindOf(c *recount.Claim) kinds { return kindBit[weaponOf(c)] }

func weaponOf(c *recount.Claim) string {
	for _, s := range c.Trace {
		if _, rule, ok := strings.Cut(s.Rule, "/weapon:"); ok {
			return rule[strings.LastIndexByte(rule, ':')+1:]
		}
	}
	return ""
}

// Weapons are the kinds of weapons that are told apart, in order.
func Weapons() []string { return slices.Sorted(maps.Keys(kindBit)) }

// weaponOfMost is the kind of weapon that most of the reports name that name any,
// of several the first in order; "" if none does.
func weaponOfMost(claims []recount.Claim) string {
	in := map[string]map[recount.ReportID]bool{}
	for i := range claims {
		if k := weaponOf(&claims[i]); kindBit[k] != 0 && !claims[i].Denied {
			if in[k] == nil {
				in[k] = map[recount.ReportID]bool{}
			}
			in[k][claims[i].Report] = true
		}
	}
	best := ""
	for _, k := range slices.Sorted(maps.Keys(in)) {
		if len(in[k]) > len(in[best]) {
			best = k
		}
	}
	return best
}

const (
	sameWeapon level = iota
	sameKind
	otherWeapon
	otherKind
	noWeapon
)

// arms compares the weapons of two accounts: their words within one language, and
// in any their kinds.
func arms(a, b *Account) level {
	x, y := a.of(weapons), b.of(weapons)
	switch {
	case len(x) == 0 || len(y) == 0:
		return noWeapon
	case meet(x, y):
		return sameWeapon
	case a.kinds&b.kinds != 0:
		return sameKind
	case a.kinds != 0 && b.kinds != 0 && a.kinds.apart(b.kinds):
		return otherKind
	case a.lang != b.lang && (a.kinds == 0 || b.kinds == 0):
		return noWeapon
	}
	return otherWeapon
}

// apart reports whether no kind of k may be named in place of one of o.
func (k kinds) apart(o kinds) bool {
	for ; k != 0; k &= k - 1 { // one kind after the other
		if besides[k&-k]&o != 0 {
			return false
		}
	}
	return true
}
