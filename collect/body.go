package collect

import (
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// weigh sums, for every element, the running text of the blocks in it.
func weigh(bs []block) map[*html.Node]int {
	w := map[*html.Node]int{}
	for _, b := range bs {
		if b.in == nil || !b.prose() {
			continue
		}
		for n := b.in; n != nil; n = n.Parent {
			w[n] += b.plainLetters()
		}
	}
	return w
}

// bodyNames are what authors of pages call the element that holds the article
// and nothing else.
var bodyNames = wordSet(`articlebody article-body article-content article-text articletext articlecontent entry-content entrycontent post-content postcontent post-body postbody
	story-body storybody story-content story-text storytext news-body news-text news-content newstext newsbody field-body body-content body-text bodytext content-body text-content
	single-content single-post-content td-post-content main-text maintext article-detail detail-content detail-text content-text texte-article article-main blog-content press-release-body`)

// marked are the elements that are called the article's body.
func marked(n *html.Node) bool {
	for _, a := range n.Attr {
		switch a.Key {
		case "itemprop":
			if strings.EqualFold(a.Val, "articleBody") {
				return true
			}
		case "class", "id":
			for name := range strings.FieldsSeq(a.Val) {
				last := ""
				for w := range classWords(name) {
					if bodyNames[w] || last != "" && bodyNames[last+"-"+w] {
						return true
					}
					last = w
				}
			}
		}
	}
	return false
}

// bodyOf returns the elements that hold the article.
func bodyOf(doc *html.Node, bs []block, title int) []*html.Node {
	w := weigh(bs)
	all := w[doc]
	if all == 0 {
		return nil
	}
	var outer []*html.Node
	var find func(n *html.Node)
	find = func(n *html.Node) {
		for c := range n.ChildNodes() {
			switch {
			case w[c] == 0:
			case c.Type == html.ElementNode && c.DataAtom != atom.Body && marked(c):
				outer = append(outer, c)
			default:
				find(c)
			}
		}
	}
	find(doc)
	if roots := together(bs, outer, w, title); roots != nil {
		if said := strings.EqualFold(attr(roots[0], "itemprop"), "articleBody") && sum(w, roots) > 300; said || sum(w, roots)*4 > all {
			return roots
		}
	}
	if title >= 0 { // the article element around the headline
		for n := bs[title].in; n != nil; n = n.Parent {
			if n.DataAtom == atom.Article && w[n]*5 > all {
				return []*html.Node{descend(n, w)}
			}
		}
	}
	return []*html.Node{descend(doc, w)}
}

// together returns those of the elements called an article's body that belong
// to one article: the one under the headline. Another headline ends it.
func together(bs []block, outer []*html.Node, w map[*html.Node]int, title int) (roots []*html.Node) {
	if len(outer) == 0 {
		return nil
	}
	most := w[slices.MaxFunc(outer, func(a, b *html.Node) int { return w[a] - w[b] })]
	outer = slices.DeleteFunc(outer, func(n *html.Node) bool { return w[n]*10 < most })
	set := setOf(outer...)
	for i := max(title, 0); i < len(bs); i++ {
		n := set.over(bs[i].in)
		switch {
		case n != nil && (len(roots) == 0 || roots[len(roots)-1] != n):
			roots = append(roots, n)
		case n == nil && title >= 0 && i > title && len(roots) > 0 && bs[i].heading && bs[i].in.DataAtom == bs[title].in.DataAtom:
			i = len(bs)
		}
	}
	if len(roots) == 0 || sum(w, roots)*2 < most {
		return outer[:1]
	}
	return roots
}

func sum(w map[*html.Node]int, ns []*html.Node) (s int) {
	for _, n := range ns {
		s += w[n]
	}
	return s
}

// descend follows the bulk of the text to the element that holds it.
func descend(n *html.Node, w map[*html.Node]int) *html.Node {
	for {
		var next *html.Node
		for c := range n.ChildNodes() {
			if w[c]*10 > w[n]*7 {
				next = c
			}
		}
		if next == nil || next.DataAtom == atom.P || next.DataAtom == atom.Li || next.DataAtom == atom.Blockquote || next.DataAtom == atom.Tr {
			return n
		}
		n = next
	}
}

// nodes is a set of elements.
type nodes map[*html.Node]bool

func setOf(ns ...*html.Node) nodes {
	s := nodes{}
	for _, n := range ns {
		s[n] = true
	}
	return s
}

// over returns which of the set n stands in, nil if none.
func (s nodes) over(n *html.Node) *html.Node {
	for ; n != nil && !s[n]; n = n.Parent {
	}
	return n
}

// bodyBlocks returns which blocks are the article: those in its element, a
// standfirst between the headline and it, and a correction beneath.
func bodyBlocks(doc *html.Node, bs []block, title int) (from, until int) {
	roots := bodyOf(doc, bs, title)
	if roots == nil {
		return 0, len(bs)
	}
	from, until = -1, -1
	set := setOf(roots...)
	for i, b := range bs {
		if set.over(b.in) != nil {
			if from < 0 {
				from = i
			}
			until = i + 1
		}
	}
	if from < 0 {
		return 0, len(bs)
	}
	switch {
	case title >= from && title < until:
		from = title
	case title >= 0 && title < from && from-title <= 14:
		for i := title + 1; i < from; i++ {
			if bs[i].prose() && !bs[i].author || bs[i].standfirst() || len(bs[i].text) >= 60 && bs[i].linked == 0 && bs[i].stops() {
				from = i
				break
			}
		}
	}
	for i := until; i < min(until+6, len(bs)); i++ {
		if correction.MatchString(bs[i].text) {
			until = i + 1
			break
		}
	}
	return from, cutSecond(bs, title, from, until)
}

// cutSecond ends the article where another begins that the page only put
// beneath it.
func cutSecond(bs []block, title, from, until int) int {
	if title < 0 {
		return until
	}
	home := articleOf(bs[title].in)
	for i := max(from, title+1); i < until; i++ {
		if bs[i].heading && i > from+1 && (bs[i].in.DataAtom == bs[title].in.DataAtom || bs[i].linked*10 > len(bs[i].text)*9) {
			if other := articleOf(bs[i].in); other != home && other != nil && setOf(other).over(home) == nil {
				return i
			}
		}
	}
	return until
}

func articleOf(n *html.Node) *html.Node {
	for ; n != nil; n = n.Parent {
		if n.DataAtom == atom.Article || strings.Contains(attr(n, "itemtype"), "Article") {
			return n
		}
	}
	return nil
}

// Lines that lead elsewhere, in the languages read here.
var (
	elsewhere = regexp.MustCompile(`(?i)^(?:read (?:more|also|next|:)|see also|also read|more (?:on|from|stories|about)|related|recommended|watch[: ]|listen[: ]|view (?:in|all)|click here|sign up|subscribe|follow us|join (?:us|our)|share (?:this|on|via)|tags?:|topics?:|filed under|keywords?:|cat[eé]gor(?:y|ies?)\s*:|posted in|source url|printed from|permalink|url:|link:|short link` +
		`|lire (?:aussi|également|la suite)|à lire|voir aussi|abonnez|partager|mots[- ]clés|sur le même|suivez|inscrivez` +
		`|читайте также|читать (?:также|далее)|смотрите также|подпис|поделиться|теги|метки|ключевые слова|следите|по теме|читайте нас` +
		`|lea también|también puede|ver también|suscr[ií]b|compart[ei]|etiquetas|síguenos` +
		`|читайте (?:також|нас)|підпис|теги|поширити` +
		`|اقرأ أيض|اقرأ المزيد|اقرأ ايض|إقرأ|اقرأوا|شاهد أيض|شاهد:|للمزيد|طالع|انظر أيض|المزيد (?:من|عن|حول)|تابعوا|تابعونا|اشترك|شارك|كلمات (?:مفتاحية|دلالية|دالة)|الكلمات|وسوم|الوسوم|مواضيع (?:ذات|متعلقة)|رابط|موضوعات)`)
	closing = regexp.MustCompile(`(?i)^(?:related(?: (?:articles|stories|news|topics|posts|content|links|coverage|reading))?|more (?:on|from|stories|news|in|like).*|read (?:more|next|also).*|recommended(?: (?:for you|stories|reading))?|most (?:read|popular|viewed)|trending(?: now)?|you (?:may|might) (?:also )?(?:like|be interested).*|latest (?:news|stories|headlines)|top stories|(?:\d+ )?comments?(?: \(\d+\))?|leave a (?:comment|reply)|join the conversation|about the author|editor.?s picks|also in .*|sources?|references|notes|external links|what to read next|share this.*|newsletter` +
		`|articles? (?:liés|connexes|similaires)|à lire (?:aussi|également)|sur le même (?:sujet|thème)|les plus lus|(?:\d+ )?commentaires?(?: \(\d+\))?|dans la même rubrique|références|notes et références|liens externes|voir aussi|nos dernières.*` +
		`|читайте также|по теме|материалы по теме|новости по теме|самое читаемое|источники|примечания|ссылки|похожие (?:новости|материалы|статьи)|популярное|комментарии(?: \(\d+\))?|другие новости|еще по теме|ещё по теме|читайте також|коментарі` +
		`|noticias relacionadas|lo más (?:leído|visto)|fuentes|comentarios(?: \(\d+\))?|te puede interesar|artículos relacionados` +
		`|مواضيع ذات صلة|أخبار ذات صلة|المصادر|مراجع|المراجع|اخبار ذات صلة|مقالات ذات صلة|موضوعات ذات صلة|اقرأ أيض[اًا]+|الأكثر (?:قراءة|مشاهدة|تداولا)|التعليقات(?: ?\(\d+\))?|تعليقات|أضف تعليق[اًا]*|اترك تعليق.*|شارك الخبر|مواضيع متعلقة|قد يعجبك.*|المزيد من الأخبار|ذات صلة|آخر الأخبار)[:…]?$`)
	noise = regexp.MustCompile(`(?i)^(?:advertisement|ads?|sponsored|print(?: this page)?|e-?mail|share|save|copy link|comments?|\d+ comments?|\d+ (?:min(?:ute)?s?) read|\d+ shares?|listen|listen to this article|play|back to top|top|home|next|previous|facebook|twitter|x|whatsapp|telegram|viber|copied|loading\.*|skip .*|image|photo|photos|video|read full story|continue reading|story continues below|show more|load more|more|close|menu|search` +
		`|publicité|imprimer|partager|envoyer|lecture \d+ min\.?|temps de lecture.*|écouter|реклама|печать|распечатать|поделиться|фото|видео|публікація|друк` +
		`|publicidad|imprimir|compartir|إعلان|اعلان|طباعة|طباعه|مشاركة|شارك|حفظ|نسخ الرابط|استمع|فيديو|صورة|صور|تكبير الخط|تصغير الخط|أرسل|ارسال|A\+|A-|A)[:.]?$` +
		`|^(?:©|\(c\)|copyright\b|all rights reserved|tous droits réservés|все права защищены|جميع الحقوق محفوظة|حقوق النشر)` +
		`|^(?:photo|photograph|image|picture|illustration|photo credit|image credit|image source|crédit photo|фото|foto|الصورة|تصوير|صورة)\s*[:©/]` +
		`|^(?:time to read|reading time|views?|просмотров|vues|المشاهدات|عدد القراءات|مدة القراءة|переглядів)\s*:?\s*\d` +
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
		case short && (isByline(b, author) || isDateline(b, dayFirst)):
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

// isDateline reports whether a short block is only there to date the page.
func isDateline(b block, dayFirst bool) bool {
	if b.heading {
		return false
	}
	if b.dated && len(b.text) < 120 && !b.stops() && (len(b.times) > 0 || hasDigit(b.text)) {
		return true
	}
	return clockAlone(b.text) || !correction.MatchString(b.text) && onlyDates(b.text, dayFirst)
}

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
