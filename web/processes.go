package web

import (
	"cmp"
	"context"
	"html/template"
	"net/http"
	"net/url"
	"slices"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/desk"
	"github.com/recountlab/recount/link"
	"github.com/recountlab/recount/store"
)

type processesPage struct {
	Rows []recount.Process
	Then *then
	Next template.URL
}

type processPage struct {
	*desk.Thread
	Steps []stepView
	Reads []readView
	Then  *then
}

// A stepView is a step with the words of those who tell of it.
type stepView struct {
	recount.ProcessStep
	N      int
	Voices []voiceView
}

type voiceView struct {
	recount.StepVoice
	Name  string
	Heard []heard
}

// A readView is the incidents that lie in one way to a process.
type readView struct {
	desk.Read
	Head, Under string
	Most        int
	More        int // that are not shown
	Calls       map[recount.IncidentID][]heard
}

// A truceView is a truce beside an incident.
type truceView struct {
	recount.Process
	Bearing link.Bearing
	Calling bool // somebody calls the incident a breach of it
}

// size is that of the ledger which a page shows.
func (t *then) size() int64 {
	if t == nil {
		return desk.Present
	}
	return t.Size
}

// processesShown is how many truces and talks a page lists.
const processesShown = 100

// processes lists truces and talks, latest first.
func (s *site) processes(w http.ResponseWriter, q *http.Request) error {
	if s.desk == nil {
		return recount.ErrNotFound
	}
	at, err := s.thenOf(q)
	if err != nil {
		return err
	}
	p := processesPage{Then: at}
	if p.Rows, err = s.desk.Processes(q.Context(), at.size()); err != nil {
		return err
	}
	slices.Reverse(p.Rows)
	p.Rows, p.Next = pageOf(p.Rows, q.URL.Query(), processesShown)
	return s.show(w, q, http.StatusOK, "processes", "Truces and talks", p)
}

// process shows one truce or round of talks.
func (s *site) process(w http.ResponseWriter, q *http.Request) error {
	if s.desk == nil {
		return recount.ErrNotFound
	}
	ctx, id := q.Context(), recount.ProcessID(q.PathValue("id"))
	at, err := s.thenOf(q)
	if err != nil {
		return err
	}
	t, err := s.desk.Process(ctx, id, at.size())
	if err != nil {
		return err
	}
	if t.ID != id { // another of its names
		http.Redirect(w, q, "/processes/"+url.PathEscape(string(t.ID))+at.Query(), http.StatusFound)
		return nil
	}
	p := processPage{Thread: t, Then: at}
	words := map[recount.ClaimID]heard{}
	x := s.texts(q)
	if err := x.fetch(ctx, t.Words...); err != nil {
		return err
	}
	for _, c := range t.Words {
		if words[c.ID], err = x.hear(ctx, c); err != nil {
			return err
		}
	}
	for i, step := range t.Steps {
		v := stepView{ProcessStep: step, N: i + 1}
		for _, voice := range step.Voices {
			vv := voiceView{StepVoice: voice, Name: cmp.Or(voice.Words, string(voice.Root))}
			for _, c := range voice.Claims {
				vv.Heard = append(vv.Heard, words[c])
			}
			v.Voices = append(v.Voices, vv)
		}
		p.Steps = append(p.Steps, v)
	}
	if t.Kind == recount.ATruce {
		p.Reads = reads(t, words)
	}
	return s.show(w, q, http.StatusOK, "process", t.Name, p)
}

// mostRead is how many incidents of a kind a page shows, the first by time.
const mostRead = 200

// reads are the incidents of a truce as its page shows them.
func reads(t *desk.Thread, words map[recount.ClaimID]heard) (out []readView) {
	most := 0
	for _, v := range []readView{
		{Read: t.Called, Head: "Called a breach", Under: "Somebody calls these a breach of the truce. It is their word."},
		{Read: t.Within, Head: "Within its time and area", Under: "Nobody whose report is here calls these a breach, or says that they are none."},
		{Read: t.Edge, Head: "Perhaps within", Under: "Told of no nearer than the day on which it began or ended."},
		{Read: t.After, Head: "In the week after its end", Under: "In its area, after it was said to be over."},
	} {
		if len(v.Incidents) == 0 {
			continue
		}
		v.More = max(0, len(v.Incidents)-mostRead)
		v.Incidents = v.Incidents[:len(v.Incidents)-v.More]
		v.Calls = map[recount.IncidentID][]heard{}
		for _, it := range v.Incidents {
			if k, ok := killed(it.IncidentItem); ok {
				most = max(most, k.High)
			}
			for _, c := range it.Calling {
				v.Calls[it.Incident.ID] = append(v.Calls[it.Incident.ID], words[c])
			}
		}
		out = append(out, v)
	}
	for i := range out {
		out[i].Most = most
	}
	return out
}

// killed is an incident's toll of everybody killed, if it has one.
func killed(it store.IncidentItem) (recount.Toll, bool) {
	i := slices.IndexFunc(it.Tolls, func(t recount.Toll) bool { return t.What == recount.Killed })
	if i < 0 {
		return recount.Toll{}, false
	}
	return it.Tolls[i], true
}

// truces adds to an incident's page the truces that it is read against.
func (s *site) truces(ctx context.Context, p *incidentPage) error {
	if s.desk == nil {
		return nil
	}
	against, err := s.desk.Against(ctx, p.Incident, p.Then.size())
	if err != nil {
		return err
	}
	for _, a := range against {
		p.Truces = append(p.Truces, truceView{a.Process, a.Bearing, len(a.Calling) > 0})
	}
	return nil
}

// inForce says when a truce is said to have been in force.
func (l *tongue) inForce(p recount.Process) string {
	f := p.Force.Local()
	if f.Until.IsZero() {
		return l.say("since %s; nobody tells of an end", l.days(recount.When{From: f.From, Until: f.From.Add(1)}))
	}
	return l.days(f)
}
