package main

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"hash"
	"io"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/desk"
	"github.com/recountlab/recount/store"
)

// outgoing is what a file for others is written through: its digest, and its
// bytes if they are to be kept.
type outgoing struct {
	hash hash.Hash
	body *bytes.Buffer // nil: not kept
}

func newOutgoing(kept bool) outgoing {
	o := outgoing{hash: sha256.New()}
	if kept {
		o.body = new(bytes.Buffer)
	}
	return o
}

func (o outgoing) to(w io.Writer) io.Writer {
	if o.body == nil {
		return io.MultiWriter(w, o.hash)
	}
	return io.MultiWriter(w, o.hash, o.body)
}

func (o outgoing) digest() recount.Digest { return recount.Digest(o.hash.Sum(nil)) }

// kept are the bytes, nil if they are not kept.
func (o outgoing) kept() []byte {
	if o.body == nil {
		return nil
	}
	return o.body.Bytes()
}

// release enters that something went out, if it has a name, and says so. Its body is
// nil if it is not kept.
func (w *world) release(c *cli, d *desk.Desk, f store.ReleaseFact, body []byte) error {
	if f.Name == "" {
		return nil
	}
	entry, err := d.Release(w.ctx, w.actor(c), f, body)
	if err == nil {
		fmt.Fprintf(w.stderr, "released as ledger entry %d\n", entry.Seq)
	}
	return err
}
