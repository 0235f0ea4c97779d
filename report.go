package recount

import (
	"strconv"
	"time"
)

// A Report is one published document as it stood when it was collected.
// A corrected or updated article is another Report with the same URL.
type Report struct {
	ID        ReportID  `json:"id"`
	Source    SourceID  `json:"source,omitempty"`    // the outlet that published it, not the one it quotes
	URL       string    `json:"url,omitempty"`       // address as fetched, of a post with its anchor, or the file's name
	Canonical string    `json:"canonical,omitempty"` // the address the page names as its own on the same site, where it is not URL; its word, not checked
	Lang      Lang      `json:"lang,omitempty"`      // language of Text
	Title     string    `json:"title,omitempty"`     // headline; also in Text where the page shows it
	Author    string    `json:"author,omitempty"`    // byline as printed, without "by"
	Text      string    `json:"text"`                // readable text in NFC; every Span counts its bytes
	Partial   string    `json:"partial,omitempty"`   // why only part of it stands in Text: "paywall", "2 of its 9 pages are pictures"; "" if nothing says so
	Published When      `json:"published,omitzero"`  // publication time as stated, with the precision stated
	Updated   When      `json:"updated,omitzero"`    // last change as stated, where it is later than Published
	Collected time.Time `json:"collected,omitzero"`  // when the bytes arrived
	Raw       Digest    `json:"raw"`                 // the bytes in the archive from which Text was made
	Parser    string    `json:"parser,omitempty"`    // what turned Raw into Text: "page/1"

	Corrections []Span   `json:"corrections,omitempty"` // where Text says that it was corrected
	Forwarded   SourceID `json:"forwarded,omitempty"`   // whom a message was passed on from: a channel or a person, named like Source
	Media       []Medium `json:"media,omitempty"`       // what came with it
}

// NameReport makes the ID of a report from the digest of its bytes and its address.
// Part numbers the reports found in one capture, from 0. A post of a live blog
// is named from the digest of its own text instead, so that it stays one report
// when others come in above it.
func NameReport(raw Digest, url string, part int) ReportID {
	return ReportID(NameOf("r:", raw.String(), url, strconv.Itoa(part)))
}

// A Source is whoever says something: an outlet, a ministry, a witness.
type Source struct {
	ID      SourceID   `json:"id"`
	Name    string     `json:"name"`
	Kind    SourceKind `json:"kind"`
	Country string     `json:"country,omitempty"` // ISO 3166-1 alpha-2, "" if none
	Party   PartyID    `json:"party,omitempty"`   // the party to the conflict it speaks for, "" if none
	Family  SourceID   `json:"family,omitempty"`  // sources of one family do not corroborate each other
	Relays  []SourceID `json:"relays,omitempty"`  // sources whose word it passes on
}

// SourceKind is the kind of a voice, known even where the voice is not named.
type SourceKind string

const (
	Outlet   SourceKind = "outlet"   // newspaper, broadcaster, site
	Wire     SourceKind = "wire"     // agency whose copy others reprint
	State    SourceKind = "state"    // agency or outlet that speaks for a government
	Official SourceKind = "official" // ministry, police, court, local authority
	Party    SourceKind = "party"    // armed force or group, or its spokesman
	Medical  SourceKind = "medical"  // hospital, ambulance, morgue
	Rescue   SourceKind = "rescue"   // civil defence, fire service
	Monitor  SourceKind = "monitor"  // body that counts
	UN       SourceKind = "un"       // United Nations, humanitarian and aid bodies
	Witness  SourceKind = "witness"  // someone who was there, an activist
	Social   SourceKind = "social"   // channel or account
	Unnamed  SourceKind = "unnamed"  // "sources", "reports"
)

// SourceKinds are all kinds of voices, those nearest to the dead and the hurt first.
func SourceKinds() []SourceKind {
	return []SourceKind{Medical, Rescue, Monitor, UN, Official, State, Party, Wire, Outlet, Witness, Social, Unnamed}
}
