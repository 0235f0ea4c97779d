package desk

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/gazetteer"
)

func compiled(name string, own bool, ids ...recount.PlaceID) []byte {
	var es []gazetteer.Entry
	for _, id := range ids {
		es = append(es, gazetteer.Entry{Place: recount.Place{ID: id, Name: "Made Up", Level: recount.AtArea}})
	}
	return gazetteer.Compile(gazetteer.Layer{Name: name, Own: own}, es)
}

func TestLayersComeAndGoAsUnits(t *testing.T) {
	dir := t.TempDir()
	if ls, err := Layers(Places(dir)); err != nil || len(ls) != 0 {
		t.Fatalf("%v, %v", ls, err)
	}
	for _, b := range [][]byte{compiled("a-own", true, "x:1"), compiled("b", false, "x:1", "x:2"), compiled("c", false, "x:3")} {
		if replaced, err := PutLayer(dir, b); err != nil || replaced {
			t.Fatal(replaced, err)
		}
	}
	if replaced, err := PutLayer(dir, compiled("c", false, "x:4", "x:5")); err != nil || !replaced {
		t.Fatal(replaced, err)
	}
	// What a stop half-way leaves is no layer.
	if err := os.WriteFile(filepath.Join(Places(dir), ".new-1"), []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	ls, err := Layers(Places(dir))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, l := range ls {
		names = append(names, l.Name)
	}
	if !reflect.DeepEqual(names, []string{"b", "c", "a-own"}) || len(ls[1].Places()) != 2 {
		t.Errorf("layers %v", names)
	}
	if err := RemoveLayer(dir, "b"); err != nil {
		t.Error(err)
	}
	if err := RemoveLayer(dir, "b"); !errors.Is(err, recount.ErrNotFound) {
		t.Errorf("removed twice: %v", err)
	}
	if _, err := PutLayer(dir, compiled("../b", false, "x:1")); !errors.Is(err, recount.ErrInvalid) {
		t.Errorf("a name that leads elsewhere: %v", err)
	}
	if _, err := PutLayer(dir, []byte("no layer")); !errors.Is(err, recount.ErrInvalid) {
		t.Errorf("no layer: %v", err)
	}
}

func TestFocusIsKept(t *testing.T) {
	dir := t.TempDir()
	want := Focus{Countries: []string{"SY"}, Divisions: []string{"Aleppo"}}
	if err := SetFocus(dir, want); err != nil {
		t.Fatal(err)
	}
	if got, err := FocusIn(Places(dir)); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, %v", got, err)
	}
	for range 2 {
		if err := SetFocus(dir, Focus{}); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := FocusIn(Places(dir)); err != nil || got.Countries != nil {
		t.Errorf("%+v, %v", got, err)
	}
}
