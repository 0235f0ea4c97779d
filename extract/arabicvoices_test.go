package extract

import (
	"testing"

	"github.com/recountlab/recount"
)

// Who says the first claim of an Arabic text, and how many it counts.
func TestArabicVoices(t *testing.T) {
	x := reader(t)
	for _, k := range []struct {
		name, text, want string
		low              int
	}{
		{"between two commas", "وأسفرت الاشتباكات، وفق مصدر طبي، عن ستة قتلى على الأقل.", "medical:مصدر طبي", 6},
		{"no more than a belief", "قال شيخ قبلي إن مسلحين يعتقد أنهم من القاعدة نصبوا كميناً أسفر عن مقتل أربعة جنود.", "unnamed:شيخ قبلي | hedge believed", 4},
		{"an earlier toll is nobody", "وكانت حصيلة سابقة أشارت إلى سقوط ستة قتلى.", "", 6},
		{"a part before the verb", "قالت وزارة الصحة إن 13 مدنياً بينهم امرأتان استشهدوا في غارة.", "medical:وزارة الصحة", 13},
		{"artillery is no gunner", "قالت وزارة الصحة إن 12 شخصاً قتلوا في قصف مدفعي.", "medical:وزارة الصحة", 12},
		{"remains", "العثور على مقبرة جماعية تضم رفات 31 شخصاً.", "", 31},
	} {
		t.Run(k.name, func(t *testing.T) {
			r := checkReading(t, x, &recount.Report{ID: "r:x", Source: "outlet", Lang: "ar", Text: k.text, Published: day(2024, 6, 12)})
			if len(r.Claims) == 0 {
				t.Fatalf("no claim in %s", k.text)
			}
			if c := &r.Claims[0]; saysOf(c) != k.want || c.Count.Low != k.low {
				t.Errorf("%s\n got %s, %d\nwant %s, %d", k.text, saysOf(c), c.Count.Low, k.want, k.low)
			}
		})
	}
}

// Small words are split from what they are written to, and words that begin as small
// words do are whole.
func TestArabicClitics(t *testing.T) {
	cutter := reader(t).packs["ar"].Cutter
	for w, n := range map[string]int{"وإن": 1, "وأن": 1, "بولاية": 1, "ولاية": 0, "وادي": 0, "كفر": 0, "كوستي": 0, "سنجار": 0, "كامل": 0, "ووحدة": 1, "للمدنيين": 1} {
		if got := cutter.Split(w); got != n*len("و") {
			t.Errorf("%s: %d bytes are split off", w, got)
		}
	}
}
