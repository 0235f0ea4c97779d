package desk

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/gazetteer"
)

// Layers of places and the focus are no evidence and no judgement: they are
// kept beside the database as the packs are beside the program, a file each,
// and a file is there whole or not at all.

const (
	layerExt  = ".layer"
	focusFile = "focus.json"
)

// A Focus is what a casebook is about. It weighs in where a name could mean
// several places, and shuts nothing out.
type Focus struct {
	Countries []string `json:"countries,omitempty"` // two-letter codes
	Divisions []string `json:"divisions,omitempty"` // names of first-order divisions of theirs
}

// PutLayer keeps a compiled layer in the casebook in dir, in the place of the
// one of its name, and reports whether there was one. A stop half-way leaves
// the one that was.
func PutLayer(dir string, compiled []byte) (replaced bool, err error) {
	o, err := gazetteer.OpenLayer(compiled)
	if err != nil {
		return false, err
	}
	if err := gazetteer.CheckLayerName(o.Name); err != nil {
		return false, err
	}
	path := filepath.Join(Places(dir), o.Name+layerExt)
	_, err = os.Stat(path)
	return err == nil, put(path, compiled)
}

// RemoveLayer takes a layer and all its places out of the casebook in dir.
func RemoveLayer(dir, name string) error {
	if err := gazetteer.CheckLayerName(name); err != nil {
		return err
	}
	err := os.Remove(filepath.Join(Places(dir), name+layerExt))
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("layer %s: %w", name, recount.ErrNotFound)
	}
	return err
}

// Layers opens the layers in a folder of places: those of everything before
// those of the user's own, which so lie above, each in the order of names. A
// folder that is not there has none.
func Layers(places string) ([]*gazetteer.Overlay, error) {
	list, err := os.ReadDir(places)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("places: %w", err)
	}
	var out []*gazetteer.Overlay
	for _, e := range list {
		if e.IsDir() || filepath.Ext(e.Name()) != layerExt || strings.HasPrefix(e.Name(), ".") {
			continue
		}
		b, err := os.ReadFile(filepath.Join(places, e.Name()))
		if err != nil {
			return nil, fmt.Errorf("places: %w", err)
		}
		o, err := gazetteer.OpenLayer(b)
		if err != nil {
			return nil, fmt.Errorf("places: %s: %w; import it again", e.Name(), err)
		}
		out = append(out, o)
	}
	slices.SortStableFunc(out, func(a, b *gazetteer.Overlay) int {
		switch {
		case a.Own == b.Own:
			return 0
		case b.Own:
			return -1
		}
		return 1
	})
	return out, nil
}

// FocusIn returns the focus kept in a folder of places, empty if none is.
func FocusIn(places string) (Focus, error) {
	var f Focus
	b, err := os.ReadFile(filepath.Join(places, focusFile))
	if errors.Is(err, fs.ErrNotExist) {
		return f, nil
	}
	if err != nil {
		return f, fmt.Errorf("focus: %w", err)
	}
	if err := json.Unmarshal(b, &f); err != nil {
		return f, fmt.Errorf("focus: %s: %v: %w", focusFile, err, recount.ErrInvalid)
	}
	return f, nil
}

// SetFocus keeps the focus of the casebook in dir; an empty one is none.
func SetFocus(dir string, f Focus) error {
	path := filepath.Join(Places(dir), focusFile)
	if len(f.Countries) == 0 && len(f.Divisions) == 0 {
		if err := os.Remove(path); !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		return nil
	}
	b, err := json.MarshalIndent(f, "", "  ")
	if err != nil {
		return err
	}
	return put(path, append(b, '\n'))
}

// put writes a file that is there whole or not at all.
func put(path string, b []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".new-*")
	if err != nil {
		return err
	}
	_, err = f.Write(b)
	if err = errors.Join(err, f.Sync(), f.Close()); err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return nil
}
