// Package recount defines the words of conflict-incident recording: what a
// report is, what a claim is, and how claims become an incident's toll.
//
// Evidence ([Report], [Claim]) never changes once stored. Judgement
// ([Decision]) is only ever added to. The record ([Incident], [Toll]) is
// computed from those two and may be thrown away and computed again.
//
// The package holds types and arithmetic. It opens no file and no socket, and
// imports nothing outside the standard library.
package recount
