package collect

import (
	"regexp"
	"slices"
	"strings"

	"github.com/recountlab/recount"
)

// Paywall is said of a report of which the page shows the beginning alone.
const Paywall = "paywall"

// correction finds the notes in which a text says that it was corrected.
var correction = regexp.MustCompile(`(?i)^[\[(*•\s]*(?:(?:editor.?s? note\s*[:–—-]\s*)?(?:correction|clarification|corrigendum|erratum|corrections and clarifications)\b\s*(?:[:–—.,(|-]|\d|issued|added)` +
	`|(?:this (?:article|story|report|piece|headline|post|page|item|record)|the headline)[^.]{0,60} (?:was|has been|is) (?:amended|corrected|clarified|updated to (?:correct|reflect|clarify|remove|change))` +
	`|an? (?:earlier|previous) version of (?:this|the) (?:article|story|report|piece|headline|post|page|item|record|caption|map)|editor.?s? note[^.]{0,80}correct` +
	`|(?:rectificatif|correction|erratum|mise au point|précision)\s*[:–—(-]|(?:cet article|cette dépêche|ce texte)[^.]{0,60}(?:corrigé|modifié|rectifié)|une (?:première )?version (?:précédente |antérieure |initiale )?de (?:cet|cette|l['’]) ?(?:article|dépêche|texte)` +
	`|(?:исправление|уточнение|поправка)\s*[:–—.(-]|в (?:более )?(?:ранней|предыдущей|первоначальной|первой) версии (?:материала|текста|статьи|новости|заметки|публикации)|(?:материал|текст|статья|новость)[^.]{0,40} (?:исправлен|уточн[её]н)|(?:виправлення|уточнення)\s*[:–—.(-]|у (?:попередній|первинній) версії` +
	`|(?:corrección|fe de (?:errores|erratas)|rectificación|aclaración)\s*[:–—(-]|una versión (?:anterior|previa) (?:de est|de la not)` +
	`|(?:تصحيح|تصويب|استدراك|تنويه|توضيح)\s*[:–—(-]|(?:تم|جرى) (?:تصحيح|تعديل) (?:هذا|هذه|نص|عنوان|الخبر|التقرير|المقال|المادة)|(?:ورد|ذكرت) (?:في )?(?:نسخة|صيغة) سابقة|(?:نسخة|صيغة) سابقة من هذ)`)

// corrections returns the paragraphs of a text that say it was corrected.
func corrections(text string) (out []recount.Span) {
	at := 0
	for l := range strings.SplitAfterSeq(text, "\n") {
		if s := strings.TrimSpace(l); s != "" && correction.MatchString(s) {
			start := at + strings.Index(l, s)
			out = append(out, recount.Span{Start: start, End: start + len(s)})
		}
		at += len(l)
	}
	return out
}

// asksToPay finds the lines in which a page asks for money or an account
// before it shows the rest.
var asksToPay = regexp.MustCompile(`(?i)(?:(?:subscribe|sign (?:in|up)|log in|register|join)(?: now| today| here)? (?:to|and) (?:continue|keep|read|finish|unlock|access)\b[^.]{0,30}\b(?:reading|articles?|story|stories|content|unlimited|full|this)\b` +
	`|to (?:continue|keep) reading|to read the (?:full|rest)|(?:this|the full|the rest of (?:this|the)) (?:article|story|content) is (?:for|only|available|reserved|exclusive)[^.]*(?:subscribers?|members?)|for subscribers only|already a (?:subscriber|member)|subscriber[- ]only|you have (?:reached|read) (?:your|all)[^.]*(?:limit|free)|unlock this article` +
	`|(?:article|contenu|suite)[^.]{0,40}réservée?s? (?:aux|à nos) abonné|abonnez-vous pour (?:lire|continuer|accéder)|pour lire la suite|il vous reste \d+ ?%|déjà abonné` +
	`|(?:доступ\p{L}*|только|полный текст)[^.]{0,40}(?:подписчик|по подписке)|(?:оформите|купите) подписку|чтобы (?:продолжить чтение|читать дальше|прочитать (?:полностью|статью|материал|текст))|уже подписаны` +
	`|(?:contenido|artículo)[^.]{0,30}(?:exclusivo|solo) para suscriptores|suscríbete para (?:seguir|continuar|leer)|para seguir leyendo` +
	`|لمتابعة القراءة|لمواصلة القراءة|لقراءة (?:المزيد|المقال كامل|بقية)[^.]{0,30}(?:اشترك|سجل)|(?:اشترك|سجل)[^.]{0,30}(?:لقراءة|لمتابعة|لمواصلة)[^.]{0,15}(?:القراءة|المقال|المحتوى|المزيد)|(?:المحتوى|المقال|هذا المقال|هذا المحتوى)[^.]{0,30}(?:للمشتركين|للأعضاء))`)

// payKeys are found in every line that asksToPay finds, and cheaper to look for.
var payKeys = []string{"subscri", "abonn", "подпис", "suscri", "suscrí", "اشترك", "مشترك", "سجل", "للأعضاء", "القراءة", "لقراءة", "sign in", "log in", "regist", "join", "reading", "to read", "member", "limit", "unlock", "pour lire", "il vous reste", "читать", "чтение", "прочитать", "seguir leyendo", "available"}

func asks(s string) bool {
	s = strings.ToLower(s)
	return slices.ContainsFunc(payKeys, func(k string) bool { return strings.Contains(s, k) }) && asksToPay.MatchString(s)
}

// isPartial reports whether what a page shows of its article is only its beginning.
// asked says that it asks to pay somewhere, in its text or around it.
func (f facts) isPartial(bs []block, asked bool) bool {
	n, last := 0, block{}
	for _, b := range bs {
		if !b.heading {
			n += words(b.text)
			last = b
		}
	}
	switch {
	case f.words > 0 && f.locked:
		return n*10 < f.words*8
	case f.locked && strings.HasSuffix(strings.TrimRight(last.text, " ]"), "…"), f.locked && strings.HasSuffix(last.text, "..."):
		return true
	case asked:
		return f.locked || n < 250
	}
	return f.locked && n < 120
}
