package gazetteer

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/recountlab/recount"
)

// A Layer says where the places of an overlay come from. Its places come and
// go together.
type Layer struct {
	Name    string         `json:"name"`
	Format  string         `json:"format"`            // the form it was read from
	Licence string         `json:"licence,omitempty"` // under which the places may be used and passed on
	Version string         `json:"version,omitempty"` // of the data, as the data says it; often a day
	Files   []LayerFile    `json:"files,omitempty"`
	At      time.Time      `json:"at,omitzero"` // when it was imported
	By      string         `json:"by,omitempty"`
	Read    int            `json:"read"`              // rows and features looked at
	Kept    int            `json:"kept"`              // places
	Names   int            `json:"names"`             // of the places, all together
	Skipped map[string]int `json:"skipped,omitempty"` // rows passed over, by the reason
	// Own is set of a list that its users made name by name. What it names is
	// meant where its name is read; a list of everything is not so trusted.
	Own bool `json:"own,omitempty"`
}

// A LayerFile is a file that a layer was read from.
type LayerFile struct {
	Name   string `json:"name"`
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"`
}

// An Overlay is a layer of places to be laid over the bundle. It is columns
// over one block of bytes, so that opening it costs little, and never changes.
type Overlay struct {
	Layer
	n      int
	lat    []byte // i32, 1e-7 degrees
	lon    []byte
	people []byte // u32
	reach  []byte // u32, metres
	class  []byte
	level  []byte
	names  []byte // how many, at most 255
	nation []byte // two letters
	admin  []byte // u32 into admins
	at     []byte // u32, where the record's words begin in pool
	approx []byte
	pool   []byte
	exact  hashes
	bones  hashes
	ids    hashes
	admins []string // country, a zero byte, name of the division
	levels []recount.Precision
}

const layerMagic = "RCLY1\n"

// hashes are pairs of a hash and a row, sorted.
type hashes []byte // u32 row, u32 hash

func (h hashes) len() int { return len(h) / 8 }

func (h hashes) pair(i int) uint64 { return binary.LittleEndian.Uint64(h[8*i:]) }

// each yields the rows filed under a hash.
func (h hashes) each(want uint32) func(func(int) bool) {
	return func(yield func(int) bool) {
		a, b := 0, h.len()
		for a < b {
			if m := int(uint(a+b) >> 1); uint32(h.pair(m)>>32) < want {
				a = m + 1
			} else {
				b = m
			}
		}
		for ; a < h.len() && uint32(h.pair(a)>>32) == want; a++ {
			if !yield(int(uint32(h.pair(a)))) {
				return
			}
		}
	}
}

// has reports whether any row is filed under a hash.
func (h hashes) has(want uint32) bool {
	for range h.each(want) {
		return true
	}
	return false
}

func packHashes(list []uint64) []byte {
	slices.Sort(list)
	out := make([]byte, 0, 8*len(list))
	for i, v := range list {
		if i == 0 || v != list[i-1] {
			out = binary.LittleEndian.AppendUint64(out, v)
		}
	}
	return out
}

const longestWord = 250 // bytes of a name or an identifier

// Compile writes a layer and its entries as [OpenLayer] reads them. The same
// arguments give the same bytes.
func Compile(l Layer, entries []Entry) []byte {
	put := binary.LittleEndian
	var col [11][]byte
	var pool, buf []byte
	var exact, bones, ids []uint64
	admins, adminOf := []string{""}, map[string]int{"": 0}
	levels := levelNames()
	l.Names = 0
	words := func(list ...string) {
		pool = binary.AppendUvarint(pool, uint64(len(list)))
		for _, s := range list {
			s = short(s)
			pool = binary.AppendUvarint(pool, uint64(len(s)))
			pool = append(pool, s...)
		}
	}
	for i, e := range entries {
		names := append([]string{e.Name}, e.Names...)
		names = names[:min(len(names), 255)]
		l.Names += len(names)
		admin := ""
		if e.Admin1 != "" {
			admin = e.Country + "\x00" + strings.ReplaceAll(e.Admin1, "\n", " ")
		}
		n, ok := adminOf[admin]
		if !ok {
			n = len(admins)
			adminOf[admin] = n
			admins = append(admins, admin)
		}
		col[0] = put.AppendUint32(col[0], uint32(int32(math.Round(e.Point.Lat*1e7))))
		col[1] = put.AppendUint32(col[1], uint32(int32(math.Round(e.Point.Lon*1e7))))
		col[2] = put.AppendUint32(col[2], uint32(max(0, min(e.People, math.MaxUint32))))
		col[3] = put.AppendUint32(col[3], uint32(math.Round(max(0, min(e.Reach, 2e7)))))
		col[4] = append(col[4], byte(e.Class))
		col[5] = append(col[5], byte(indexOf(levels, e.Level)))
		col[6] = append(col[6], byte(len(names)))
		col[7] = append(col[7], (e.Country + "  ")[:2]...)
		col[8] = put.AppendUint32(col[8], uint32(n))
		col[9] = put.AppendUint32(col[9], uint32(len(pool)))
		approx := byte(0)
		if e.Approx {
			approx = 1
		}
		col[10] = append(col[10], approx)
		own := []string{string(e.ID)}
		for _, s := range e.Same {
			own = append(own, string(s))
		}
		for _, id := range own {
			ids = append(ids, uint64(hash([]byte(short(id))))<<32|uint64(i))
		}
		within := make([]string, len(e.Within))
		for k, up := range e.Within {
			within[k] = string(up)
		}
		words(own...)
		words(names...)
		words(within...)
		words(e.Zone, e.Source)
		for _, name := range names {
			name = short(name)
			if buf = appendFold(buf[:0], name); len(buf) > 0 {
				exact = append(exact, uint64(hash(buf))<<32|uint64(i))
			}
			for _, s := range soundKeys(name, true, true) {
				bones = append(bones, uint64(hash([]byte(s)))<<32|uint64(i))
			}
		}
	}
	head, err := json.Marshal(l)
	if err != nil {
		panic(err) // strings and numbers
	}
	out := []byte(layerMagic)
	for _, b := range append([][]byte{head}, append(col[:], pool, packHashes(exact), packHashes(bones), packHashes(ids), []byte(strings.Join(admins, "\n")))...) {
		out = put.AppendUint32(out, uint32(len(b)))
		out = append(out, b...)
	}
	return out
}

func short(s string) string {
	if len(s) > longestWord {
		s = s[:longestWord]
	}
	return strings.ToValidUTF8(s, "")
}

// OpenLayer opens what [Compile] wrote and keeps b. It returns ErrInvalid for
// bytes that are no layer of this version.
func OpenLayer(b []byte) (*Overlay, error) {
	bad := func(what string) error { return fmt.Errorf("layer: %s: %w", what, recount.ErrInvalid) }
	if !bytes.HasPrefix(b, []byte(layerMagic)) {
		return nil, bad("not of this version")
	}
	b = b[len(layerMagic):]
	o := &Overlay{levels: levelNames()}
	var head, exact, bones, ids, admins []byte
	for _, f := range []*[]byte{&head, &o.lat, &o.lon, &o.people, &o.reach, &o.class, &o.level, &o.names, &o.nation, &o.admin, &o.at, &o.approx, &o.pool, &exact, &bones, &ids, &admins} {
		if len(b) < 4 || uint64(len(b)-4) < uint64(binary.LittleEndian.Uint32(b)) {
			return nil, bad("cut short")
		}
		n := int(binary.LittleEndian.Uint32(b))
		*f, b = b[4:4+n:4+n], b[4+n:]
	}
	if err := json.Unmarshal(head, &o.Layer); err != nil {
		return nil, bad("its head is not JSON")
	}
	o.n, o.exact, o.bones, o.ids, o.admins = len(o.class), exact, bones, ids, strings.Split(string(admins), "\n")
	for _, c := range []struct {
		b     []byte
		width int
	}{{o.lat, 4}, {o.lon, 4}, {o.people, 4}, {o.reach, 4}, {o.level, 1}, {o.names, 1}, {o.nation, 2}, {o.admin, 4}, {o.at, 4}, {o.approx, 1}} {
		if len(c.b) != c.width*o.n {
			return nil, bad("columns of unlike length")
		}
	}
	for i := range o.n {
		if int(le32(o.admin, i)) >= len(o.admins) || int(le32(o.at, i)) > len(o.pool) || int(o.level[i]) >= len(o.levels) || Class(o.class[i]) > District {
			return nil, bad("a row points outside")
		}
	}
	for _, h := range []hashes{o.exact, o.bones, o.ids} {
		if len(h)%8 != 0 {
			return nil, bad("keys of unlike length")
		}
		for i := range h.len() {
			if int(uint32(h.pair(i))) >= o.n {
				return nil, bad("a key points outside")
			}
		}
	}
	return o, nil
}

// A reel yields the words of a record, list by list. Bytes that are no words
// give none.
type reel struct{ b []byte }

func (o *Overlay) reel(i int) reel { return reel{o.pool[le32(o.at, i):]} }

func (r *reel) uint() int {
	n, k := binary.Uvarint(r.b)
	if k <= 0 || n > uint64(len(r.b)) {
		r.b = nil
		return 0
	}
	r.b = r.b[k:]
	return int(n)
}

func (r *reel) word() []byte {
	n := min(r.uint(), len(r.b))
	w := r.b[:n]
	r.b = r.b[n:]
	return w
}

func (r *reel) skip() {
	for range r.uint() {
		r.word()
	}
}

// row returns the row with an identifier, its own or another list's, or -1.
func (o *Overlay) row(id recount.PlaceID) int {
	for i := range o.ids.each(hash([]byte(id))) {
		r := o.reel(i)
		for range r.uint() {
			if string(r.word()) == string(id) {
				return i
			}
		}
	}
	return -1
}

// tier says whether a row has a name with the exact key: 1 for its first
// name, 2 for another, 0 for none.
func (o *Overlay) tier(i int, key []byte, buf *[]byte) uint8 {
	r := o.reel(i)
	r.skip()
	for k := range r.uint() {
		if *buf = appendFold((*buf)[:0], string(r.word())); bytes.Equal(*buf, key) {
			return uint8(min(2, k+1))
		}
	}
	return 0
}

// eachName yields the names of a row, its first name first.
func (o *Overlay) eachName(i int, yield func(string) bool) {
	r := o.reel(i)
	r.skip()
	for range r.uint() {
		if !yield(string(r.word())) {
			return
		}
	}
}

func (o *Overlay) point(i int) recount.LatLon {
	return recount.LatLon{Lat: float64(int32(le32(o.lat, i))) / 1e7, Lon: float64(int32(le32(o.lon, i))) / 1e7}
}

func (o *Overlay) cc(i int) string {
	return strings.TrimSpace(string(o.nation[2*i : 2*i+2]))
}

// place builds the whole entry of a row.
func (o *Overlay) place(i int) recount.Place {
	p := recount.Place{Point: o.point(i), Reach: float64(le32(o.reach, i)), Level: o.levels[o.level[i]], Country: o.cc(i), People: int(le32(o.people, i)), Layer: o.Name, Approx: o.approx[i] != 0}
	_, p.Admin1, _ = strings.Cut(o.admins[le32(o.admin, i)], "\x00")
	r := o.reel(i)
	for k := range r.uint() {
		if id := recount.PlaceID(r.word()); k == 0 {
			p.ID = id
		} else {
			p.Same = append(p.Same, id)
		}
	}
	for k := range r.uint() {
		if n := string(r.word()); k == 0 {
			p.Name = n
		} else {
			p.Names = append(p.Names, n)
		}
	}
	for range r.uint() {
		p.Within = append(p.Within, recount.PlaceID(r.word()))
	}
	if r.uint() == 2 {
		p.Zone, p.Source = string(r.word()), string(r.word())
	}
	return p
}

// Places returns the overlay's entries in the order they were compiled.
func (o *Overlay) Places() []recount.Place {
	out := make([]recount.Place, o.n)
	for i := range out {
		out[i] = o.place(i)
	}
	return out
}

// CheckLayerName returns ErrInvalid for a name that a layer cannot bear: it
// names a file as well.
func CheckLayerName(name string) error {
	if name == "" || len(name) > 60 || strings.ContainsFunc(name, func(r rune) bool {
		return r != '-' && r != '_' && r != '.' && (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z')
	}) || name[0] == '.' || name[0] == '-' {
		return fmt.Errorf("layer %q: a name is letters, digits, hyphens and points: %w", name, recount.ErrInvalid)
	}
	return nil
}
