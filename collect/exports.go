package collect

import (
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// exportFiles are the names of files that make a folder the export of a
// messenger, the form that says most first.
var exportFiles = []string{"result.json", "messages*.html", "chats/*/messages*.html", "_chat.txt", "WhatsApp Chat *.txt"}

// Export returns the files to read of a folder that is the export of a
// messenger: what else lies in it is their media, and what draws their pages.
// Of a folder that is none it returns nothing.
func Export(dir fs.FS) []string {
	for _, pattern := range exportFiles {
		names, _ := fs.Glob(dir, pattern) // the patterns are sound
		names = slices.DeleteFunc(names, func(name string) bool { return !exported(dir, name) })
		if len(names) > 0 {
			return names
		}
	}
	return nil
}

// exported reports whether a file is what its name says.
func exported(dir fs.FS, name string) bool {
	f, err := dir.Open(name)
	if err != nil {
		return false
	}
	defer f.Close()
	head, err := io.ReadAll(io.LimitReader(f, opening))
	return err == nil && (holdsTelegram(head) || holdsTelegramPage(head) || holdsWhatsApp(head))
}

// beside reports which files of a ZIP only belong to an export in it.
func beside(z fs.FS, names []string) func(name string) bool {
	read := map[string][]string{} // by the folder of an export
	for _, name := range names {
		dir := path.Dir(name)
		if _, done := read[dir]; done || !slices.ContainsFunc(exportFiles, func(p string) bool { ok, _ := path.Match(p, path.Base(name)); return ok }) {
			continue
		}
		if sub, err := fs.Sub(z, dir); err == nil {
			read[dir] = Export(sub)
		}
	}
	return func(name string) bool {
		for dir := path.Dir(name); ; dir = path.Dir(dir) {
			if files := read[dir]; len(files) > 0 {
				return !slices.Contains(files, strings.TrimPrefix(strings.TrimPrefix(name, dir), "/"))
			}
			if dir == "." || dir == "/" {
				return false
			}
		}
	}
}
