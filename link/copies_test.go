package link

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/recountlab/recount"
)

// wires makes n texts as agencies and those who print their copy write them:
// stories of four to twelve paragraphs, printed whole, cut, edited by up to six
// words in a hundred and with leads of their own; half of the stories and more
// hold paragraphs of a stock of background, and one in ten a quotation that
// others have too. It returns the story that each text is of.
func wires(n int, seed uint64) (texts []string, story []int) {
	r := rand.New(rand.NewPCG(seed, 1))
	const vocabulary = 60000
	cdf, sum := make([]float64, vocabulary), 0.0
	for i := range cdf {
		sum += 1 / math.Pow(float64(i+3), 1.05)
		cdf[i] = sum
	}
	word := func() int {
		i, _ := slices.BinarySearch(cdf, r.Float64()*sum)
		return min(i, vocabulary-1)
	}
	paragraph := func(least, spread int) []int {
		p := make([]int, least+r.IntN(spread))
		for i := range p {
			p[i] = word()
		}
		return p
	}
	stock, quotes := make([][]int, 200), make([][]int, 500)
	for i := range stock {
		stock[i] = paragraph(25, 35)
	}
	for i := range quotes {
		quotes[i] = paragraph(12, 14)
	}
	write := func(ps [][]int, lead []int, edits float64) string {
		var b strings.Builder
		put := func(w int) { fmt.Fprintf(&b, "%c%c%s ", 'a'+w%26, 'a'+w/26%26, fmt.Sprint("x", w)) }
		for _, w := range lead {
			put(w)
		}
		for _, p := range ps {
			b.WriteString("\n\n")
			for _, w := range p {
				if r.Float64() < edits {
					w = word()
				}
				put(w)
			}
		}
		return b.String()
	}
	for s := 0; len(texts) < n; s++ {
		ps := make([][]int, 4+r.IntN(9))
		for i := range ps {
			ps[i] = paragraph(25, 35)
		}
		if r.Float64() < 0.1 {
			ps[1] = append(slices.Clone(ps[1]), quotes[r.IntN(len(quotes))]...)
		}
		for _, p := range []float64{0.5, 0.3} {
			if r.Float64() < p {
				ps = append(ps, stock[r.IntN(len(stock))])
			}
		}
		copies := 1
		for r.Float64() < 0.55 && copies < 60 {
			copies++
		}
		for c := 0; c < copies && len(texts) < n; c++ {
			keep, edits := len(ps), 0.0
			var lead []int
			if c > 0 {
				if r.Float64() < 0.6 {
					keep = max(2, int(math.Ceil(float64(len(ps))*(0.35+0.65*r.Float64()))))
				}
				if r.Float64() < 0.4 {
					lead = paragraph(25, 35)
				}
				edits = []float64{0, 0.01, 0.03, 0.06}[r.IntN(4)]
			}
			texts, story = append(texts, write(ps[:keep], lead, edits)), append(story, s)
		}
	}
	r.Shuffle(len(texts), func(i, j int) { texts[i], texts[j], story[i], story[j] = texts[j], texts[i], story[j], story[i] })
	return texts, story
}

// sets joins numbers that belong together.
type sets []int

func (s sets) find(i int) int {
	for s[i] != i {
		i = s[i]
	}
	return i
}

// families puts the texts into an index and returns the family of each.
func families(texts []string) []int {
	var c Copies
	fs := make(sets, len(texts))
	number := map[recount.ReportID]int{}
	for i, t := range texts {
		fs[i] = i
		id := recount.ReportID(fmt.Sprint(i))
		number[id] = i
		for _, l := range c.Add(id, t) {
			a, b := fs.find(i), fs.find(number[l.Report])
			fs[max(a, b)] = min(a, b)
		}
	}
	for i := range fs {
		fs[i] = fs.find(i)
	}
	return fs
}

// pairs measures how many of the pairs found are true, and of the true found.
func pairs(found, truth []int) (precision, recall float64) {
	type both struct{ a, b int }
	fs, ts, bs := map[int]float64{}, map[int]float64{}, map[both]float64{}
	for i := range found {
		fs[found[i]]++
		ts[truth[i]]++
		bs[both{found[i], truth[i]}]++
	}
	choose := func(n float64) float64 { return n * (n - 1) / 2 }
	var f, t, b float64
	for _, n := range fs {
		f += choose(n)
	}
	for _, n := range ts {
		t += choose(n)
	}
	for _, n := range bs {
		b += choose(n)
	}
	return b / f, b / t
}

func TestCopiesOfWires(t *testing.T) {
	texts, story := wires(5000, 7)
	precision, recall := pairs(families(texts), story)
	if precision < 0.999 || recall < 0.99 {
		t.Errorf("precision %.4f, recall %.4f", precision, recall)
	}
}

// The village, the agencies and the people of these texts are invented.
const (
	wireStory = `MARADA, May 3 (Northern Wire) - Two rockets struck the weekly livestock market of Marada on Saturday morning, killing at least 19 people, the director of the town's only clinic said.

Dr Salim Aroush said the clinic had received 19 bodies and more than 40 wounded by noon, many of them herders who had come down from the hills before dawn to sell sheep.

"We have one operating table and two surgeons, and we have been working without a break since eight o'clock," he said by telephone.

The provincial council said the rockets had been fired from positions north of the river, which both sides have accused each other of holding since the ceasefire lapsed in March.

The army did not answer a request for comment. A spokesman for the northern command said its forces had not fired on the town.

Marada, a market town of some 9,000 people, lies on the road that links the two halves of the province, and its bridge has changed hands three times this year.`
	background = `The war in the province began four years ago, when the northern garrisons refused orders to withdraw behind the river, and has driven about a third of its people from their homes, according to relief agencies that work on both sides of the line.`
)

func TestKinOfTexts(t *testing.T) {
	ps := strings.Split(wireStory, "\n\n")
	join := func(ps ...string) string { return strings.Join(ps, "\n\n") }
	lead := "For the herders of the hills, Saturday is the day on which a year's work is turned into money. This Saturday it was the day on which two rockets came down among their animals, and our correspondent found the square still strewn with halters and hats in the afternoon."
	for _, tt := range []struct {
		name, a, b string
		want       Kinship
	}{
		{"printed whole", wireStory, wireStory, Republication},
		{"printed whole under another dateline and headline", wireStory, "Rockets hit Marada market\n\n" + strings.Replace(wireStory, "MARADA, May 3 (Northern Wire) - ", "", 1), Republication},
		{"recased and repunctuated", wireStory, strings.ToUpper(strings.NewReplacer(",", " -", "\n\n", "\n").Replace(wireStory)), Republication},
		{"a word changed here and there", wireStory, strings.NewReplacer("struck", "hit", "telephone", "phone", "request for comment", "call").Replace(wireStory), Republication},
		{"cut to its first half", wireStory, join(ps[:3]...), Family},
		{"cut to two paragraphs", wireStory, join(ps[:2]...), Family},
		{"led anew", wireStory, join(lead, ps[1], ps[2], ps[3]), Family},
		{"led anew and cut", wireStory, join(lead, ps[0], ps[1]), Family},
		{"one quotation shared", wireStory, join(lead, ps[2], "Nobody in the square would say who had fired. The rockets had come from far away, they said, and from far away all rockets look alike, which is why nobody believes what either side says of them."), ""},
		{"stock background shared", join(wireStory, background), join(lead, background, "The council met in the school and voted to close the market until further notice; the herders were told to wait in the hills for word."), ""},
		{"the same event in words of its own", wireStory, "At least 19 people died on Saturday when rockets landed among the stalls of the cattle market at Marada, according to the head of the clinic there, Salim Aroush. He had counted the bodies himself, he said.", ""},
		{"translated", wireStory, "مارادا، 3 مايو (وكالة الشمال) - سقط صاروخان على سوق المواشي الأسبوعي في مارادا صباح السبت ما أدى إلى مقتل 19 شخصا على الأقل، وفق ما قال مدير العيادة الوحيدة في البلدة الدكتور سليم عروش، وأضاف أن العيادة استقبلت 19 جثة وأكثر من 40 جريحا حتى الظهر.", ""},
		{"without spaces", "两枚火箭弹周六早上击中马拉达每周一次的牲畜市场，造成至少十九人死亡，该镇唯一一家诊所的所长说，诊所到中午已经接收了十九具遗体和四十多名伤者，其中许多人是天亮前下山卖羊的牧民。", "据北方通讯社报道，两枚火箭弹周六早上击中马拉达每周一次的牲畜市场，造成至少十九人死亡，该镇唯一一家诊所的所长说，诊所到中午已经接收了十九具遗体和四十多名伤者。", Republication},
	} {
		t.Run(tt.name, func(t *testing.T) {
			for _, pair := range [][2]string{{tt.a, tt.b}, {tt.b, tt.a}} {
				var c Copies
				c.Add("first", pair[0])
				got := Kinship("")
				for _, l := range c.Add("second", pair[1]) {
					got = l.Kin()
				}
				if got != tt.want {
					t.Errorf("%q, want %q: %.2f of the shorter", got, tt.want, Copied(tt.a, tt.b))
				}
			}
		})
	}
}

func TestOrderOfArrivalDoesNotMatterToFamilies(t *testing.T) {
	texts, _ := wires(400, 3)
	want := families(texts)
	for seed := range uint64(5) {
		order := rand.New(rand.NewPCG(seed, 2)).Perm(len(texts))
		mixed := make([]string, len(texts))
		for i, k := range order {
			mixed[i] = texts[k]
		}
		got := families(mixed)
		for i, k := range order {
			for j, m := range order {
				if (got[i] == got[j]) != (want[k] == want[m]) {
					t.Fatalf("seed %d: texts %d and %d", seed, k, m)
				}
			}
		}
	}
}

// BenchmarkCopies puts 50,000 texts into an index, and says how well it found
// who copied whom.
func BenchmarkCopies(b *testing.B) {
	texts, story := wires(50000, 7)
	var found []int
	for b.Loop() {
		found = families(texts)
	}
	b.ReportMetric(float64(len(texts))*float64(b.N)/b.Elapsed().Seconds(), "docs/s")
	precision, recall := pairs(found, story)
	b.ReportMetric(precision, "precision")
	b.ReportMetric(recall, "recall")
}

// Whatever bytes come in, a text is its own copy and likeness has no direction.
func FuzzCopied(f *testing.F) {
	f.Add(wireStory, background)
	f.Add("BEIRUT (\xff) — ", "十九人死亡")
	f.Fuzz(func(t *testing.T, a, b string) {
		if x, y := Copied(a, b), Copied(b, a); x != y || x < 0 || x > 1 {
			t.Errorf("%v one way, %v the other", x, y)
		}
		if len(PrintsOf(a)) > 0 && Copied(a, a) != 1 {
			t.Error("a text is no copy of itself")
		}
		if sentenceHash(a) != sentenceHash(a+" ") {
			t.Error("a space makes another sentence")
		}
	})
}
