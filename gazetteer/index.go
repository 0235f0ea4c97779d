package gazetteer

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"encoding/binary"
	"fmt"
	"io"
	"sort"
	"strconv"
	"strings"

	"github.com/recountlab/recount"
)

//go:embed index.gz
var packed []byte

// A Class is what kind of thing an entry is.
type Class uint8

const (
	Town     Class = iota // populated place
	Capital               // of a country
	Seat                  // of a first-order division
	Seat2                 // of a lower division
	Quarter               // section of a town
	Gone                  // historical, abandoned or destroyed
	Province              // first-order division
	Country
	Region   // zone that belongs to no one division
	District // second-order division
)

// String names the class.
func (c Class) String() string {
	return [...]string{"town", "capital", "seat", "seat", "quarter", "gone", "province", "country", "region", "district", "unknown"}[min(c, District+1)]
}

// An Entry is one row of the index as a builder hands it to Encode.
type Entry struct {
	recount.Place
	Class Class
}

// The namespaces of identifiers, in the order of the records.
var spaces = []string{"gn:", "cj:", "ne:", "iso:", "rg:", "a2:", "hw:"}

const magic = "RCGZ2\n"

// index is the decoded bundle: columns over one block of bytes, never changed.
type index struct {
	n       int
	id      []byte // u32
	space   []byte
	class   []byte
	names   []byte // how many
	level   []byte
	nameAt  []byte // u32
	lat     []byte // i32, 1e-5 degrees
	lon     []byte
	people  []byte // u32
	country []byte // two letters
	admin   []byte // u16 into admins, 0 for none
	zone    []byte // u16 into zones
	reach   []byte // u16, 100 m
	pool    []byte
	exact   keys
	bones   keys
	admins  []admin
	zones   []string
	levels  []recount.Precision
}

type admin struct {
	name string
	id   recount.PlaceID
}

// keys are hashes sorted and cut into 65536 buckets by their upper half.
type keys struct {
	bucket []byte   // 65537 × u32
	low    []byte   // u16 each
	place  []byte   // u24 each
	some   []uint64 // a bit for each hash there is, by its first sieveBits: most that are not there are told at once
}

const sieveBits = 23

// sieve sets the bits of some.
func (k *keys) sieve() {
	k.some = make([]uint64, 1<<(sieveBits-6))
	for h := range 1 << 16 {
		for i := int(le32(k.bucket, h)); i < int(le32(k.bucket, h+1)); i++ {
			n := (uint32(h)<<16 | uint32(le16(k.low, i))) >> (32 - sieveBits)
			k.some[n>>6] |= 1 << (n & 63)
		}
	}
}

// has reports whether there may be keys of a hash.
func (k *keys) has(h uint32) bool {
	if n := h >> (32 - sieveBits); k.some[n>>6]>>(n&63)&1 == 0 {
		return false
	}
	a, e := k.find(h)
	return a < e
}

func (k *keys) find(h uint32) (int, int) {
	a, b := int(le32(k.bucket, int(h>>16))), int(le32(k.bucket, int(h>>16)+1))
	want := uint16(h)
	for a < b && le16(k.low, a) < want {
		a++
	}
	e := a
	for e < b && le16(k.low, e) == want {
		e++
	}
	return a, e
}

func (k *keys) at(i int) int {
	p := k.place[3*i : 3*i+3]
	return int(p[0]) | int(p[1])<<8 | int(p[2])<<16
}

func le32(b []byte, i int) uint32 { return binary.LittleEndian.Uint32(b[4*i:]) }
func le16(b []byte, i int) uint16 { return binary.LittleEndian.Uint16(b[2*i:]) }

// Encode writes entries as an index, uncompressed. Spelled says for
// which entries keys of sound are written: skeletons for places named in Arabic
// letters, keys for those named in Cyrillic ones. The order of entries does not
// matter.
func Encode(w io.Writer, entries []Entry, spelled func(Entry) (arabic, cyrillic bool)) error {
	type row struct {
		Entry
		key uint64
	}
	rows := make([]row, 0, len(entries))
	for _, e := range entries {
		k, ok := idKey(e.ID)
		if !ok {
			return fmt.Errorf("entry %q: id: %w", e.ID, recount.ErrInvalid)
		}
		rows = append(rows, row{e, k})
	}
	sort.SliceStable(rows, func(i, j int) bool { return rows[i].key < rows[j].key })
	var (
		col    [13][]byte
		pool   []byte
		zones  = []string{""}
		zoneOf = map[string]int{"": 0}
		admins = []string{""}
		admOf  = map[string]int{"": 0}
		levels = levelNames()
		ex, bo []uint64
		buf    []byte
	)
	intern := func(s string, list *[]string, of map[string]int) uint16 {
		n, ok := of[s]
		if !ok {
			n = len(*list)
			of[s] = n
			*list = append(*list, s)
		}
		return uint16(n)
	}
	for i, r := range rows {
		if i > 0 && rows[i-1].key == r.key {
			return fmt.Errorf("entry %s twice: %w", r.ID, recount.ErrInvalid)
		}
		names := append([]string{r.Name}, r.Names...)
		if len(names) > 255 {
			names = names[:255]
		}
		adm := ""
		if r.Admin1 != "" {
			if r.Class == Province {
				adm = r.Admin1 + "\x00" + string(r.ID)
			} else if len(r.Within) > 0 {
				adm = r.Admin1 + "\x00" + string(r.Within[0])
			} else {
				adm = r.Admin1 + "\x00"
			}
		}
		cc := (r.Country + "  ")[:2]
		put := binary.LittleEndian
		col[0] = put.AppendUint32(col[0], uint32(r.key))
		col[1] = append(col[1], byte(r.key>>32))
		col[2] = append(col[2], byte(r.Class))
		col[3] = append(col[3], byte(len(names)))
		col[4] = append(col[4], byte(indexOf(levels, r.Level)))
		col[5] = put.AppendUint32(col[5], uint32(len(pool)))
		col[6] = put.AppendUint32(col[6], uint32(int32(round5(r.Point.Lat))))
		col[7] = put.AppendUint32(col[7], uint32(int32(round5(r.Point.Lon))))
		col[8] = put.AppendUint32(col[8], uint32(r.People))
		col[9] = append(col[9], cc...)
		col[10] = put.AppendUint16(col[10], intern(adm, &admins, admOf))
		col[11] = put.AppendUint16(col[11], intern(r.Zone, &zones, zoneOf))
		col[12] = put.AppendUint16(col[12], uint16(min(65535, r.Reach/100)))
		seen := map[string]bool{}
		ar, cy := spelled(r.Entry)
		for _, n := range names {
			if len(n) > 250 {
				n = strings.ToValidUTF8(n[:250], "")
			}
			pool = append(pool, byte(len(n)))
			pool = append(pool, n...)
			buf = appendFold(buf[:0], n)
			if len(buf) > 0 && !seen[string(buf)] {
				seen[string(buf)] = true
				ex = append(ex, uint64(hash(buf))<<32|uint64(i))
			}
			for _, k := range soundKeys(n, ar, cy) {
				if !seen["\x00"+k] {
					seen["\x00"+k] = true
					bo = append(bo, uint64(hash([]byte(k)))<<32|uint64(i))
				}
			}
		}
	}
	if len(zones) > 65535 || len(admins) > 65535 || len(rows) >= 1<<24 {
		return fmt.Errorf("%d entries, %d zones, %d divisions: too many: %w", len(rows), len(zones), len(admins), recount.ErrInvalid)
	}
	out := bytes.NewBufferString(magic)
	block := func(b []byte) {
		out.Write(binary.LittleEndian.AppendUint32(nil, uint32(len(b))))
		out.Write(b)
	}
	for _, c := range col {
		block(c)
	}
	block(pool)
	for _, list := range [][]uint64{ex, bo} {
		k := packKeys(list)
		block(k.bucket)
		block(k.low)
		block(k.place)
	}
	block([]byte(strings.Join(admins, "\n")))
	block([]byte(strings.Join(zones, "\n")))
	_, err := w.Write(out.Bytes())
	return err
}

// soundKeys are the keys of sound of a name that are worth filing.
func soundKeys(name string, arabic, cyrillic bool) []string {
	var out []string
	if arabic {
		for _, s := range Skeletons(name) {
			if len(s) > 2 {
				out = append(out, s)
			}
		}
	}
	if cyrillic {
		if _, k := slavic(name); len(k) > 4 {
			out = append(out, slavicKey(k))
		}
	}
	return out
}

func packKeys(list []uint64) keys {
	sort.Slice(list, func(i, j int) bool { return list[i] < list[j] })
	var k keys
	counts := make([]uint32, 65537)
	for _, v := range list {
		h := uint32(v >> 32)
		counts[h>>16+1]++
		k.low = binary.LittleEndian.AppendUint16(k.low, uint16(h))
		k.place = append(k.place, byte(v), byte(v>>8), byte(v>>16))
	}
	for i := 1; i < len(counts); i++ {
		counts[i] += counts[i-1]
	}
	for _, c := range counts {
		k.bucket = binary.LittleEndian.AppendUint32(k.bucket, c)
	}
	return k
}

func round5(f float64) int64 {
	if f < 0 {
		return int64(f*1e5 - 0.5)
	}
	return int64(f*1e5 + 0.5)
}

func levelNames() []recount.Precision {
	return []recount.Precision{recount.NoPlace, recount.AtSite, recount.AtArea, recount.AtTown, recount.Near, recount.AtSubdistrict, recount.AtDistrict, recount.AtProvince, recount.AtZone, recount.AtCountry}
}

func indexOf(l []recount.Precision, p recount.Precision) int {
	for i, x := range l {
		if x == p {
			return i
		}
	}
	return 0
}

// idKey turns an identifier into its place in the order of records.
func idKey(id recount.PlaceID) (uint64, bool) {
	for s, prefix := range spaces {
		rest, ok := strings.CutPrefix(string(id), prefix)
		if !ok {
			continue
		}
		switch prefix {
		case "gn:", "ne:":
			n, err := strconv.ParseUint(rest, 10, 32)
			return uint64(s)<<32 | n, err == nil
		case "cj:", "a2:", "hw:":
			n, err := strconv.ParseUint(rest, 16, 32)
			return uint64(s)<<32 | n, err == nil
		case "iso:":
			if len(rest) != 2 {
				return 0, false
			}
			return uint64(s)<<32 | uint64(rest[0])<<8 | uint64(rest[1]), true
		default:
			return uint64(s)<<32 | uint64(hash([]byte(rest))), rest != ""
		}
	}
	return 0, false
}

// open unpacks and checks a compressed index.
func open(gz []byte) (*index, error) {
	z, err := gzip.NewReader(bytes.NewReader(gz))
	if err != nil {
		return nil, fmt.Errorf("gazetteer index: %w", err)
	}
	size := 0
	if len(gz) > 4 {
		size = int(binary.LittleEndian.Uint32(gz[len(gz)-4:]))
	}
	raw := bytes.NewBuffer(make([]byte, 0, min(size, 64<<20)+bytes.MinRead))
	if _, err := raw.ReadFrom(z); err != nil {
		return nil, fmt.Errorf("gazetteer index: %w", err)
	}
	b := raw.Bytes()
	if !bytes.HasPrefix(b, []byte(magic)) {
		return nil, fmt.Errorf("gazetteer index: not of this version: %w", recount.ErrInvalid)
	}
	b = b[len(magic):]
	x := &index{levels: levelNames()}
	var admins, zones []byte
	for _, f := range []*[]byte{&x.id, &x.space, &x.class, &x.names, &x.level, &x.nameAt, &x.lat, &x.lon, &x.people, &x.country, &x.admin, &x.zone, &x.reach,
		&x.pool, &x.exact.bucket, &x.exact.low, &x.exact.place, &x.bones.bucket, &x.bones.low, &x.bones.place, &admins, &zones} {
		if len(b) < 4 || uint64(len(b)-4) < uint64(binary.LittleEndian.Uint32(b)) {
			return nil, fmt.Errorf("gazetteer index: cut short: %w", recount.ErrInvalid)
		}
		n := int(binary.LittleEndian.Uint32(b))
		*f, b = b[4:4+n:4+n], b[4+n:]
	}
	x.n = len(x.space)
	x.exact.sieve()
	x.zones = strings.Split(string(zones), "\n")
	for _, a := range strings.Split(string(admins), "\n") {
		name, id, _ := strings.Cut(a, "\x00")
		x.admins = append(x.admins, admin{name, recount.PlaceID(id)})
	}
	return x, nil
}

// row returns the record with an identifier, or -1.
func (x *index) row(id recount.PlaceID) int {
	key, ok := idKey(id)
	if !ok {
		return -1
	}
	i := sort.Search(x.n, func(i int) bool { return uint64(x.space[i])<<32|uint64(le32(x.id, i)) >= key })
	if i == x.n || uint64(x.space[i])<<32|uint64(le32(x.id, i)) != key {
		return -1
	}
	return i
}

func (x *index) point(i int) recount.LatLon {
	return recount.LatLon{Lat: float64(int32(le32(x.lat, i))) / 1e5, Lon: float64(int32(le32(x.lon, i))) / 1e5}
}

// name yields the nth name's bytes and where the next begins.
func (x *index) name(at int) ([]byte, int) {
	n := int(x.pool[at])
	return x.pool[at+1 : at+1+n], at + 1 + n
}

func (x *index) cc(i int) string {
	if x.country[2*i] == ' ' {
		return ""
	}
	return string(x.country[2*i : 2*i+2])
}

func (x *index) placeID(i int) recount.PlaceID {
	s, n := spaces[x.space[i]], le32(x.id, i)
	switch s {
	case "cj:", "a2:", "hw:":
		return recount.PlaceID(s + fmt.Sprintf("%08x", n))
	case "iso:":
		return recount.PlaceID(s + string([]byte{byte(n >> 8), byte(n)}))
	case "rg:":
		name, _ := x.name(int(le32(x.nameAt, i)))
		return recount.PlaceID(s + strings.ReplaceAll(Fold(string(name)), " ", "-"))
	}
	return recount.PlaceID(s + strconv.FormatUint(uint64(n), 10))
}

// place builds the whole entry of a record.
func (x *index) place(i int) recount.Place {
	at := int(le32(x.nameAt, i))
	p := recount.Place{ID: x.placeID(i), Point: x.point(i), Reach: float64(le16(x.reach, i)) * 100, Level: x.levels[x.level[i]],
		Country: x.cc(i), People: int(le32(x.people, i)), Zone: x.zones[le16(x.zone, i)]}
	for k := range int(x.names[i]) {
		n, next := x.name(at)
		if k == 0 {
			p.Name = string(n)
		} else {
			p.Names = append(p.Names, string(n))
		}
		at = next
	}
	p.Approx = spaces[x.space[i]] == "hw:" // written by hand, see data/further.tsv and villages.tsv
	a := x.admins[le16(x.admin, i)]
	p.Admin1 = a.name
	if a.id != "" && a.id != p.ID {
		p.Within = append(p.Within, a.id)
	}
	if p.Country != "" && Class(x.class[i]) != Country {
		p.Within = append(p.Within, recount.PlaceID("iso:"+p.Country))
	}
	return p
}
