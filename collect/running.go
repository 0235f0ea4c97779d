package collect

import (
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html/atom"
)

// Lines that lead elsewhere, in the languages read here.
var (
	elsewhere = regexp.MustCompile(`(?i)^(?:read (?:more|also|next|:)|see also|also read|more (?:on|from|stories|about)|related|recommended|watch[: ]|listen[: ]|view (?:in|all)|click here|sign up|subscribe|follow us|join (?:us|our)|share (?:this|on|via)|tags?:|topics?:|filed under|keywords?:|cat[eé]gor(?:y|ies?)\s*:|posted in|source url|printed from|permalink|url:|link:|short link` +
		`|lire (?:aussi|également|la suite)|à lire|voir aussi|abonnez|partager|mots[- ]clés|sur le même|suivez|inscrivez` +
		`|читайте также|читать (?:также|далее)|смотрите также|подпис|поделиться|теги|метки|ключевые слова|следите|по теме|читайте нас` +
		`|lea también|también puede|ver también|suscr[ií]b|compart[ei]|etiquetas|síguenos` +
		`|читайте (?:також|нас)|підпис|теги|поширити` +
		`|اقرأ أيض|اقرأ المزيد|اقرأ ايض|إقرأ|اقرأوا|شاهد أيض|شاهد:|للمزيد|طالع|انظر أيض|المزيد (?:من|عن|حول)|تابعوا|تابعونا|اشترك|شارك|كلمات (?:مفتاحية|دلالية|دالة)|الكلمات|وسوم|الوسوم|مواضيع (?:ذات|متعلقة)|رابط|موضوعات)`)
	closing = regexp.MustCompile(`(?i)^(?:related(?: (?:articles|stories|news|topics|posts|content|links|coverage|reading))?|more (?:on|from|stories|news|in|like).*|read (?:more|next|also).*|recommended(?: (?:for you|stories|reading))?|most (?:read|popular|viewed)|trending(?: now)?|you (?:may|might) (?:also )?(?:like|be interested).*|latest (?:news|stories|headlines)|top stories|(?:\d+ )?comments?(?: \(\d+\))?|leave a (?:comment|reply)|join the conversation|about the author|editor.?s picks|sources?|references|notes|external links|what to read next|share this.*|newsletter` +
		`|articles? (?:liés|connexes|similaires)|à lire (?:aussi|également)|sur le même (?:sujet|thème)|les plus lus|(?:\d+ )?commentaires?(?: \(\d+\))?|dans la même rubrique|références|notes et références|liens externes|voir aussi|nos dernières.*` +
		`|читайте также|по теме|материалы по теме|новости по теме|самое читаемое|источники|примечания|ссылки|похожие (?:новости|материалы|статьи)|популярное|комментарии(?: \(\d+\))?|другие новости|еще по теме|ещё по теме|читайте також|коментарі` +
		`|noticias relacionadas|lo más (?:leído|visto)|fuentes|comentarios(?: \(\d+\))?|te puede interesar|artículos relacionados` +
		`|مواضيع ذات صلة|أخبار ذات صلة|المصادر|مراجع|المراجع|اخبار ذات صلة|مقالات ذات صلة|موضوعات ذات صلة|اقرأ أيض[اًا]+|الأكثر (?:قراءة|مشاهدة|تداولا)|التعليقات(?: ?\(\d+\))?|تعليقات|أضف تعليق[اًا]*|اترك تعليق.*|شارك الخبر|مواضيع متعلقة|قد يعجبك.*|المزيد من الأخبار|ذات صلة|آخر الأخبار)[:…]?$`)
	noise = regexp.MustCompile(`(?i)^(?:advertisement(?:\W.{0,30})?|ads?|sponsored|print(?: this page)?|e-?mail|share|save|copy link|comments?|\d+ comments?|\d+ (?:min(?:ute)?s?) read|\d+ shares?|listen|listen to this article|play|back to top|top|home|next|previous|facebook|twitter|x|whatsapp|telegram|viber|copied|loading\.*|skip .*|image|photo|photos|video|read full story|continue reading|story continues below|show more|load more|more|close|menu|search` +
		`|(?:\d+|an?|one) ?(?:s|m|min|mins|minutes?|h|hrs?|hours?|d|days?) ago|just now|il y a \d+ \p{L}+|hace \d+ \p{L}+|\d+ \p{L}+ (?:назад|тому)|منذ (?:[\d٠-٩]+ )?(?:دقيق|ساع|يوم)\p{L}*|publicité|imprimer|partager|envoyer|lecture \d+ min\.?|temps de lecture.*|écouter|реклама|печать|распечатать|поделиться|фото|видео|публікація|друк` +
		`|publicidad|imprimir|compartir|إعلان|اعلان|طباعة|طباعه|مشاركة|شارك|حفظ|نسخ الرابط|استمع|فيديو|صورة|صور|تكبير الخط|تصغير الخط|أرسل|ارسال|A\+|A-|A)[:.]?$` +
		`|^(?:©|\(c\)|copyright\b|all rights reserved|tous droits réservés|все права защищены|جميع الحقوق محفوظة|حقوق النشر)` +
		`|^(?:photo|photograph|image|picture|illustration|photo credit|image credit|image source|crédit photo|фото|foto|الصورة|تصوير|صورة)\s*[:©/]` +
		`|^(?:time to read|reading time|views?|просмотров|vues|المشاهدات|عدد القراءات|مدة القراءة|переглядів|comments|commentaires|комментарии|коментарі|التعليقات)\s*:?\s*\d` +
		`|^\d+(?:[.,]\d+)?[km]?\s*(?:views|просмотр\p{L}*|vues|مشاهدة|قراءة|shares|likes)$`)
)

// running leaves out of an article what does not run on in it: bylines and
// dates, buttons, lines that lead elsewhere, and what follows the heading of a
// list of other articles.
func running(bs []block, author string, dayFirst bool) []block {
	var out []block
	weight := 0
	for _, b := range bs {
		if b.prose() {
			weight += len(b.text)
		}
	}
	passed := 0
	for i, b := range bs {
		if b.prose() {
			passed += len(b.text)
		}
		top := passed == 0 && weight > 0 && i < 12
		short := len(b.text) < 200
		switch {
		case short && len(b.text) < 80 && passed*2 >= weight && closing.MatchString(b.text) && (b.heading || trailing(bs[i+1:])):
			if trailing(bs[i+1:]) || passed*10 >= weight*9 {
				return out
			}
			continue
		case b.linked*10 >= len(b.text)*9 && (len(b.text) < 40 || !b.stops()):
			continue
		case short && (elsewhere.MatchString(b.text) && (b.linked*3 > len(b.text) || len(b.text) < 60 && !b.stops()) || noise.MatchString(b.text)):
			continue
		case b.author && passed*2 >= weight && passed > len(b.text): // about who wrote it
			continue
		case short && (isByline(b, author, top) || isDateline(b, dayFirst, top)):
			continue
		}
		out = append(out, b)
	}
	return out
}

// trailing reports whether what is left is mostly links and short lines.
func trailing(bs []block) bool {
	plain, linked := 0, 0
	for _, b := range bs {
		if b.prose() && b.linked == 0 && b.stops() {
			plain += len(b.text)
		} else {
			linked += len(b.text)
		}
	}
	return plain <= linked
}

// isDateline reports whether a short block is only there to date the page. At
// the top of an article a few words may stand beside the date; elsewhere, and
// in tables and lists, a date with words beside it may be what is told.
func isDateline(b block, dayFirst, top bool) bool {
	if b.heading || correction.MatchString(b.text) {
		return false
	}
	if !top && !b.dated {
		return clockAlone(b.text) || statedAs(b.text, dayFirst) != nil || hasYear(b.text) && bylined(b.text) != ""
	}
	rest, ds := withoutDates(b.text, dayFirst)
	switch {
	case ds == nil:
		return clockAlone(b.text) || b.dated && len(b.times) > 0 && words(b.text) <= 5 && !slices.Contains(tellingTags, b.in.DataAtom) // "3 hours ago"
	case rest == "" || bylined(rest) != "":
		return true
	case b.stops(), slices.Contains(tellingTags, b.in.DataAtom):
		return false
	}
	for _, p := range parts.Split(rest, -1) {
		if !noise.MatchString(p) && (words(p) > 5 || hasDigit(p)) {
			return false
		}
	}
	return true
}

// tellingTags are the elements in which a date and a few words are data.
var tellingTags = []atom.Atom{atom.Tr, atom.Td, atom.Th, atom.Li}

// clockAlone reports whether a block is a time of day and nothing else.
func clockAlone(s string) bool {
	return len(s) < 24 && words(s) <= 3 && clockLine.MatchString(foldDate(s))
}

// standfirst reports whether a block is called the text that leads into an article.
func (b block) standfirst() bool {
	for k, n := 0, b.in; n != nil && k < 3; k, n = k+1, n.Parent {
		for _, a := range n.Attr {
			if (a.Key == "class" || a.Key == "itemprop") && hasClassWord(a.Val, standfirstWords) {
				return true
			}
		}
	}
	return false
}

var standfirstWords = wordSet(`standfirst subtitle subhead subheadline subheading lead lede dek deck chapo chapeau kicker entradilla sumario bajada intro announce summary description`)

// hasYear reports whether four digits stand beside each other in s, of
// whichever script: without a year nothing here is a date.
func hasYear(s string) bool {
	n := 0
	for _, r := range s {
		if !isDigit(r) {
			n = 0
		} else if n++; n == 4 {
			return true
		}
	}
	return false
}

func hasDigit(s string) bool { return strings.ContainsFunc(s, isDigit) }

func isDigit(r rune) bool {
	return r >= '0' && r <= '9' || r >= '٠' && r <= '٩' || r >= '۰' && r <= '۹'
}
