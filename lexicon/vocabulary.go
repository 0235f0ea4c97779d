package lexicon

import "github.com/recountlab/recount"

// What the tables may say in their closed columns. A name that is not here is
// refused, because nothing would come of it.

var cueClasses = set("say", "report", "claim", "confirm", "deny", "accuse", "estimate", "believe", "warn")

var cueFrames = set("verb", "that", "citing", "according", "accused", "by", "put", "count", "before", "none", "relay", "statement", "text", "receive", "as")

var hedgeClasses = set("reportedly", "allegedly", "claimed", "believed", "feared", "appears", "possibly", "unverified", "estimated")

var hedgeKinds = set("", "beside")

var scopeNames = [...]string{"total", "many", "several", "apart", "deed", "background", "play", "false"}

var scopeClasses = set(scopeNames[:]...)

// Scopes is how many classes of scope there are.
const Scopes = len(scopeNames)

var sides = set("before", "after", "either", "share")

var weaponClasses = set("air-strike", "shelling", "munition", "attack", "clash", Used, Loosely, NoWeapon)

var weaponKinds = set("aircraft", "artillery", "munition", "explosive", "firearm", "blade", "execution", "fighting", NoWeapon)

var siteKinds = set("market", "house", "school", "worship", "hospital", "post", "prison", "vehicle", "boat", "camp", "gathering", "field", "fuel", "work", "guests")

// The ways in which sites are told.
const (
	Inside = "in"  // where people were: "in a market"
	Struck = "hit" // only where it was struck itself: many are taken to hospitals
)

var siteWays = set(Inside, Struck)

// Classes of weapons that name none themselves.
const (
	Used     = "use"   // what is done with one, which may be what happened: "stabbed"
	Loosely  = "loose" // tells of one where nothing else beside it does: "gunmen", "opened fire"
	NoWeapon = "none"  // a weapon's word in another sense: "a gold mine"
)

var voiceKinds = set(string(recount.Outlet), string(recount.Wire), string(recount.State), string(recount.Official), string(recount.Party), string(recount.Medical),
	string(recount.Rescue), string(recount.Monitor), string(recount.UN), string(recount.Witness), string(recount.Social), string(recount.Unnamed))

var partyKinds = set("state", "coalition", "mission", "group")

var thingKinds = set("measure", "thing", "animal")

var ages = set("child", "adult", "elderly")

var sexes = set("female", "male")

var statuses = set("civilian", "combatant", "perpetrator")

var grains = set("hour", "day", "week", "month", "year")

var feastCalendars = set("gregorian", "islamic", "easter")

var timeKinds = set("feast", "part", "day", "unit", "month", "weekday", "last", "this", "next", "ago", "since", "on", "weekend", "through", "third", "share", "season", "back", "beside", "period", "after")

var units = set(string(recount.Families), string(recount.Munitions), string(recount.Hours), string(recount.Trucks))

// neededBounds are the rows of bounds.tsv that the program speaks of.
var neededBounds = []string{"exact", "at-least", "more-than", "up-to", "fewer-than", "about", "dozen", "bare", "unknown"}

func set(names ...string) map[string]bool {
	m := map[string]bool{}
	for _, n := range names {
		m[n] = true
	}
	return m
}
