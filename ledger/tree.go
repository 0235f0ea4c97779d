package ledger

import (
	"errors"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/recountlab/recount"
)

// Hashes is what the tree needs of storage: the hashes at the given indexes, as
// [Grow] handed them out. The store implements it; so could a folder of tiles
// that a stranger downloaded.
type Hashes interface {
	ReadHashes(indexes []int64) ([]recount.Digest, error)
}

// A Proof is the hashes that lead from a leaf, or from a smaller tree, to a root.
type Proof []recount.Digest

func reader(h Hashes) tlog.HashReader {
	return tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		got, err := h.ReadHashes(indexes)
		if err != nil {
			return nil, err
		}
		if len(got) != len(indexes) {
			return nil, fmt.Errorf("%d hashes for %d indexes: %w", len(got), len(indexes), recount.ErrTampered)
		}
		return hashes(got), nil
	})
}

func hashes(ds []recount.Digest) []tlog.Hash {
	hs := make([]tlog.Hash, len(ds))
	for i, d := range ds {
		hs[i] = tlog.Hash(d)
	}
	return hs
}

func digests(hs []tlog.Hash) []recount.Digest {
	ds := make([]recount.Digest, len(hs))
	for i, h := range hs {
		ds[i] = recount.Digest(h)
	}
	return ds
}

// LeafHash is the hash of a leaf in the tree.
func LeafHash(leaf []byte) recount.Digest { return recount.Digest(tlog.RecordHash(leaf)) }

// Stored says how many hashes a log of size entries stores, which is also the
// index of the first hash the next entry adds.
func Stored(size int64) int64 { return tlog.StoredHashCount(size) }

// LeafIndex says under which index the hash of entry seq is stored.
func LeafIndex(seq int64) int64 { return tlog.StoredHashIndex(0, seq) }

// Grow returns the hashes to store, from index [Stored](seq) on, when an entry
// with this leaf becomes number seq of the log.
func Grow(seq int64, leaf []byte, h Hashes) ([]recount.Digest, error) {
	hs, err := tlog.StoredHashes(seq, leaf, reader(h))
	if err != nil {
		return nil, fmt.Errorf("grow ledger to %d: %w", seq+1, err)
	}
	return digests(hs), nil
}

// Root returns the root of the tree over the first size entries. The root of
// an empty log is the hash of nothing.
func Root(size int64, h Hashes) (recount.Digest, error) {
	if size == 0 {
		return recount.Sum(nil), nil
	}
	root, err := tlog.TreeHash(size, reader(h))
	if err != nil {
		return recount.Digest{}, fmt.Errorf("root of ledger at %d: %w", size, err)
	}
	return recount.Digest(root), nil
}

// ProveEntry proves that entry seq is in the log of the given size.
func ProveEntry(size, seq int64, h Hashes) (Proof, error) {
	if seq < 0 || seq >= size {
		return nil, fmt.Errorf("prove entry %d of %d: %w", seq, size, recount.ErrNotFound)
	}
	p, err := tlog.ProveRecord(size, seq, reader(h))
	if err != nil {
		return nil, fmt.Errorf("prove entry %d of %d: %w", seq, size, err)
	}
	return digests(p), nil
}

// ProveGrowth proves that the log of size to begins with the log of size from.
func ProveGrowth(from, to int64, h Hashes) (Proof, error) {
	if from < 1 || to < from {
		return nil, fmt.Errorf("prove growth from %d to %d: %w", from, to, recount.ErrInvalid)
	}
	p, err := tlog.ProveTree(to, from, reader(h))
	if err != nil {
		return nil, fmt.Errorf("prove growth from %d to %d: %w", from, to, err)
	}
	return digests(p), nil
}

// CheckEntry reports whether p proves that e is under checkpoint c. If it does
// not the error is ErrTampered.
func CheckEntry(p Proof, c Checkpoint, e Entry) error {
	if err := e.Check(); err != nil {
		return fmt.Errorf("check entry: %w", err)
	}
	if e.Seq >= c.Size {
		return fmt.Errorf("check entry %d: not under a checkpoint of %d: %w", e.Seq, c.Size, recount.ErrTampered)
	}
	if err := tlog.CheckRecord(hashes(p), c.Size, tlog.Hash(c.Root), e.Seq, tlog.RecordHash(e.Leaf())); err != nil {
		return fmt.Errorf("check entry %d under %d: %w", e.Seq, c.Size, errors.Join(recount.ErrTampered, err))
	}
	return nil
}

// CheckGrowth reports whether p proves that the log at checkpoint to begins
// with the log at checkpoint from. If it does not the error is ErrTampered.
func CheckGrowth(p Proof, from, to Checkpoint) error {
	if from.Size < 1 || to.Size < from.Size {
		return fmt.Errorf("check growth from %d to %d: %w", from.Size, to.Size, recount.ErrInvalid)
	}
	if err := tlog.CheckTree(hashes(p), to.Size, tlog.Hash(to.Root), from.Size, tlog.Hash(from.Root)); err != nil {
		return fmt.Errorf("check growth from %d to %d: %w", from.Size, to.Size, errors.Join(recount.ErrTampered, err))
	}
	return nil
}
