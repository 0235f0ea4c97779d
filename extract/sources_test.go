package extract

import (
	"strings"
	"testing"

	"github.com/recountlab/recount"
)

// chain writes who says the first claim, outermost first.
func chain(t *testing.T, x *Reader, text string) string {
	t.Helper()
	r := checkReading(t, x, &recount.Report{ID: "r:x", Source: "outlet", Lang: "en", Text: text, Published: day(2016, 9, 23)})
	if len(r.Claims) == 0 {
		t.Fatalf("no claim in %q", text)
	}
	var out []string
	for _, v := range r.Claims[0].Says[1:] {
		name := string(v.Source)
		if name == "" {
			name = string(v.Kind) + ":" + v.Words
		}
		out = append(out, name)
	}
	return strings.Join(out, " > ")
}

func TestVoices(t *testing.T) {
	x := reader(t)
	for _, tt := range []struct{ name, text, want string }{
		{"after", "Twelve people were killed, the Syrian Observatory for Human Rights said.", "sohr"},
		{"before", "The health ministry said 12 people were killed.", "medical:The health ministry"},
		{"according", "According to a field hospital, 12 people were killed.", "medical:a field hospital"},
		{"chain", "Reuters reported that a rebel-run hospital had claimed 45 people were killed.", "reuters > medical:a rebel-run hospital"},
		{"told", "\"Twelve people were killed,\" a nurse told AFP.", "afp > medical:a nurse"},
		{"citing", "Reuters, citing two medics, reported that 12 people were killed.", "reuters > medical:two medics"},
		{"a dateline is no part of who speaks", "BEIRUT, Sept 23 (Reuters) - A hospital in the east of the city said 45 people were killed.", "reuters > medical:A hospital in the east of the city"},
		{"a byline above", "Strike on a market\n\nBy Reuters staff\n\nTwelve people were killed in Homs.", "reuters"},
		{"a byline below", "Twelve people were killed in Homs.\n\n— AFP", "afp"},
		{"a byline in brackets at the end", "Twelve people were killed in Homs. Shops stayed shut. (Xinhua)", "xinhua"},
		{"a source named below", "Twelve people were killed in Homs.\n\nSource: Associated Press", "ap"},
		{"who speaks goes before a byline", "By Reuters staff\n\nA hospital in the east of the city said 12 people were killed.", "reuters > medical:A hospital in the east of the city"},
		{"two agencies are nobody's", "Twelve people were killed in Homs.\n\nReuters, AFP", ""},
		{"a line that says more", "Reuters denied it.\n\nTwelve people were killed in Homs.", ""},
		{"the monitor is the one named before", "The Syrian Observatory for Human Rights counts the dead. The monitor said 12 people were killed.", "sohr"},
		{"it", "The rescue service gave the figures. It said 12 people were killed.", "rescue:The rescue service"},
		{"a headline sums up", "Hospital counts 45 dead\n\nA hospital in the east of the city said 45 people were killed.", "medical:A hospital in the east of the city"},
		{"toll put", "Rescuers of the Syrian Civil Defence raised the death toll to 91.", "white-helmets"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := chain(t, x, tt.text); got != tt.want {
				t.Errorf("%s\n got %s\nwant %s", tt.text, got, tt.want)
			}
		})
	}
}

func TestTimes(t *testing.T) {
	x := reader(t)
	for _, tt := range []struct{ words, from, until string }{
		{"on Monday night", "2016-09-19T18:00", "2016-09-20T06:00"},
		{"yesterday", "2016-09-22T00:00", "2016-09-23T00:00"},
		{"last night", "2016-09-22T18:00", "2016-09-23T06:00"},
		{"on Friday", "2016-09-23T00:00", "2016-09-24T00:00"},
		{"on 21 September", "2016-09-21T00:00", "2016-09-22T00:00"},
		{"on September 19", "2016-09-19T00:00", "2016-09-20T00:00"},
		{"two days ago", "2016-09-21T00:00", "2016-09-22T00:00"},
		{"last week", "2016-09-12T00:00", "2016-09-19T00:00"},
		{"over the past 24 hours", "2016-09-22T00:00", "2016-09-24T00:00"},
		{"from Monday to Wednesday", "2016-09-19T00:00", "2016-09-22T00:00"},
		{"between September 3 and 5", "2016-09-03T00:00", "2016-09-06T00:00"},
		{"on September 3-5", "2016-09-03T00:00", "2016-09-06T00:00"},
		{"between January 1 and June 30", "2016-01-01T00:00", "2016-07-01T00:00"},
		{"last Thursday", "2016-09-15T00:00", "2016-09-16T00:00"},
		{"overnight Sunday", "2016-09-18T18:00", "2016-09-19T06:00"},
		{"over the past two weeks", "2016-09-09T00:00", "2016-09-24T00:00"},
		{"on December 24", "2015-12-24T00:00", "2015-12-25T00:00"},
	} {
		t.Run(tt.words, func(t *testing.T) {
			r := checkReading(t, x, &recount.Report{ID: "r:x", Lang: "en", Text: "Twelve people were killed " + tt.words + ".", Published: day(2016, 9, 23)})
			w := r.Claims[0].When
			const form = "2006-01-02T15:04"
			if w.From.Format(form) != tt.from || w.Until.Format(form) != tt.until {
				t.Errorf("got %s to %s, want %s to %s", w.From.Format(form), w.Until.Format(form), tt.from, tt.until)
			}
		})
	}
}

// In the zone of the place, a day begins when clocks there say so.
func TestZone(t *testing.T) {
	x := reader(t)
	r := checkReading(t, x, &recount.Report{ID: "r:x", Lang: "en", Text: "Twelve people were killed in Aleppo on Monday.", Published: day(2016, 9, 23)})
	c := r.Claims[0]
	if c.When.Zone != "Asia/Damascus" || c.When.From.Format("2006-01-02T15") != "2016-09-18T21" || c.Where.Name != "Aleppo" {
		t.Errorf("got %+v at %+v", c.When, c.Where)
	}
}

// Where a claim's place comes from.
func TestWhere(t *testing.T) {
	x := reader(t)
	for _, tt := range []struct{ name, text, want string }{
		{"its own words", "Twelve people were killed in Aleppo.", "Aleppo"},
		{"before a dateline's", "AMMAN, Jordan (Agency) - Twelve people were killed in Homs.", "Homs"},
		{"a dateline's when nothing else is named", "HOMS, Syria (Agency) - Twelve people were killed by shells.", "Homs"},
		{"named just before", "Shells fell on Homs on Monday. Twelve people were killed.", "Homs"},
		{"a street is no town", "Twelve people were killed on Aleppo Street in Homs.", "Homs"},
		{"nor is whose it is", "Damascus's army said twelve people were killed in Homs.", "Homs"},
		{"each its own", "Six people died in Homs, four of them women, and two in Hama.", "Homs Homs Hama"},
		{"numbers in brackets", "The deaths were in Aleppo (21), Hama (8) and Homs (5).", "Aleppo Hama Homs"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := checkReading(t, x, &recount.Report{ID: "r:x", Lang: "en", Text: tt.text, Published: day(2016, 9, 23)})
			var got []string
			for _, c := range r.Claims {
				got = append(got, c.Where.Words)
			}
			if got := strings.Join(got, " "); !strings.EqualFold(got, tt.want) {
				t.Errorf("%s: got %q, want %q", tt.text, got, tt.want)
			}
		})
	}
}

// What repeats, what is a part and what stands by itself.
func TestRepeatsAndParts(t *testing.T) {
	x := reader(t)
	for _, tt := range []struct{ name, text, want string }{ // . stands, p part, r repeat
		{"said again", "Nine people were killed in the raid. The raid killed nine people.", ".r"},
		{"subset", "Nine people were killed, six of them children.", ".p"},
		{"spelled out", "Five people, a baker and four apprentices, were killed.", ".pp"},
		{"spelled out by names", "Nine people, a driver, his wife and seven others, were killed.", ".pp"},
		{"one of those", "Three people died in the blast. The driver was killed at the wheel.", ".p"},
		{"another", "Two people were killed by a shell. Another was killed by a sniper.", ".."},
		{"list", "Four soldiers, a policeman and two civilians were killed.", "..."},
		{"vaguer", "Nine people were killed in the raid. Several people were killed there.", ".r"},
		{"the total", "A man and a woman were killed. In all, two people were killed.", "pp."},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := checkReading(t, x, &recount.Report{ID: "r:x", Lang: "en", Text: tt.text, Published: day(2016, 9, 23)})
			got := ""
			for _, c := range r.Claims {
				switch {
				case c.What != recount.Killed:
				case c.Repeats != "":
					got += "r"
				case c.PartOf != "":
					got += "p"
				default:
					got += "."
				}
			}
			if got != tt.want {
				t.Errorf("%s: got %q, want %q", tt.text, got, tt.want)
			}
		})
	}
}
