package custody

import (
	"encoding/json"
	"fmt"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/ledger"
)

// stamp checks a stamp, and that the checkpoint it is of leads to the dossier's.
// That a calendar's proof leads to a block of the chain, and so the time, can be
// told only from the block's header.
func (c *checker) stamp(doc []byte, known Known) {
	var s Stamped
	if err := json.Unmarshal(doc, &s.Stamp); err != nil {
		c.say(fileStamps, "%q is no stamp", doc)
		return
	}
	dir := stampDir(s.ID)
	of, err := ledger.ParseCheckpoint(string(c.read(dir+stampCheckpoint)), c.Key)
	if err != nil {
		c.say(dir+stampCheckpoint, "its signature does not hold")
		return
	}
	var answer, chain []byte
	if s.ByCalendar() {
		answer = c.read(dir + stampProof)
	} else {
		answer, chain = c.read(dir+stampAnswer), c.read(dir+stampChain)
	}
	if err := s.Check(of, answer, chain); err != nil {
		c.say(s.ID, "%v", err)
		return
	}
	if s.ByCalendar() {
		err = s.find(answer, known.Blocks)
	} else {
		err = s.open(answer, chain, known.Trust)
	}
	if err != nil {
		c.say(s.ID, "%v", err)
		return
	}
	var growth ledger.Proof
	if err := json.Unmarshal(c.read(dir+stampGrowth), &growth); err != nil {
		c.say(dir+stampGrowth, "is no proof")
		return
	}
	if err := ledger.CheckGrowth(growth, of, c.Checkpoint); err != nil {
		c.say(s.ID, "the checkpoint that was stamped is not one of this ledger")
		return
	}
	c.Stamps = append(c.Stamps, s)
}

// open says who signed a token, and under whose root.
func (s *Stamped) open(answer, chain []byte, trust *ledger.Trust) error {
	if trust == nil {
		own, _ := ledger.ParseTrust(chain) // read by Check
		trust = &own
	}
	t, err := ledger.OpenToken(answer, *trust)
	if err != nil {
		return fmt.Errorf("nobody trusted vouches for it: %w", err)
	}
	s.Signer, s.Root = t.Signer, recount.Sum(t.Chain[len(t.Chain)-1].Raw)
	return nil
}

// find dates a calendar's proof by the header of the block it leads to, if that
// is known.
func (s *Stamped) find(proof []byte, blocks map[int64]ledger.Header) error {
	h, ok := blocks[s.Block]
	if !ok {
		return nil
	}
	o, err := ledger.ParseOTS(proof)
	if err == nil {
		err = h.Check()
	}
	if err == nil && !o.In(s.Block, h) {
		err = fmt.Errorf("block %d does not hold it: %w", s.Block, recount.ErrTampered)
	}
	s.At = h.Time()
	return err
}
