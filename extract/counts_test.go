package extract

import (
	"fmt"
	"strings"
	"testing"

	"github.com/recountlab/recount"
)

// What a report counts, over its sentences. The sentences were written for the
// project. Of each claim: the harm, its bounds (o: open), and . if it stands, p
// if it is a part, r if it repeats, b if it is background, m if it counts
// several events, t if it is a running total, d if it is denied; then who says so, if somebody does.
func TestCounts(t *testing.T) {
	x := reader(t)
	for _, tt := range []struct{ name, text, want string }{
		{"several raids, each told", "Troops killed nine fighters in separate raids. Two fighters were killed in Kunar. Seven fighters were killed in Logar.", "killed 9-9 m | killed 2-2 . | killed 7-7 ."},
		{"several raids, none told", "Troops killed nine fighters in separate raids.", "killed 9-9 ."},
		{"a deed", "Police detained a commander responsible for the killing of 30 people. Two guards were hurt in the raid.", "detained 1-1 . | killed 30-30 b | injured 2-2 ."},
		{"survivors", "Five people were shot on Sunday. Two of them died.", "injured 3-5 . | killed 2-2 ."},
		{"survivors counted", "Five people were shot on Sunday. Two died and three were wounded.", "casualties 5-5 . | killed 2-2 . | injured 3-3 ."},
		{"the lead sums up", "Three people were killed on Monday. A farmer, his wife and their son were killed in their house.", "killed 3-3 . | killed 1-1 p | killed 1-1 p | killed 1-1 p"},
		{"a window", "Sixty people were killed over the past two weeks. Nine guards were killed on Friday.", "killed 60-60 t | killed 9-9 ."},
		{"half", "Half of the 30 people on the bus were killed.", "killed 15-15 ."},
		{"most of them", "Thirty people, most of them farmers, were killed.", "killed 30-30 . | killed 16-30 p"},
		{"most of whom", "Thirty people, most of whom were children, were killed.", "killed 16-30 p | killed 30-30 ."},
		{"most of whom only lived there", "Thirty people, most of whom lived nearby, were killed.", "killed 30-30 ."},
		{"as many", "Seven soldiers and as many farmers were killed.", "killed 7-7 . | killed 7-7 ."},
		{"a correction", "Three, not five, villagers were killed.", "killed 3-3 ."},
		{"no verb of its own", "Rebels say 40 died; the army says six.", "killed 40-40 . Rebels | killed 6-6 . the army"},
		{"no verb of its own, while", "Rebels say 40 died, while the army says six.", "killed 40-40 . Rebels | killed 6-6 . the army"},
		{"the figure", "Doctors say 127 people died; the governor put the figure at 87.", "killed 127-127 . Doctors | killed 87-87 . the governor"},
		{"whose figure is unsaid", "Rebels say 40 died and 60 were hurt; the army says six.", "killed 40-40 . Rebels | injured 60-60 . Rebels"},
		{"nobody", "No women or children were hurt.", "injured 0-0 ."},
		{"of those", "Of those killed, 2 children and 5 women were named.", "killed 2-2 . | killed 5-5 ."},
		{"a list of the whole", "Five injured now: two guards, two rescuers and a nurse.", "injured 5-5 . | injured 2-2 p | injured 2-2 p | injured 1-1 p"},
		{"two people of one sentence", "One child was killed, and one soldier was wounded.", "killed 1-1 . | injured 1-1 ."},
		{"an owner is somebody else", "The trader was shot and died at the scene. His assistant was hit in the arm.", "killed 1-1 . | killed 1-1 r | injured 1-1 ."},
		{"said to be false", "Allegations that troops killed 50 villagers are false.", "killed 50-50 d"},
		{"ages", "Police held a man over the deaths of two brothers, 17 and 19, who were shot.", "killed 2-2 ."},
		{"of three kinds", "Four soldiers, 17 rebels and 19 farmers were killed.", "killed 19-19 . | killed 17-17 . | killed 4-4 ."},
		{"over a week", "In the week from 29 August to 4 September, eight farmers were killed.", "killed 8-8 t"},
		{"others", "Several other suspected insurgents were detained.", "detained 3-9 ."},
		{"a second", "Troops killed one insurgent and detained a second during a search.", "killed 1-1 . | detained 1-1 ."},
		{"the number of", "Medics put the number of farmers killed in 18 days at 890, of whom at least 370 were women.", "killed 890-890 . Medics"},
		{"of whom", "At least 50 people were killed, of whom 12 were children.", "killed 50-o . | killed 12-12 p"},
		{"with", "A commander was captured with three of his aides.", "detained 1-1 . | detained 3-3 ."},
		{"only himself", "A bomber detonated early, killing only himself.", "killed 1-1 ."},
		{"kills himself", "Police: man kills self near port", "killed 1-1 . Police"},
		{"whom he had shot", "Police asked what drove a gunman before killing himself.", "killed 1-1 ."},
		{"an office's homicide detectives", "The sheriff's homicide detectives are looking for him.", ""},
		{"deceased", "They found a deceased old man with a wound to the head.", "killed 1-1 ."},
		{"hurt in a shooting", "A baker injured in a shooting on Monday has died.", "killed 1-1 . | killed 1-1 r"},
		{"a surname that is a word", "Omar Young, 17, was pronounced dead at the scene.", "killed 1-1 ."},
		{"a hospital with wounds", "Nine guards were hurt. Some were treated at Mercy with minor wounds.", "injured 9-9 ."},
		{"a part said again", "Six farmers were killed, including four children. A baker was killed with his wife and their four children.", "killed 6-6 . | killed 4-4 p | killed 1-1 p | killed 1-1 p | killed 4-4 r"},
		{"those who mourn", "Guilds condemned the killing of Omar Vale, including the bakers' guild.", "killed 1-1 ."},
		{"a title", "Omar Adel Vale was killed. They condemned the killing of Mr. Vale.", "killed 1-1 . | killed 1-1 r"},
		{"initials", "The mayor of Taiz, A. B. Saleh, and his driver were killed.", "killed 1-1 . | killed 1-1 ."},
		{"gunned down", "Gunmen gunned down two men and a boy.", "killed 2-2 . | killed 1-1 ."},
		{"another", "Troops killed a courier and captured another in Kunar.", "killed 1-1 . | detained 1-1 ."},
		{"an acronym", "Troops arrested a senior Free Syrian Army (FSA) leader.", "detained 1-1 ."},
		{"no label is a voice", "PRESS RELEASE TEXT: Two fighters were killed.", "killed 2-2 ."},
		{"a label is a voice", "The ombudsman: three farmers were killed.", "killed 3-3 . The ombudsman"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := checkReading(t, x, &recount.Report{ID: "r:x", Lang: "en", Text: tt.text, Published: day(2016, 9, 23)})
			var got []string
			for _, c := range r.Claims {
				state := "."
				switch {
				case c.Denied:
					state = "d"
				case c.Background:
					state = "b"
				case c.Scope.Total:
					state = "t"
				case c.Scope.Many:
					state = "m"
				case c.Repeats != "":
					state = "r"
				case c.PartOf != "":
					state = "p"
				}
				high := fmt.Sprint(c.Count.High)
				if c.Count.High == recount.Open {
					high = "o"
				}
				s := fmt.Sprintf("%s %d-%s %s", c.What, c.Count.Low, high, state)
				for _, v := range c.Says[1:] {
					s += " " + v.Words
				}
				got = append(got, s)
			}
			if s := strings.Join(got, " | "); s != tt.want {
				t.Errorf("%s\n got %s\nwant %s", tt.text, s, tt.want)
			}
		})
	}
}
