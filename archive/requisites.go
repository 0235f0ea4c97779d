package archive

import (
	"time"

	"github.com/recountlab/recount"
)

// Requisites are what a page showed besides its text, as far as it was kept.
type Requisites struct {
	ID     string         `json:"id"`
	Page   recount.Digest `json:"page"` // the bytes of the page
	At     time.Time      `json:"at"`   // when the last of them came
	Kept   []Requisite    `json:"kept,omitempty"`
	Missed []Missed       `json:"missed,omitempty"`
}

// A Requisite is one of them: an image, a style sheet.
type Requisite struct {
	URL  string         `json:"url"` // as the page names it
	Body recount.Digest `json:"body"`
}

// Missed is one that was not kept.
type Missed struct {
	URL string `json:"url"`
	Why string `json:"why"`
}

// Name returns the ID that r must bear: a page has one set of requisites.
func (r Requisites) Name() string { return recount.NameOf("q:", r.Page.String()) }
