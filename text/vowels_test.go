package text

import "testing"

func TestVowelsTell(t *testing.T) {
	for _, x := range []struct {
		word              string
		accusative, ofTwo bool
	}{
		{"رقماً", true, false}, {"رقمًا", true, false}, {"قتيلةً", true, false}, {"رقما", false, false}, {"وزارة", false, false},
		{"مسعفَين", false, true}, {"مسعفَيْن", false, true}, {"مسعفِين", false, false}, {"مسعفين", false, false}, {"عَين", false, true},
	} {
		if a, o := Accusative(x.word), OfTwo(x.word); a != x.accusative || o != x.ofTwo {
			t.Errorf("%s: an object %v, of two %v; want %v, %v", x.word, a, o, x.accusative, x.ofTwo)
		}
	}
}
