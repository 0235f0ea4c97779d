package recount

// A Medium is a picture, film, recording or file that belongs to a report. Only
// its digest is kept, by which the file can be known again.
type Medium struct {
	Name    string `json:"name,omitempty"`    // its path beside the file the report came in, or what stands in place of one
	Type    string `json:"type,omitempty"`    // media type, as stated: "image/jpeg"; "" if not stated
	Digest  Digest `json:"digest,omitzero"`   // zero if it was not there to be read
	Missing string `json:"missing,omitempty"` // why there is no Digest; "" if there is one
}
