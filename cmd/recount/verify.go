package main

import (
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/custody"
	"github.com/recountlab/recount/ledger"
)

type verifyCmd struct {
	File  string   `arg:"" optional:"" type:"existingfile" help:"A dossier; without one the casebook is checked."`
	Key   string   `placeholder:"KEY" help:"The public key of the casebook that the dossier, or the checkpoint, is said to come from."`
	Kept  string   `name:"checkpoint" type:"existingfile" placeholder:"FILE" help:"A checkpoint that you kept, as the page Ledger or a dossier has it: the ledger must still begin with everything it then held."`
	Keep  string   `placeholder:"FILE" help:"Write the checkpoint there when all is well, to be kept where nobody of the casebook reaches it."`
	Block []string `placeholder:"HEIGHT:HEADER" help:"Header of a block of the Bitcoin chain, 80 bytes as hexadecimal, for the proofs of calendars."`
	CA    []string `name:"ca" type:"existingfile" placeholder:"FILE" help:"Root certificates (PEM) of the authorities whose stamps are to count."`
}

// Help says what is checked.
func (verifyCmd) Help() string {
	return `Checks the archived bytes of every report, every row of evidence and judgement,
every ledger entry, every signed checkpoint and every stamp. Ends with code 3 if anything was
changed, and names it.

Of a dossier it checks every file, the web archive, the proofs, the signatures
and the stamps, without a casebook and without a network. Give the key as you have it
from the people whose casebook it is: the one in the file proves only that all of
it was signed by one hand.

  recount verify
  recount verify --keep /media/stick/march.txt        # and later:
  recount verify --checkpoint /media/stick/march.txt
  recount verify --key 'casebook+3a1f...' incident.zip
  recount verify --key 'casebook+3a1f...' --ca freetsa-cacert.pem incident.zip
  recount verify --block 871234:$(bitcoin-cli getblockheader $(bitcoin-cli getblockhash 871234) false) incident.zip`
}

// Run checks that nothing was changed.
func (v verifyCmd) Run(w *world, c *cli) error {
	if v.File != "" {
		return v.dossier(w)
	}
	d, err := w.open(c)
	if err != nil {
		return err
	}
	defer d.Close()
	problems, err := d.Verify(w.ctx)
	if err != nil {
		return err
	}
	for _, p := range problems {
		fmt.Fprintln(w.stdout, p)
	}
	if len(problems) > 0 {
		return finding{fmt.Sprintf("%d things do not match what the ledger committed to", len(problems))}
	}
	if v.Kept != "" {
		b, err := os.ReadFile(v.Kept)
		if err != nil {
			return err
		}
		kept, err := d.VerifyKept(w.ctx, string(b), v.Key)
		if errors.Is(err, recount.ErrTampered) {
			fmt.Fprintf(w.stdout, "%s: %v\n", v.Kept, err)
			return finding{"the ledger is not the one that the checkpoint was signed for"}
		}
		if err != nil {
			return fmt.Errorf("%s: %w", v.Kept, err)
		}
		fmt.Fprintf(w.stdout, "the ledger begins with the %d entries of %s\n", kept.Size, v.Kept)
	}
	n, err := d.DB.Counts(w.ctx)
	if err != nil {
		return err
	}
	stamps, err := d.DB.Stamps(w.ctx)
	if err != nil {
		return err
	}
	fmt.Fprintf(w.stdout, "ok: %d reports, %d claims, %d decisions, %d ledger entries\n", n.Reports, n.Claims, n.Decisions, n.Entries)
	if len(stamps) > 0 {
		fmt.Fprintln(w.stdout, said(stamps[len(stamps)-1].Stamp))
	}
	if cp, err := d.DB.Checkpoint(w.ctx); err == nil {
		fmt.Fprintf(w.stdout, "checkpoint of %d entries, root %s\npublic key %s\n", cp.Size, cp.Root, d.PublicKey())
		if v.Keep != "" {
			if err := os.WriteFile(v.Keep, []byte(cp.Note), 0o600); err != nil {
				return fmt.Errorf("keep the checkpoint: %w", err)
			}
		}
	}
	return nil
}

func (v verifyCmd) dossier(w *world) error {
	f, err := os.Open(v.File)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	known := custody.Known{Key: v.Key}
	if known.Blocks, err = blocks(v.Block); err != nil {
		return err
	}
	if len(v.CA) > 0 {
		t, err := trusted(v.CA)
		if err != nil {
			return err
		}
		known.Trust = &t
	}
	got, err := custody.Check(f, info.Size(), known)
	if err != nil {
		return fmt.Errorf("%s: %w", v.File, err)
	}
	for _, p := range got.Problems {
		fmt.Fprintln(w.stdout, p)
	}
	if len(got.Problems) > 0 {
		return finding{fmt.Sprintf("%s: %d things are not as they were signed", v.File, len(got.Problems))}
	}
	fmt.Fprintf(w.stdout, "ok: %d reports, %d claims, %d decisions, %d captures\n", got.Rows[ledger.Received], got.Rows[ledger.Read], got.Rows[ledger.Decided], got.Captures)
	fmt.Fprintf(w.stdout, "checkpoint of %d entries, root %s\npublic key %s\n", got.Checkpoint.Size, got.Checkpoint.Root, got.Key)
	given := false // tokens
	for _, s := range got.Stamps {
		fmt.Fprint(w.stdout, said(s.Stamp))
		if !s.ByCalendar() {
			given = true
			fmt.Fprintf(w.stdout, ", %s, under the root certificate with SHA-256 %s", s.Signer, s.Root)
		}
		fmt.Fprintln(w.stdout)
	}
	if got.Unstamped > 0 {
		fmt.Fprintf(w.stdout, "no authority stamped %d of its ledger entries: when they were made rests on the casebook's own clock\n", got.Unstamped)
	}
	if given && known.Trust == nil {
		fmt.Fprintln(w.stdout, "the root certificates came with the file: compare them with the authority's own, or check with --ca")
	}
	if v.Key == "" {
		fmt.Fprintln(w.stdout, "the key came with the file: compare it with the one that the casebook's people give, or check with --key")
	}
	return nil
}

// blocks reads headers of blocks with their heights.
func blocks(args []string) (map[int64]ledger.Header, error) {
	out := map[int64]ledger.Header{}
	for _, a := range args {
		height, header, _ := strings.Cut(a, ":")
		n, err := strconv.ParseInt(height, 10, 64)
		b, bad := hex.DecodeString(header)
		if err != nil || bad != nil || len(b) != len(ledger.Header{}) {
			return nil, fmt.Errorf("--block %.40q: want a height and 80 bytes as hexadecimal, like 871234:0000a020...: %w", a, recount.ErrInvalid)
		}
		out[n] = ledger.Header(b)
	}
	return out, nil
}
