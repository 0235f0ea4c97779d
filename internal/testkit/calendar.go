package testkit

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"time"
)

// A Calendar promises and keeps what it promised as those of OpenTimestamps do,
// on a chain of its own of one block.
type Calendar struct {
	URL    string // its address, which promises name
	Height int64
	Made   time.Time // when its block is made

	mu     sync.Mutex
	asked  [][]byte
	header [80]byte
}

// Header is that of the block, zero before it is made.
func (c *Calendar) Header() [80]byte {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.header
}

// Asked is what it was asked to stamp.
func (c *Calendar) Asked() [][]byte {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.asked
}

const salt = "calendar"

// Mine makes the block, which holds the first promise.
func (c *Calendar) Mine() {
	c.mu.Lock()
	defer c.mu.Unlock()
	commitment := sha256.Sum256(append(c.asked[0], salt...))
	root := sha256.Sum256(append([]byte("left"), commitment[:]...))
	copy(c.header[36:], root[:])
	binary.LittleEndian.PutUint32(c.header[68:], uint32(c.Made.Unix()))
	binary.LittleEndian.PutUint32(c.header[72:], 0x207fffff) // half of all headers will do
	for nonce := uint32(0); ; nonce++ {
		binary.LittleEndian.PutUint32(c.header[76:], nonce)
		once := sha256.Sum256(c.header[:])
		if hash := sha256.Sum256(once[:]); hash[31] < 0x7f {
			return
		}
	}
}

// ServeHTTP answers as calendars do.
func (c *Calendar) ServeHTTP(w http.ResponseWriter, q *http.Request) {
	c.mu.Lock()
	defer c.mu.Unlock()
	want := ""
	if len(c.asked) > 0 {
		commitment := sha256.Sum256(append(c.asked[0], salt...))
		want = hex.EncodeToString(commitment[:])
	}
	switch {
	case q.Method == http.MethodPost && q.URL.Path == "/digest":
		b, err := io.ReadAll(q.Body)
		if err != nil || len(b) != sha256.Size {
			http.Error(w, "want 32 bytes", http.StatusBadRequest)
			return
		}
		c.asked = append(c.asked, b)
		fmt.Fprintf(w, "\xf0%c%s\x08\x00\x83\xdf\xe3\x0d\x2e\xf9\x0c\x8e%c%c%s", len(salt), salt, len(c.URL)+1, len(c.URL), c.URL)
	case want != "" && strings.HasSuffix(q.URL.Path, "/timestamp/"+want) && c.header != [80]byte{}:
		height := binary.AppendUvarint(nil, uint64(c.Height))
		fmt.Fprintf(w, "\xf1\x04left\x08\x00\x05\x88\x96\x0d\x73\xd7\x19\x01%c%s", len(height), height)
	default:
		http.NotFound(w, q)
	}
}
