package ledger

import (
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"

	"github.com/recountlab/recount"
)

// A Checkpoint is a signed statement of the log's size and root. Note holds
// the statement and its signatures as text: log name, size and root on a line
// each, as other transparency logs write them.
type Checkpoint struct {
	Size int64          `json:"size"`
	Root recount.Digest `json:"root"`
	Note string         `json:"note,omitempty"`
}

// A Key signs checkpoints. Its text form is secret.
type Key struct {
	private, public string
}

// NewKey makes a key for the log of the given name from the randomness of r.
func NewKey(name string, r io.Reader) (Key, error) {
	private, public, err := note.GenerateKey(r, name)
	if err != nil {
		return Key{}, fmt.Errorf("make ledger key: %w", err)
	}
	k := Key{private, public}
	if _, err := note.NewSigner(private); err != nil { // the name cannot be signed with
		return Key{}, fmt.Errorf("make ledger key for %q: %w", name, errors.Join(recount.ErrInvalid, err))
	}
	return k, nil
}

// ParseKey reads the two lines that [Key.Private] writes.
func ParseKey(s string) (Key, error) {
	private, public, ok := strings.Cut(strings.TrimSpace(s), "\n")
	if !ok {
		return Key{}, fmt.Errorf("parse ledger key: want two lines: %w", recount.ErrInvalid)
	}
	signer, err := note.NewSigner(private)
	if err != nil {
		return Key{}, fmt.Errorf("parse ledger key: private half: %w", recount.ErrInvalid)
	}
	v, err := note.NewVerifier(public)
	if err != nil || v.KeyHash() != signer.KeyHash() || v.Name() != signer.Name() {
		return Key{}, fmt.Errorf("parse ledger key: the halves do not belong together: %w", recount.ErrInvalid)
	}
	return Key{private, public}, nil
}

// Private writes both halves, a line each. Whoever has them can sign.
func (k Key) Private() string { return k.private + "\n" + k.public + "\n" }

// Public is the half to give away: with it anyone can check a checkpoint.
func (k Key) Public() string { return k.public }

// Sign states the size and root of the log.
func Sign(size int64, root recount.Digest, k Key) (Checkpoint, error) {
	signer, err := note.NewSigner(k.private)
	if err != nil {
		return Checkpoint{}, fmt.Errorf("sign checkpoint %d: %w", size, recount.ErrInvalid)
	}
	text := signer.Name() + "\n" + strconv.FormatInt(size, 10) + "\n" + base64.StdEncoding.EncodeToString(root[:]) + "\n"
	signed, err := note.Sign(&note.Note{Text: text}, signer)
	if err != nil {
		return Checkpoint{}, fmt.Errorf("sign checkpoint %d: %w", size, err)
	}
	return Checkpoint{Size: size, Root: root, Note: string(signed)}, nil
}

// SignText signs a text of whole lines. Its first line says what it is, and is
// not the name of the log, with which checkpoints begin.
func SignText(text string, k Key) (string, error) {
	signer, err := note.NewSigner(k.private)
	if err != nil || strings.HasPrefix(text, signer.Name()+"\n") {
		return "", fmt.Errorf("sign %.40q: %w", text, recount.ErrInvalid)
	}
	signed, err := note.Sign(&note.Note{Text: text}, signer)
	if err != nil {
		return "", fmt.Errorf("sign %.40q: %w", text, errors.Join(recount.ErrInvalid, err))
	}
	return string(signed), nil
}

// OpenText returns what SignText signed. A signature that does not fit is
// ErrTampered.
func OpenText(signed, public string) (string, error) {
	n, _, err := openNote(signed, public)
	if err != nil {
		return "", fmt.Errorf("open signed text: %w", err)
	}
	return n.Text, nil
}

func openNote(signed, public string) (*note.Note, note.Verifier, error) {
	v, err := note.NewVerifier(strings.TrimSpace(public))
	if err != nil {
		return nil, nil, fmt.Errorf("public key: %w", recount.ErrInvalid)
	}
	n, err := note.Open([]byte(signed), note.VerifierList(v))
	if err != nil {
		return nil, nil, errors.Join(recount.ErrTampered, err)
	}
	return n, v, nil
}

// ParseCheckpoint reads a signed checkpoint and checks its signature against
// the public half of the log's key. A signature that does not fit is ErrTampered.
func ParseCheckpoint(signed, public string) (Checkpoint, error) {
	n, v, err := openNote(signed, public)
	if err != nil {
		return Checkpoint{}, fmt.Errorf("parse checkpoint: %w", err)
	}
	lines := strings.SplitN(n.Text, "\n", 4)
	if len(lines) != 4 || lines[0] != v.Name() {
		return Checkpoint{}, fmt.Errorf("parse checkpoint: not a statement of log %s: %w", v.Name(), recount.ErrInvalid)
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil || size < 0 || lines[1] != strconv.FormatInt(size, 10) {
		return Checkpoint{}, fmt.Errorf("parse checkpoint: size %q: %w", lines[1], recount.ErrInvalid)
	}
	root, err := base64.StdEncoding.Strict().DecodeString(lines[2])
	if err != nil || len(root) != len(recount.Digest{}) {
		return Checkpoint{}, fmt.Errorf("parse checkpoint: root: %w", recount.ErrInvalid)
	}
	return Checkpoint{Size: size, Root: recount.Digest(root), Note: signed}, nil
}
