package gazetteer

import (
	"os"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/text"
)

// english reads the English pack's words about places.
func english(t testing.TB) *Cues { return cuesOf(t, "en") }

// cuesOf reads a pack's words about places.
func cuesOf(t testing.TB, lang recount.Lang) *Cues {
	t.Helper()
	raw, err := os.ReadFile("../lexicon/packs/" + string(lang) + "/places.tsv")
	if err != nil {
		t.Fatal(err)
	}
	words := map[string][]string{}
	for row := range strings.Lines(string(raw)) {
		class, w, ok := strings.Cut(strings.TrimRight(row, "\n"), "\t")
		if ok && row[0] != '#' {
			words[class] = append(words[class], w)
		}
	}
	c, err := NewCues(words)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// told writes mentions down shortly: the words, the precision, the country, and
// what else is said of them.
func told(t *testing.T, ms []Mention) string {
	t.Helper()
	var out []string
	for _, m := range ms {
		s := m.Ref.Words + "=" + string(m.Ref.Precision) + " " + m.Ref.Country
		if m.Demonym {
			s = m.Ref.Words + "=people " + m.Ref.Country
		}
		if m.Dateline {
			s += " dateline"
		}
		if m.Lacking {
			s += "lacking"
		}
		if m.Home {
			s += " home"
		}
		if m.Beside {
			s += " beside"
		}
		if m.Ref.Why == "" {
			t.Errorf("%s says no why", s)
		}
		out = append(out, s)
	}
	return strings.Join(out, "; ")
}

func TestRecognise(t *testing.T) {
	g, c := bundle(t), english(t)
	for _, k := range []struct{ name, text, want string }{
		{"containment", "The bus was on its way to Paris, Texas, when it stopped.", "Paris=town US; Texas=province US"},
		{"population", "The ministers will meet in Paris on Monday.", "Paris=town FR"},
		{"dateline", "ALEPPO, Syria, Sept 23 (Agency) - Nobody slept.", "ALEPPO=town SY dateline; Syria=country SY dateline"},
		{"dateline with a date in brackets", "KABUL, Afghanistan (Aug. 6, 2012)\nThey searched a house in Farah province.", "KABUL=town AF dateline; Afghanistan=country AF dateline; Farah province=province AF"},
		{"letters of a state", "A fire in Charleston, W.Va., and one in Louisville, Ky., that day.", "Charleston=town US; W.Va=province US; Louisville=town US; Ky=province US"},
		{"a district the gazetteer lacks", "It was in Bala Morghdar district, Farah province.", "Bala Morghdar district= lacking; Farah province=province AF"},
		{"a name in another place than the one known", "They met in Aleppo, Texas, at noon.", "Aleppo=province US; Texas=province US"},
		{"a list of countries", "China, Japan and India sent ships.", "China=country CN; Japan=country JP; India=country IN"},
		{"a list of provinces", "They met in Kandahar, Helmand, Khost and Nimruz provinces.", "Kandahar=town AF; Helmand=province AF; Khost=town AF; Nimruz provinces=province AF"},
		{"a list without an and", "Operations in Khost, Helmand, Kandahar.", "Khost=town AF; Helmand=province AF; Kandahar=town AF"},
		{"near", "A convoy was hit near Idlib, in Syria.", "near Idlib=near SY; Syria=country SY"},
		{"distance", "The village lies 12 km north of Aleppo, Syria.", "12 km north of Aleppo=near SY; Syria=country SY"},
		{"where a place lies", "A rocket hit Samarra, north of Baghdad, and two fell north of Baghdad.", "Samarra=town IQ; north of Baghdad=near IQ beside; north of Baghdad=near IQ"},
		{"near where a place lies", "A rocket hit Samarra near Baghdad.", "Samarra=town IQ; near Baghdad=near IQ beside"},
		{"the word for the name before it", "A house fell in the Zorvath district of Gaza City, another in the Qelm district of Sanaa.", "Zorvath district= lacking; Gaza City=town PS; Qelm district= lacking; Sanaa=town YE"},
		{"a town elsewhere that only sounds like the one there", "A school in Mansoura west of Raqqa was hit.", "Mansoura=town SY; west of Raqqa=near SY beside"},
		{"a town and its province of one name", "A house in Gaza was hit.", "Gaza=town PS"},
		{"a camp of a district's name", "A house in Shati refugee camp in Gaza was hit.", "Shati refugee camp=area PS; Gaza=town PS"},
		{"a name without its article", "A bomb went off in Qubbah in eastern Libya.", "Qubbah=province LY; eastern Libya=zone LY"},
		{"part", "Clashes went on in northern Syria.", "northern Syria=zone SY"},
		{"province", "Three were hurt in Idlib province, Syria.", "Idlib province=province SY; Syria=country SY"},
		{"demonym", "Syrian troops left Homs.", "Syrian=people SY; Homs=town SY"},
		{"person", "An interview with Paris Hilton was shown.", ""},
		{"title", "They asked Mr Houston about it.", ""},
		{"given name", "The judge, Michael Jackson, had gone to Baghdad.", "Baghdad=town IQ"},
		{"organisation", "The Aleppo Media Centre counted three.", "Aleppo=town SY home"},
		{"paper", "So wrote the New York Times.", "New York=town US home"},
		{"an initial", "The driver, Maria S. Baker, left Homs.", "Homs=town SY"},
		{"a surname told first", "Ripley won. A week later coach Ripley lost.", ""},
		{"who says so", "\"We left,\" Webster said.", ""},
		{"a people's name for a surname", "So Thomas French told them; the French said nothing.", ""},
		{"two names beside each other", "There came Lester Allen of Homs.", "Homs=town SY"},
		{"a word that is a town too", "Highways were closed. A fire in Flint, Michigan, went out.", "Flint=town US; Michigan=province US"},
		{"a name believed for another", "Saraqib plans. They met in Saraqib.", "Saraqib=town SY home; Saraqib=town SY"},
		{"a name spelt otherwise", "Shells fell on Idlib and in Kafr Takharim.", "Idlib=town SY; Kafr Takharim=town SY"},
		{"a name that only sounds like one elsewhere", "In Colombia three died in Takharim Kafr.", "Colombia=country CO; Takharim Kafr= lacking"},
		{"a name the gazetteer lacks", "Two died in the Zorvath Qelm neighbourhood of Aleppo, one near Belqroz.", "Zorvath Qelm neighbourhood= lacking; Aleppo=town SY; near Belqroz= lacking"},
		{"a small place far from all else", "From Khartoum to Omdurman, in Sudan, and in Kassala and Nyala, people fled; ten died in Ballina.", "Khartoum=town SD; Omdurman=town SD; Sudan=country SD; Kassala=town SD; Nyala=town SD; Ballina= lacking"},
		{"a country's capital", "Shots rang out in Chad's capital; the Syrian capital was calm.", "Chad=country TD; Chad's capital=town TD; Syrian=people SY; Syrian capital=town SY"},
		{"the report's capital", "Homs and Aleppo in Syria were quiet. A bomb went off in the capital on Monday.", "Homs=town SY; Aleppo=town SY; Syria=country SY; the capital=town SY"},
		{"south of it", "Homs and Aleppo in Syria were quiet. A bomb went off south of the capital.", "Homs=town SY; Aleppo=town SY; Syria=country SY; south of the capital=near SY"},
		{"no capital", "He faces capital punishment in Syria. The capital, Damascus, was calm.", "Syria=country SY; Damascus=town SY"},
		{"a road between two towns", "A mine went off on the road between Saraqib and Idlib, in Syria.", "Saraqib=near SY; Idlib=near SY; Syria=country SY"},
		{"a road named after its ends", "It happened on the Saraqib-Palmyra highway in Syria.", "Saraqib=zone SY; Palmyra highway=zone SY; Syria=country SY"},
		{"a border", "Shells fell on the Syria-Jordan border.", "Syria=zone SY; Jordan=zone JO"},
		{"a lake", "A boat sank on Lake Oneida, another on the Jordan River.", "Lake Oneida= ; Jordan River=zone "},
		{"a street in a town", "The house stood on Houston street in Aleppo.", "Aleppo=town SY"},
		{"a town's street", "The house stood on an Aleppo street.", "Aleppo street=near SY"},
		{"a quarter with a land's name", "They live in the Brazil neighbourhood of Rafah.", "Brazil neighbourhood=area PS; Rafah=town PS"},
		{"a quarter with a far town's name", "They live in the Geneina neighbourhood in Aleppo, Syria.", "Geneina neighbourhood=town SY; Aleppo=town SY; Syria=country SY"},
		{"a land that a town is in", "They live in the Aleppo neighbourhood, and once in Brazil.", "Aleppo neighbourhood=town SY; Brazil=country BR"},
		{"a street", "The shop stood on Houston Street, off Willow Drive.", ""},
		{"the first word of an Arabic name", "Shells fell on Bustan al-Wardi and on Homs al-Jadida.", ""},
		{"an Arabic name that is known", "Shells fell on Deir al-Zour.", "Deir al-Zour=town SY"},
		{"an article", "They told the Mission, and the River.", ""},
		{"an article of the name", "They met in The Hague.", "The Hague=town NL"},
		{"an owner", "The Homs Hospital's director spoke.", "Homs=near SY home"},
		{"opening", "Hit by a shell, the house fell. Reading was hard.", ""},
		{"month", "In March the road reopened.", ""},
		{"region", "Fighting spread through Darfur and the Donbas.", "Darfur=zone SD; Donbas=zone UA"},
		{"capitals", "BOMBS FELL ON BAGHDAD AND ON THE TOWN OF FALLUJAH AS PEOPLE SLEPT", "BAGHDAD=town IQ; TOWN OF FALLUJAH=town IQ"},
	} {
		t.Run(k.name, func(t *testing.T) {
			if s := told(t, g.Recognise(text.New(k.text, "en"), c, Context{})); s != k.want {
				t.Errorf("got  %s\nwant %s", s, k.want)
			}
		})
	}
}

// A name whose places fit alike gives no point, but its rivals.
func TestRecogniseAbstains(t *testing.T) {
	o, _, err := ReadCSV("twins", strings.NewReader("id,name_en,country,level,lat,lon,source\nt:1,Zorvath,SY,area,36.5,37.1,made up\nt:2,Zorvath,SY,area,33.1,36.2,made up\n"))
	if err != nil {
		t.Fatal(err)
	}
	got := bundle(t).With(o).Recognise(text.New("Shells fell on the village of Zorvath.", "en"), english(t), Context{})
	if len(got) != 1 || got[0].Ref.Precision != recount.NoPlace || len(got[0].Ref.Rivals) != 2 {
		t.Errorf("got %+v", got)
	}
}

func FuzzRecognise(f *testing.F) {
	g, packs := bundle(f), []*Cues{english(f), cuesOf(f, "ar")}
	f.Add("LONDON, May 3 (X) - A shell fell 3 km south-east of al-Bab, Syria.")
	f.Add("وإدلب بحلب للباب ووو لل، على الحدود السورية التركية #ريف_دمشق بلدة تل كفر")
	f.Fuzz(func(t *testing.T, s string) {
		if !utf8.ValidString(s) {
			return
		}
		d := text.New(s, "en")
		for _, c := range packs {
			for _, m := range g.Recognise(d, c, Context{Countries: []string{"SY"}}) {
				if m.First < 0 || m.Last <= m.First || m.Last > len(d.Tokens) {
					t.Fatalf("%q: mention %+v", s, m)
				}
				if all := d.Span(m.First, m.Last); m.Span.Start < all.Start || m.Span.Start >= all.End || m.Span.End != all.End {
					t.Fatalf("%q: span of mention %+v", s, m)
				}
				if p := m.Ref.Point; m.Ref.Precision != recount.NoPlace && !(p.Lat >= -90 && p.Lat <= 90 && p.Lon >= -180 && p.Lon <= 180) {
					t.Fatalf("%q: point %+v", s, p)
				}
			}
		}
	})
}

func BenchmarkRecognise(b *testing.B) {
	g, c := bundle(b), english(b)
	s := strings.Repeat("Air strikes on Tuesday killed at least twelve people in the town of Atarib, west of Aleppo, rescue workers said. The ministry in Damascus denied it had sent any aircraft, and a spokesman in Moscow said the same. Nobody had claimed the attack by the evening, when the bodies were brought to two hospitals nearby and families came to ask for news of the missing.\n\n", 8)
	d := text.New(s, "en")
	b.SetBytes(int64(len(s)))
	for b.Loop() {
		g.Recognise(d, c, Context{})
	}
}

// A page that runs several reports together has several datelines.
func TestLaterDateline(t *testing.T) {
	page := "KABUL, Afghanistan (Aug. 6, 2012)\n\n" + strings.Repeat("Nobody came. ", 9) + "\n\nKABUL, Afghanistan (Aug. 8, 2012) - They met in Farah.\n\nKABUL was quiet."
	var got []string
	for _, m := range bundle(t).Recognise(text.New(page, "en"), english(t), Context{}) {
		if m.Ref.Words == "KABUL" {
			got = append(got, strconv.FormatBool(m.Dateline))
		}
	}
	if s := strings.Join(got, " "); s != "true true false" {
		t.Errorf("datelines: %s", s)
	}
}
