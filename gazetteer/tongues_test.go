package gazetteer

import (
	"testing"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/text"
)

// Names in their cases, with articles and with the small words written to them.
func TestRecogniseInOtherTongues(t *testing.T) {
	g := bundle(t)
	for _, k := range []struct {
		lang             recount.Lang
		name, text, want string
	}{
		{"ru", "locative", "Взрывы прогремели в Харькове и Одессе.", "Харькове=town UA; Одессе=town UA"},
		{"ru", "instrumental after under", "Бои идут под Авдеевкой в Донецкой области.", "под Авдеевкой=near UA; Донецкой области=province UA"},
		{"ru", "genitive", "Из Мариуполя вывезли жителей.", "Мариуполя=town UA"},
		{"ru", "a plural name", "В Сумах погибли три человека.", "Сумах=town UA"},
		{"ru", "a name of two words", "Снаряды падали на Часов Яр. В Часовом Яре погибли двое. В Нижнем Новгороде спокойно.", "Часов Яр=town UA; Часовом Яре=town UA; Нижнем Новгороде=town RU"},
		{"ru", "head", "Обстрелян город Бахмут и село Роботино Запорожской области.", "город Бахмут=town UA; село Роботино=area UA; Запорожской области=province UA"},
		{"ru", "north of", "В 12 км севернее Харькова упала ракета.", "12 км севернее Харькова=near UA"},
		{"ru", "part of a country", "Бои на севере Сирии, в Алеппо.", "на севере Сирии=zone SY; Алеппо=town SY"},
		{"ru", "an adjective of side", "Обстрелы восточной Украины.", "восточной Украины=zone UA"},
		{"ru", "a river", "Через реку Днепр переправились двое.", "реку Днепр= "},
		{"ru", "a person", "Вчера Владимир Харьков уехал.", ""},
		{"ru", "a country", "В Сирии и Ираке.", "Сирии=country SY; Ираке=country IQ"},
		{"uk", "locative", "Вибухи пролунали в Харкові та Одесі.", "Харкові=town UA; Одесі=town UA"},
		{"uk", "instrumental", "Бої тривають під Авдіївкою на Донеччині.", "під Авдіївкою=near UA; Донеччині=province UA"},
		{"uk", "a vowel that turns", "У Кривому Розі загинули двоє. Удар по Кривому Рогу.", "Кривому Розі=town UA; Кривому Рогу=town UA"},
		{"uk", "genitive", "З Маріуполя вивезли людей до Запоріжжя.", "Маріуполя=town UA; Запоріжжя=town UA"},
		{"uk", "a province", "Обстріляли Харківську область і Сумську область.", "Харківську область=province UA; Сумську область=province UA"},
		{"uk", "several", "У Миколаєві, Херсоні та Києві тривога.", "Миколаєві=town UA; Херсоні=town UA; Києві=town UA"},
		{"uk", "south of", "За 5 кілометрів південніше Бахмута.", "5 кілометрів південніше Бахмута=near UA"},
		{"fr", "at", "Trois morts à Alep et au Caire.", "Alep=town SY; Caire=town EG"},
		{"fr", "of, written to it", "Le gouvernorat d'Alep et la ville d’Idleb.", "gouvernorat d'Alep=province SY; ville d’Idleb=town SY"},
		{"fr", "north of", "À 12 km au nord de Damas, en Syrie.", "12 km au nord de Damas=near SY; Syrie=country SY"},
		{"fr", "part of a country", "Dans le nord de la Syrie, des combats.", "le nord de la Syrie=zone SY"},
		{"fr", "an article of the name", "Ils sont arrivés au Havre.", "Havre=town FR"},
		{"fr", "near", "Une attaque près de Gao, au Mali.", "près de Gao=near ML; Mali=country ML"},
		{"fr", "a person", "Selon Jean Paris, rien.", ""},
		{"es", "in", "Tres muertos en Alepo y en Bogotá.", "Alepo=town SY; Bogotá=town CO"},
		{"es", "a head", "En la ciudad de Homs, en el norte de Siria.", "ciudad de Homs=town SY; el norte de Siria=zone SY"},
		{"es", "north of", "A 20 kilómetros al norte de Damasco.", "20 kilómetros al norte de Damasco=near SY"},
		{"es", "a department", "En el departamento de Antioquia, Colombia.", "departamento de Antioquia=province CO; Colombia=country CO"},
		{"es", "a person", "Lo dijo el general Juan Córdoba.", ""},
	} {
		t.Run(string(k.lang)+" "+k.name, func(t *testing.T) {
			if s := told(t, g.Recognise(text.New(k.text, k.lang), cuesOf(t, k.lang), Context{})); s != k.want {
				t.Errorf("%s\ngot  %s\nwant %s", k.text, s, k.want)
			}
		})
	}
}
