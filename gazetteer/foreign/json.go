package foreign

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/recountlab/recount"
)

// An object is a JSON object whose values are not yet read.
type object map[string]json.RawMessage

// text returns a value that is a string or a number as a string, "" for
// anything else.
func (o object) text(key string) string {
	raw := o[key]
	if len(raw) == 0 {
		return ""
	}
	if raw[0] == '"' {
		var s string
		if json.Unmarshal(raw, &s) == nil {
			return s
		}
		return ""
	}
	var n json.Number
	if json.Unmarshal(raw, &n) == nil {
		return n.String()
	}
	return ""
}

// number returns a value that is a number, or a string of one.
func (o object) number(key string) (float64, bool) {
	f, err := json.Number(o.text(key)).Float64()
	return f, err == nil
}

// texts returns a value that is a list of strings.
func (o object) texts(key string) []string {
	var out []string
	if json.Unmarshal(o[key], &out) != nil {
		return nil
	}
	return out
}

// object returns a value that is an object, empty if it is none.
func (o object) object(key string) object {
	var out object
	if json.Unmarshal(o[key], &out) != nil {
		return nil
	}
	return out
}

// objects hands each object of a stream to f: those in the list that one of
// its objects has under the name inner, or the objects of a list, or else the
// objects themselves, one after the other. rest sees what else an object with
// such a list says.
func (im *importer) objects(b *bufio.Reader, in *stream, inner string, rest func(object), f func(object) error) error {
	in.fresh(maxFeature)
	d := json.NewDecoder(b)
	n := 0
	one := func(o object) error {
		in.fresh(maxFeature)
		n++
		if err := im.step(n); err != nil {
			return err
		}
		if o == nil {
			im.skip("no object")
			return nil
		}
		return f(o)
	}
	list := func() error {
		for d.More() {
			var o object
			if err := decode(d, &o); err != nil {
				return err
			}
			if err := one(o); err != nil {
				return err
			}
		}
		_, err := d.Token()
		return broken(err)
	}
	for {
		t, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return broken(err)
		}
		if t == json.Delim('[') {
			if err := list(); err != nil {
				return err
			}
			continue
		}
		if t != json.Delim('{') {
			return fmt.Errorf("JSON, but no object: %w", recount.ErrInvalid)
		}
		outer, listed := object{}, false
		for d.More() {
			key, err := d.Token()
			if err != nil {
				return broken(err)
			}
			name, _ := key.(string)
			if name != inner {
				var raw json.RawMessage
				if err := d.Decode(&raw); err != nil {
					return broken(err)
				}
				if len(outer) < 100 {
					outer[name] = raw
				}
				continue
			}
			if t, err := d.Token(); err != nil || t != json.Delim('[') {
				return fmt.Errorf("%s is no list: %w", inner, recount.ErrInvalid)
			}
			listed = true
			if err := list(); err != nil {
				return err
			}
		}
		if _, err := d.Token(); err != nil {
			return broken(err)
		}
		if listed {
			rest(outer)
		} else if err := one(outer); err != nil {
			return err
		}
	}
}

// decode reads an object; of anything else in its place nothing is left.
func decode(d *json.Decoder, o *object) error {
	err := d.Decode(o)
	var other *json.UnmarshalTypeError
	if errors.As(err, &other) {
		*o = nil
		return nil
	}
	return broken(err)
}

func broken(err error) error {
	if err == nil || errors.Is(err, recount.ErrInvalid) {
		return err
	}
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return fmt.Errorf("broken JSON: %w: %w", err, recount.ErrInvalid)
	}
	return err
}
