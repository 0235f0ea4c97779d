package main

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/desk"
)

type decideCmd struct {
	Act     recount.Act `arg:"" enum:"same,apart,merge,split,part-of,whole,accept,reject,correct,copy,original,grade,settle,withdraw,restore,note,assign,sign,refuse" help:"same, apart, merge, split, part-of, whole, accept, reject, correct, copy, original, grade, settle, withdraw, restore, note, assign, sign or refuse."`
	Subject string      `arg:"" help:"The claim, incident, report or process judged."`
	Object  string      `arg:"" optional:"" help:"The incident, report or process it is judged against."`
	Why     string      `required:"" placeholder:"REASON" help:"The reason. It stays with the decision for ever."`
	Field   string      `placeholder:"NAME" help:"For correct: the field, by its JSON name."`
	Value   string      `placeholder:"JSON" help:"For correct and settle: the value as JSON. For grade: the grade. For assign: a name."`
	Seen    int64       `default:"-1" placeholder:"N" help:"Size of the ledger when you looked: refuse if somebody decided since."`
}

// Help shows by example.
func (decideCmd) Help() string {
	return `A person's decision stands over a machine's, and a later one over an earlier.
Nothing is erased: to undo a decision, decide again.

  recount decide same c:claim i:incident --why "same street, same hour"
  recount decide same c:claim --why "another strike"          (a new incident)
  recount decide reject c:claim --why "the 45 are wounded, not dead"
  recount decide correct c:claim --field count --value '{"low":40,"high":45}' --why "..."
  recount decide correct c:claim --field where --value '{"place":"gn:170063","name":"Aleppo","country":"SY",
      "lat":36.2,"lon":37.16,"radius":9000,"precision":"town"}' --why "..."   (candidates: recount places NAME)
  recount decide correct c:claim --field where --value gn:170063 --why "..."    (an id that recount places shows)
  recount decide correct c:claim --field where --value none --why "the words name no place"
  recount decide merge i:one i:other --why "one strike, two names of the market"
  recount decide part-of i:city i:province --why "the governor's 72 are of the province"
  recount decide whole i:city i:province --why "..."      (undoes part-of)
  recount decide same c:claim p:process --why "the truce of the town"   (p: alone: of one of its own)
  recount decide merge p:one p:other --why "one ceasefire, announced twice"
  recount decide copy r:one r:other --why "the same story, retyped"
  recount decide original r:one r:other --why "both quote one statement; the rest is their own"
  recount decide original r:one --why "..."                   (a copy of no other report)
  recount decide grade i:incident --value confirmed --why "accepted by the army"
  recount decide settle i:incident --value '{"what":"killed","low":26,"best":45,"high":45}' --why "..."
  recount decide settle i:incident --value '{}' --why "..."   (as the policy reckons it again)
  recount decide restore i:incident --why "..."               (undoes withdraw)

People who work together (docs/team.md); none of these changes a count:

  recount decide note i:incident --why "is this the same street, @omar?"
  recount decide assign i:incident --value omar --why "knows the quarter"   (no --value: for nobody)
  recount decide sign i:incident --why "checked against its sources"   (as it stands)
  recount decide refuse i:incident --why "the clinic counts two days"`
}

// placeValue is the JSON of a place given by its id in the gazetteer or in a
// layer of the casebook, or of "none".
func (w *world) placeValue(c *cli, id string) (string, error) {
	if id == "none" {
		return "{}", nil
	}
	g, err := w.places(desk.Places(c.Casebook))
	if err != nil {
		return "", err
	}
	p, err := g.Place(recount.PlaceID(id))
	if err != nil {
		return "", err
	}
	b, err := json.Marshal(p.Ref())
	return string(b), err
}

// Run enters a decision.
func (dc decideCmd) Run(w *world, c *cli) error {
	d, err := w.open(c)
	if err != nil {
		return err
	}
	defer d.Close()
	seen := dc.Seen
	if seen < 0 {
		if seen, err = d.DB.Size(w.ctx); err != nil {
			return err
		}
	}
	if dc.Field == "where" && dc.Value != "" && !strings.HasPrefix(dc.Value, "{") {
		if dc.Value, err = w.placeValue(c, dc.Value); err != nil {
			return err
		}
	}
	dec, err := d.Decide(w.ctx, recount.Decision{By: w.actor(c), Act: dc.Act, Subject: dc.Subject, Object: dc.Object, Field: dc.Field, Value: dc.Value, Why: dc.Why}, seen)
	if err != nil {
		return err
	}
	fmt.Fprintf(w.stdout, "%s %s by %s\n", dec.ID, dec.Act, dec.By.Name)
	return nil
}
