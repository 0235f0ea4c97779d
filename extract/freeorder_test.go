package extract

import (
	"strings"
	"testing"

	"github.com/recountlab/recount"
)

// Who speaks, in languages whose words stand in free order.
func TestVoicesFreeOrder(t *testing.T) {
	x := reader(t)
	for _, c := range []struct {
		lang        recount.Lang
		text, voice string
	}{
		{"ru", "Погибли двое, сообщил в понедельник губернатор.", "губернатор"},
		{"ru", "«Погибли двое», — рассказали в полиции.", "полиции"},
		{"ru", "Погибли двое. Об этом сообщает «Интерфакс».", "Интерфакс"},
		{"ru", "Погибли двое, рассказали «Медузе» в полиции.", "Медузе > полиции"},
		{"ru", "За год, по данным полиции, погибли двое.", "полиции"},
		{"ru", "Как сообщает полиция, погибли двое.", "полиция"},
		{"ru", "Погибли двое (губернатор)", "губернатор"},
		{"ru", "Погибли двое.", ""},
		{"uk", "У п’ятницю загинули двоє — ОВА", "ОВА"},
		{"uk", "Загинули двоє, повідомили в ДСНС.", "ДСНС"},
		{"uk", "Командування «Північ»: загинули двоє військових.", "Командування «Північ»"},
		{"uk", "Загинули двоє. Про це розповів очільник області.", "очільник області"},
		{"uk", "Харків: загинули двоє.", ""},
		{"uk", "Загинула жінка — лікарка.", ""},
		{"uk", "Кількість загиблих зросла до 12 — мер.", "мер"},
	} {
		r, err := x.Read(&recount.Report{ID: "r:x", Lang: c.lang, Text: c.text, Published: day(2016, 9, 23)})
		if err != nil {
			t.Fatal(err)
		}
		if len(r.Claims) != 1 {
			t.Errorf("%s: %d claims", c.text, len(r.Claims))
			continue
		}
		var said []string
		for _, v := range r.Claims[0].Says[1:] {
			said = append(said, v.Words)
		}
		if got := strings.Join(said, " > "); got != c.voice {
			t.Errorf("%s: said by %q, want %q", c.text, got, c.voice)
		}
	}
}
