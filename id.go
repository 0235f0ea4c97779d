package recount

import (
	"crypto/sha256"
	"encoding/base32"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"
)

// Distinct types keep one kind of name from being passed for another.
type (
	SourceID   string // chosen by people, permanent: "reuters", "sohr"
	ReportID   string // "r:" + hash of the raw bytes and the address they came from
	ClaimID    string // "c:" + hash of the report, the words and the values read from them
	IncidentID string // "i:" + hash of the founding claim; citable for ever, never reused
	DecisionID string // "d:" + hash of the decision
	PartyID    string // a belligerent or authority: "syria-gov", "rsf"
	PlaceID    string // gazetteer and key in it: "gn:170063"
	ProcessID  string // "p:" + hash of a claim; each claim of a process gives it a name that finds it
)

// Sender returns the name of a channel or person on a messenger or by mail, if s
// names one: the messenger, a colon and their name there, "telegram:Town news". A
// person's is a pseudonym.
func (s SourceID) Sender() (name string, ok bool) {
	on, name, _ := strings.Cut(string(s), ":")
	return name, name != "" && (on == "telegram" || on == "whatsapp" || on == "mail")
}

// Lang is a BCP 47 tag: "en", "ar", "pt-BR".
type Lang string

// Digest is the SHA-256 of some bytes. In text it is lower-case hexadecimal.
type Digest [sha256.Size]byte

// Sum returns the digest of b.
func Sum(b []byte) Digest { return sha256.Sum256(b) }

func (d Digest) String() string { return hex.EncodeToString(d[:]) }

// MarshalText and UnmarshalText write a digest as hexadecimal.
func (d Digest) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

func (d *Digest) UnmarshalText(b []byte) error {
	if hex.DecodedLen(len(b)) != len(d) {
		return fmt.Errorf("digest of %d characters: %w", len(b), ErrInvalid)
	}
	if _, err := hex.Decode(d[:], b); err != nil {
		return fmt.Errorf("digest: %v: %w", err, ErrInvalid)
	}
	return nil
}

var names = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)

// NameOf makes an identifier with the given prefix from what is said. Parts are
// hashed with their lengths, so that no two lists of parts collide.
func NameOf(prefix string, parts ...string) string {
	h := sha256.New()
	var n [8]byte
	for _, p := range parts {
		binary.BigEndian.PutUint64(n[:], uint64(len(p)))
		h.Write(n[:])
		h.Write([]byte(p))
	}
	return prefix + names.EncodeToString(h.Sum(nil)[:10])
}

// Span is a half-open range of byte offsets into Report.Text. Its JSON form is
// [start, end].
type Span struct{ Start, End int }

func (s Span) Len() int             { return s.End - s.Start }
func (s Span) IsZero() bool         { return s == Span{} }
func (s Span) Overlaps(t Span) bool { return s.Start < t.End && t.Start < s.End }
func (s Span) Holds(t Span) bool    { return s.Start <= t.Start && t.End <= s.End }

// Cover returns the smallest span that holds both; an empty span counts for nothing.
func (s Span) Cover(t Span) Span {
	switch {
	case s.Len() == 0:
		return t
	case t.Len() == 0:
		return s
	}
	return Span{min(s.Start, t.Start), max(s.End, t.End)}
}

// In returns the bytes of text that s covers.
func (s Span) In(text string) string { return text[s.Start:s.End] }

func (s Span) MarshalJSON() ([]byte, error) { return json.Marshal([2]int{s.Start, s.End}) }

func (s *Span) UnmarshalJSON(b []byte) error {
	var p [2]int
	if err := json.Unmarshal(b, &p); err != nil {
		return err
	}
	s.Start, s.End = p[0], p[1]
	return nil
}
