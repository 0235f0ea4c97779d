// Package tally turns the claims about one incident into its tolls.
package tally

import "github.com/recountlab/recount"

// A Policy is how conflicts are settled.
type Policy struct {
	Name recount.PolicyName // recorded in every Toll
}

// R1 returns the default policy.
func R1() Policy { return Policy{Name: "R1/1"} }

// Reckon returns the tolls of one incident: one for each harm and each
// category of people that its claims speak of, everybody first.
func Reckon(id recount.IncidentID, claims []recount.Claim, p Policy, asOf int64) []recount.Toll {
	return nil
}
