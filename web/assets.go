package web

import (
	"compress/gzip"
	"embed"
	"encoding/hex"
	"io"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"
	"sync"

	"github.com/recountlab/recount"
)

//go:embed assets
var assetFiles embed.FS

// types of files that systems disagree about.
var types = map[string]string{".mjs": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".json": "application/json",
	".geojson": "application/geo+json", ".woff2": "font/woff2", ".svg": "image/svg+xml"}

// assets serves the embedded files under /assets/, each known by its digest.
func assets() http.Handler {
	tags := map[string]string{}
	err := fs.WalkDir(assetFiles, "assets", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := assetFiles.ReadFile(name)
		if err != nil {
			return err
		}
		sum := recount.Sum(b)
		tags["/"+name] = `"` + hex.EncodeToString(sum[:12]) + `"`
		return nil
	})
	if err != nil {
		panic(err) // the files are part of the program
	}
	files := http.FileServerFS(assetFiles)
	return http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		tag, ok := tags[path.Clean(q.URL.Path)]
		if !ok || strings.HasSuffix(q.URL.Path, ".go") {
			http.NotFound(w, q)
			return
		}
		ext := path.Ext(q.URL.Path)
		if t := types[ext]; t != "" {
			w.Header().Set("Content-Type", t)
		} else if t := mime.TypeByExtension(ext); t != "" {
			w.Header().Set("Content-Type", t)
		}
		w.Header().Set("ETag", tag)
		w.Header().Set("Cache-Control", "public, no-cache")
		files.ServeHTTP(w, q)
	})
}

// squeeze compresses text for those who accept it.
func squeeze(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		w.Header().Add("Vary", "Accept-Encoding")
		if !strings.Contains(q.Header.Get("Accept-Encoding"), "gzip") || q.Header.Get("Range") != "" || q.Method == http.MethodHead {
			next.ServeHTTP(w, q)
			return
		}
		z := &squeezed{ResponseWriter: w}
		defer z.close()
		next.ServeHTTP(z, q)
	})
}

// squeezers are kept to be used again: a new one takes 800 kB.
var squeezers = sync.Pool{New: func() any { return gzip.NewWriter(nil) }}

type squeezed struct {
	http.ResponseWriter
	gz    *gzip.Writer
	begun bool
}

func (z *squeezed) WriteHeader(status int) {
	if !z.begun {
		z.begun = true
		t := z.Header().Get("Content-Type")
		if status == http.StatusOK && (strings.HasPrefix(t, "text/") || strings.Contains(t, "json") || strings.Contains(t, "svg")) {
			z.Header().Del("Content-Length")
			z.Header().Set("Content-Encoding", "gzip")
			z.gz = squeezers.Get().(*gzip.Writer)
			z.gz.Reset(z.ResponseWriter)
		}
	}
	z.ResponseWriter.WriteHeader(status)
}

func (z *squeezed) Write(b []byte) (int, error) {
	if !z.begun {
		z.WriteHeader(http.StatusOK)
	}
	var w io.Writer = z.ResponseWriter
	if z.gz != nil {
		w = z.gz
	}
	return w.Write(b)
}

func (z *squeezed) close() {
	if z.gz != nil {
		z.gz.Close() // the reader may have gone; there is nobody to tell
		squeezers.Put(z.gz)
	}
}
