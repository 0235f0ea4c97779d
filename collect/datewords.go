package collect

import (
	"strings"
	"time"
)

// The words of date lines, lower-case and folded as foldDate does it. English,
// French, German, Spanish, Russian, Ukrainian, and Arabic with the month names of
// Cairo, Damascus, Algiers and Rabat.
var months = monthTable(
	"jan january janvier janv enero ene januar jänner января январь янв січня січень يناير جانفي",
	"feb february februar février fevrier févr fév febrero февраля февраль фев февр лютого лютий فبراير فيفري شباط",
	"mar march märz mars marzo марта март мар березня березень مارس اذار",
	"apr april avril avr abril abr апреля апрель апр квітня квітень ابريل افريل نيسان",
	"may mai mayo мая май травня травень مايو ماي ايار",
	"jun june juin juni junio июня июнь июн червня червень يونيو يونيه جوان حزيران",
	"jul july juillet juil juli julio июля июль июл липня липень يوليو يوليه جويليه يوليوز تموز",
	"aug august août aout agosto ago августа август авг серпня серпень اغسطس اوت غشت اب",
	"sep sept september septembre septiembre setiembre сентября сентябрь сен сент вересня вересень سبتمبر شتنبر ايلول",
	"oct october octobre oktober okt octubre октября октябрь окт жовтня жовтень اكتوبر تشرين_1",
	"nov november novembre noviembre ноября ноябрь ноя нояб листопада листопад نوفمبر نونبر تشرين_2",
	"dec december décembre decembre déc diciembre dic dezember dez декабря декабрь дек грудня грудень ديسمبر دجنبر كانون_1",
)

func monthTable(names ...string) map[string]time.Month {
	m := map[string]time.Month{"كانون_2": time.January}
	for i, ns := range names {
		for n := range strings.FieldsSeq(ns) {
			m[n] = time.Month(i + 1)
		}
	}
	return m
}

// What other words do in a date line.
type dateWord int

const (
	skipped   dateWord = iota + 1 // says nothing: weekdays, "at", "o'clock"
	publishes                     // the date that follows is of publication
	updates                       // the date that follows is of the last change
	before                        // before noon
	after                         // after noon
)

var dateWords = dateWordTable(map[dateWord]string{
	skipped: `mon monday tue tues tuesday wed wednesday thu thur thurs thursday fri friday sat saturday sun sunday
		lun lundi mardi mer mercredi jeu jeudi ven vendredi sam samedi dim dimanche lunes martes mié miércoles miercoles jueves vie viernes sáb sábado dom domingo
		понедельник вторник среда среду четверг пятница пятницу суббота субботу воскресенье пн вт ср чт пт сб вс понеділок вівторок середа четвер пʼятниця п'ятниця субота неділя
		الاثنين الاحد الثلاثاء الاربعاء الخميس الجمعه السبت
		on at a the of local time hrs hours le la à a de del el las en du h heure heures uhr um montag dienstag mittwoch donnerstag freitag samstag sonntag в г год года году время времени час ч о об у року рік р
		في الساعه يوم بتاريخ الموافق بتوقيت التوقيت المحلي المكرمه القدس دمشق بيروت بغداد القاهره and et y и та و`,
	publishes: `published posted date dated issued released created publication publié publie publiée mis mise ligne veröffentlicht erstellt stand vom publicado publicada fecha опубликовано опубликована размещено дата публикации публикация
		опубліковано نشر نشرت تاريخ النشر نشر_في تم اضيف first`,
	updates: `updated modified last edited revised changed amended aktualisiert geändert corrected actualisé actualise modifié jour mis_à_jour actualizado actualizada actualización обновлено обновлена изменено
		оновлено اخر تحديث تعديل التحديث حدث محدث`,
	before: `am صباحا ص فجرا قبل_الظهر утра ранку`,
	after:  `pm مساء بعد_الظهر ظهرا عصرا дня вечера вечора`,
})

func dateWordTable(lists map[dateWord]string) map[string]dateWord {
	m := map[string]dateWord{}
	for kind, list := range lists {
		for w := range strings.FieldsSeq(list) {
			m[w] = kind
		}
	}
	return m
}

// zones are the names of zones that mean one thing wherever they are printed,
// in seconds east of Greenwich.
var zones = map[string]int{
	"utc": 0, "gmt": 0, "z": 0, "غرينتش": 0, "جرينتش": 0, "wet": 0, "bst": 3600, "cet": 3600, "cest": 7200, "eet": 7200, "eest": 10800,
	"msk": 10800, "мск": 10800, "مكه": 10800, "est": -18000, "edt": -14400, "pst": -28800, "pdt": -25200, "киев": 7200,
}

var dateFold = strings.NewReplacer(
	"أ", "ا", "إ", "ا", "آ", "ا", "ة", "ه", "ى", "ي", "ـ", "", "\u064b", "", "\u0652", "", "\u0651", "", "\u200f", "", "\u200e", "", "\u061c", "", "\u00a0", " ", "\u202f", " ",
	"كانون الثاني", "كانون_2", "كانون الأول", "كانون_1", "كانون الاول", "كانون_1", "تشرين الثاني", "تشرين_2", "تشرين الأول", "تشرين_1", "تشرين الاول", "تشرين_1",
	"بعد الظهر", "بعد_الظهر", "قبل الظهر", "قبل_الظهر", "a.m.", "am", "p.m.", "pm", "A.M.", "am", "P.M.", "pm", "a.m", "am", "p.m", "pm",
	"mis à jour", "mis_à_jour", "Mis à jour", "mis_à_jour", "mise à jour", "mis_à_jour", "Mise à jour", "mis_à_jour", "o'clock", "", "’", "'",
	"٠", "0", "١", "1", "٢", "2", "٣", "3", "٤", "4", "٥", "5", "٦", "6", "٧", "7", "٨", "8", "٩", "9",
	"۰", "0", "۱", "1", "۲", "2", "۳", "3", "۴", "4", "۵", "5", "۶", "6", "۷", "7", "۸", "8", "۹", "9",
	"،", ",", "–", "-", "—", "-", "−", "-",
)

// foldDate brings a date line into the form in which its words are looked up.
func foldDate(s string) string { return strings.ToLower(dateFold.Replace(s)) }
