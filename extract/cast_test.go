package extract

import (
	"fmt"
	"strings"
	"testing"

	"github.com/recountlab/recount"
)

// Who is spoken of again, and whose fate is told later. The sentences were
// written for the project. Of each claim: the harm, its least, and . if it
// stands, p if it is a part, r if it repeats.
func TestCast(t *testing.T) {
	x := reader(t)
	for _, tt := range []struct{ name, text, want string }{
		{"a pronoun", "A man was shot on Monday. He died in hospital.", "killed 1 . | killed 1 r"},
		{"the victim", "A woman was stabbed near the port. The victim died on Tuesday.", "killed 1 . | killed 1 r"},
		{"a name", "A baker was killed at his shop. Omar Vale, 41, was shot in the neck.", "killed 1 . | killed 1 r"},
		{"another", "A man was shot dead. Another man was wounded.", "killed 1 . | injured 1 ."},
		{"who lives is not who died", "A guard was killed. The wounded guard was taken to hospital.", "killed 1 . | injured 1 ."},
		{"a headline", "Boy killed in raid\n\nA 9-year-old boy was killed on Monday.", "killed 1 . | killed 1 r"},
		{"others said again", "One man was killed and four others were hurt. Four others were also hurt, the clinic said.", "killed 1 . | injured 4 . | injured 4 ."},
		{"by a son", "Woman shot in head by 4-year-old son dies", "killed 1 . | killed 1 r"},
		{"two ages", "A 19-year-old was shot and killed. A 34-year-old was shot in the leg.", "killed 1 . | injured 1 ."},
		{"he who turned the gun on himself", "The man shot her and then turned the gun on himself.", "injured 1 . | killed 1 ."},
		{"and then himself", "A man killed his wife and then himself.", "killed 1 . | killed 1 ."},
		{"engaged and killed", "A gunman ran out. He was engaged and killed.", "killed 1 ."},
		{"killing him", "A gunman fired on the patrol. The patrol fired back, killing him.", "killed 1 ."},
		{"shot at", "A guard was fatally shot at a club. Gunmen shot at a patrol.", "killed 1 ."},
		{"where people were killed", "A guard stands outside a home where two people were killed.", "killed 2 ."},
		{"an age is no count", "They struck Omar Vale, 19, who was found dead.", "killed 1 ."},
		{"a channel's number", "The desk told Channel 11 its driver was killed.", "killed 1 ."},
		{"an hour", "Shortly before 4 o’clock one person was found dead.", "killed 1 ."},
		{"a log", "See the Arrest Logs and Court records.", ""},
		{"a name, then more", "Troops killed the commander Fayez Stone and one additional fighter.", "killed 1 . | killed 1 ."},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := checkReading(t, x, &recount.Report{ID: "r:x", Lang: "en", Text: tt.text, Published: day(2016, 9, 23)})
			var got []string
			for _, c := range r.Claims {
				state := "."
				switch {
				case c.Repeats != "":
					state = "r"
				case c.PartOf != "":
					state = "p"
				}
				got = append(got, fmt.Sprintf("%s %d %s", c.What, c.Count.Low, state))
			}
			if s := strings.Join(got, " | "); s != tt.want {
				t.Errorf("%s\n got %s\nwant %s", tt.text, s, tt.want)
			}
		})
	}
}
