package web

import (
	"fmt"
	"mime"
	"net/http"
	"strings"

	"github.com/recountlab/recount"
)

// confined is what the original of a report may do when it is shown: nothing.
// It runs no script, sends no form, loads nothing, and is a page of nobody.
const confined = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; form-action 'none'; base-uri 'none'; frame-ancestors 'self'"

// original hands out the bytes that a report was made from, as they came: pages
// and plain text to be looked at, all else, and all if that is asked for, to be
// kept as a file.
func (s *site) original(w http.ResponseWriter, q *http.Request) error {
	if s.desk == nil {
		return recount.ErrNotFound
	}
	it, err := s.r.Report(q.Context(), recount.ReportID(q.PathValue("id")))
	if err != nil {
		return err
	}
	b, err := s.desk.Archive.Get(it.Report.Raw)
	if err != nil {
		return err
	}
	sent := ""
	if cs, err := s.desk.Archive.Captures(it.Report.Raw); err == nil && len(cs) > 0 {
		sent = cs[0].Type()
	}
	if sent == "" {
		sent = http.DetectContentType(b)
	}
	kind, params, err := mime.ParseMediaType(sent)
	if err != nil {
		kind, params = "application/octet-stream", nil
	}
	h := w.Header()
	h.Set("Content-Security-Policy", confined)
	h.Set("X-Frame-Options", "SAMEORIGIN")
	h.Set("Cache-Control", "private, no-store")
	switch {
	case q.URL.Query().Has("download") || !viewable(kind):
		h.Set("Content-Type", "application/octet-stream")
		h.Set("Content-Disposition", fmt.Sprintf(`attachment; filename="%s%s"`, strings.ReplaceAll(string(it.Report.ID), ":", "-"), extension(kind)))
	case kind == "text/html" || kind == "application/xhtml+xml":
		h.Set("Content-Type", mime.FormatMediaType("text/html", params))
	default:
		h.Set("Content-Type", mime.FormatMediaType("text/plain", params))
	}
	_, err = w.Write(b)
	return err
}

// viewable reports whether a browser can show a kind of bytes as text or page.
func viewable(kind string) bool {
	return strings.HasPrefix(kind, "text/") || kind == "application/xhtml+xml" || kind == "application/json" || strings.HasSuffix(kind, "+json")
}

// extension is how files of a kind end.
func extension(kind string) string {
	switch kind {
	case "text/html", "application/xhtml+xml":
		return ".html"
	case "text/plain":
		return ".txt"
	case "application/json":
		return ".json"
	case "application/pdf":
		return ".pdf"
	}
	return ".bin"
}
