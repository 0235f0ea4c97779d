package extract

import (
	"strings"
	"testing"

	"github.com/recountlab/recount"
)

// Sayings of sentences of our own: "who | what" for each, in order; - is nobody.
var sayingTests = []struct{ text, want string }{
	{"The health ministry said 12 people were killed.", "The health ministry | 12 people were killed"},
	{"Twelve people were killed, the observatory said on Tuesday.", "the observatory | Twelve people were killed"},
	{`"The road is closed," said the governor.`, `the governor | "The road is closed,"`},
	{"“We left at dawn,” a driver told the agency. “There was no bread.”", "a driver | “We left at dawn,” ; a driver | “There was no bread."},
	{"According to the union, the mill will close.", "the union | the mill will close"},
	{"The mill will close, according to a letter from the owners.", "a letter from the owners | The mill will close"},
	{"The mayor wants to reopen the market.", "The mayor | to reopen the market"},
	{"The union urged members to stay at home.", "The union | members to stay at home"},
	{"The minister, who visited the camp in May, denied that food had run out.", "The minister, who visited the camp in May | that food had run out"},
	{"Residents are worried that the river will rise.", "Residents | that the river will rise"},
	{"The envoy's call for a truce was ignored.", "The envoy | for a truce was ignored"},
	{"The council rejected the plan.", "The council | the plan"},
	{"Farmers accused the company of poisoning the well.", "Farmers | the company of poisoning the well"},
	{"The president refused to meet the delegation.", "The president | to meet the delegation"},
	{"The agency quoted the governor as saying the bridge was open.", "The agency | the governor as saying the bridge was open ; the governor | the bridge was open"},
	{"As the ministry put it, the harvest failed.", "the ministry | the harvest failed"},
	{"He was praised by the committee.", "the committee | He"},
	{"The plan proposed by the monitors was dropped.", "the monitors | The plan"},
	{"A report released in March found that wells had dried up.", "A report released in March | that wells had dried up"},
	{"Lamenting the delay, traders said they would wait.", "traders | the delay ; traders | they would wait"},
	{"The army did not comment, but rebels say the hill was taken.", "rebels | the hill was taken"},
	{"The general left the hall, saying talks were over.", "The general | talks were over"},
	{"The driver asked why the gate was shut.", "The driver | why the gate was shut"},
	{`"Is the road open?" she asked.`, `she | "Is the road open?"`},
	{`The commander said: "We hold the town."`, `The commander | "We hold the town."`},
	{"Water prices have doubled, some officials believe.", "some officials | Water prices have doubled"},
	{"GOVERNOR: We will rebuild the school.", "GOVERNOR | We will rebuild the school."},
	{"“The river gave us everything.” — Old Fisherman", "Old Fisherman | “The river gave us everything."},
	{"The two governments agreed to exchange prisoners.", "The two governments | exchange prisoners"},
	{"The ministry has long said that the dam is safe.", "The ministry | that the dam is safe"},
	{"Aid workers, exhausted by the floods, called for help.", "Aid workers, exhausted by the floods | help"},
	{"The envoy spoke warmly of his hosts.", "The envoy | his hosts"},
	{"The agency issued a statement saying the road was mined.", "The agency | a statement saying the road was mined ; a statement | the road was mined"},
	{"In May, stung by the losses, the commander asked for more men.", "the commander | more men"},
	{"An official who declined to be named said the road was shut.", "An official who | to be named ; An official who declined to be named | the road was shut"},
	{"Traders who fled say prices have doubled.", "Traders who fled | prices have doubled"},
	{"The ministry reports:\n\n“The harvest was good. The mills are full.”", "The ministry | “The harvest was good. The mills are full."},
	{"She is confident that the school will open.", "She | that the school will open"},
	{"Critics see the dam as a threat.", "Critics | the dam as a threat"},
	{"The decision was made when rebels accused the army of lying.", "rebels | the army of lying"},
	{"The agency reported that the governor said the road was open.", "The agency | that the governor said the road was open ; the governor | the road was open"},
	{"The story ended there. “I think he will come, and I want to see him,” she said.", "she | “I think he will come, and I want to see him,”"},
	// nobody says anything
	{"The United States has two embassies there.", ""},
	{"The rain fell all night.", ""},
	{"The shop sells bread and tea.", ""},
	{"The bus stopped near the old mill and nobody got off.", ""},
	{"A light-rail line joins the two towns.", ""},
	{"The states along the river are rich.", ""},
	{"Plans and reports lay on the table.", ""},
}

func TestSayings(t *testing.T) {
	x := reader(t)
	for _, tt := range sayingTests {
		m, err := x.Mark(&recount.Report{ID: "r:x", Lang: "en", Text: tt.text})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, s := range m.Sayings {
			who := "-"
			if s.Source.Len() > 0 {
				who = s.Source.In(tt.text)
			}
			got = append(got, who+" | "+s.Content.In(tt.text))
		}
		if s := strings.Join(got, " ; "); s != tt.want {
			t.Errorf("%s\n got %s\nwant %s", tt.text, s, tt.want)
		}
	}
}

// Who a saying's words name is known as far as the registry knows it, and a
// pronoun is whoever spoke before.
func TestSayingVoices(t *testing.T) {
	x := reader(t)
	m, err := x.Mark(&recount.Report{ID: "r:x", Lang: "en", Text: "The Syrian Observatory for Human Rights said the road was shut. It added that two bridges had fallen. A nurse told us: “I fear the night.”"})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, s := range m.Sayings {
		got = append(got, string(s.Voice.Source)+"/"+string(s.Voice.Kind)+"/"+s.Voice.Verb)
	}
	if s := strings.Join(got, " "); s != "sohr/monitor/say sohr/monitor/say /medical/say" {
		t.Errorf("got %s", s)
	}
}
