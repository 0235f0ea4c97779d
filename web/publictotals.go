package web

import (
	"context"
	"html/template"
	"slices"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/desk"
	"github.com/recountlab/recount/store"
	"github.com/recountlab/recount/tally"
)

type publicTotals struct {
	Lines  []publicTotal
	Policy recount.PolicyName
}

// A publicTotal is what the published incidents add up to of one harm.
type publicTotal struct {
	desk.TotalLine
	Groups    []partView // of those whose group somebody states
	Months    []partView
	Chart     template.HTML // of the months
	Provinces []partView
}

// totals writes what the published incidents add up to, each victim once.
func (p *publisher) totals(context.Context) error {
	items := make([]store.IncidentItem, len(p.rows))
	for i, r := range p.rows {
		items[i] = r.IncidentItem
	}
	months, err := desk.AddUp(items, desk.Question{Per: desk.PerMonth})
	if err != nil {
		return err
	}
	provinces, err := desk.AddUp(items, desk.Question{Per: desk.PerProvince})
	if err != nil {
		return err
	}
	v := publicTotals{Policy: p.desk.Policies()[0].Name}
	for _, line := range months.Lines {
		v.Lines = append(v.Lines, publicTotal{TotalLine: line, Months: partsOf(months.Parts, line.What), Provinces: partsOf(provinces.Parts, line.What)})
	}
	for _, who := range tally.Groups() {
		of, err := desk.AddUp(items, desk.Question{Who: who})
		if err != nil {
			return err
		}
		for i, l := range v.Lines {
			if j := slices.IndexFunc(of.Lines, func(x desk.TotalLine) bool { return x.What == l.What }); j >= 0 {
				v.Lines[i].Groups = append(l.Groups, partView{Key: who, Sum: of.Lines[j].Sum, Most: l.High})
			}
		}
	}
	for i, l := range p.tongues {
		for j, line := range v.Lines {
			v.Lines[j].Chart = l.columns(line.Months)
		}
		if err := p.page(i, "totals", "totals.html", "totals", l.say("Totals"), v); err != nil {
			return err
		}
	}
	return nil
}

// partsOf are the parts of one harm, on the scale of the greatest.
func partsOf(parts []desk.Part, what recount.What) (out []partView) {
	most := 0
	for _, p := range parts {
		if i := slices.IndexFunc(p.Lines, func(x tally.Sum) bool { return x.What == what }); i >= 0 {
			out = append(out, partView{Key: p.Key, Sum: p.Lines[i]})
			most = max(most, p.Lines[i].High)
		}
	}
	for i := range out {
		out[i].Most = most
	}
	return out
}
