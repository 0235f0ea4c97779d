package collect

import (
	"archive/zip"
	"bytes"
)

// holdsOffice tells a document of an office program (DOCX, XLSX, ODT, EPUB),
// which is a ZIP, by the entry that says what it is.
func holdsOffice(f File, head []byte) bool {
	if !bytes.HasPrefix(head, []byte("PK\x03\x04")) {
		return false
	}
	z, err := zip.NewReader(f.Body, f.Size)
	if err != nil {
		return false
	}
	for _, e := range z.File {
		if e.Name == "[Content_Types].xml" || e.Name == "mimetype" {
			return true
		}
	}
	return false
}
