package collect

import (
	"fmt"
	"slices"
	"strings"

	"github.com/recountlab/recount"
)

// Columns says which column of a table holds what of a report: "text", "title",
// "date", "source", "url", "lang", "id". What it does not say is told by the
// usual names of columns.
type Columns map[string]string

// usual are the usual names of columns, the likelier first.
var usual = map[string][]string{
	"text":   {"text", "body", "content", "full_text", "article", "notes", "note", "narrative", "description", "event_description", "incident_description", "summary", "details", "النص", "نص", "الوصف", "وصف", "التفاصيل", "ملخص", "texte", "résumé", "текст", "описание", "texto", "descripción", "resumen"},
	"title":  {"title", "headline", "subject", "العنوان", "عنوان", "titre", "заголовок", "título", "titular"},
	"date":   {"published", "published_at", "publication_date", "pub_date", "date", "event_date", "incident_date", "date_start", "datetime", "timestamp", "التاريخ", "تاريخ", "дата", "fecha"},
	"source": {"source", "outlet", "publisher", "media", "newspaper", "المصدر", "مصدر", "источник", "fuente"},
	"url":    {"url", "link", "href", "source_url", "address", "الرابط", "رابط", "lien", "ссылка", "enlace"},
	"lang":   {"lang", "language", "اللغة", "langue", "язык", "idioma"},
	"id":     {"id", "event_id_cnty", "event_id", "incident_id", "incident_code", "code", "ref", "reference", "الرقم", "رقم"},
}

// fields are what a column may hold, in the order in which they are told.
var fields = []string{"text", "title", "date", "source", "url", "lang", "id"}

// ReadColumns reads what somebody says of columns: "text=notes,date=event_date".
func ReadColumns(s string) (Columns, error) {
	if strings.TrimSpace(s) == "" {
		return nil, nil
	}
	c := Columns{}
	for pair := range strings.SplitSeq(s, ",") {
		field, column, ok := strings.Cut(pair, "=")
		field, column = strings.ToLower(strings.TrimSpace(field)), strings.TrimSpace(column)
		if !ok || column == "" || !slices.Contains(fields, field) {
			return nil, fmt.Errorf("columns %q: want FIELD=COLUMN, FIELD one of %s, such as text=notes,date=event_date: %w", pair, strings.Join(fields, ", "), recount.ErrInvalid)
		}
		c[field] = column
	}
	return c, nil
}

// columnName is the name of a column as names are compared.
func columnName(s string) string {
	return strings.Trim(strings.Join(strings.FieldsFunc(strings.ToLower(tidy(s)), func(r rune) bool { return r == ' ' || r == '_' || r == '-' || r == '\n' || r == '\t' }), "_"), "_")
}

// in finds the columns of a table by their names. That a named one is missing
// is an error; that none holds text is for the caller to say.
func (c Columns) in(header []string) (map[string]int, error) {
	at := map[string]int{}
	names := make([]string, len(header))
	for i, h := range header {
		names[i] = columnName(h)
	}
	for _, field := range fields {
		if own, ok := c[field]; ok {
			i := slices.Index(names, columnName(own))
			if i < 0 {
				return nil, fmt.Errorf("no column %q", own)
			}
			at[field] = i
			continue
		}
		for _, name := range usual[field] {
			if i := slices.Index(names, name); i >= 0 {
				at[field] = i
				break
			}
		}
	}
	return at, nil
}
