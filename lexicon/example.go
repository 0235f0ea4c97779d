package lexicon

import "strings"

// An Example is a sentence and the claims it must, or must not, yield.
type Example struct {
	ID, Phenomenon, Text string
	Want                 string // the short form; "none" means no claim
	Line                 int
	Known                string // why it is known to fail; "" if it must pass
}

// A Proof is a sentence in which a rule shows that it fires, or holds back.
type Proof struct {
	Rule  string
	Fires bool
	Text  string
	Want  string // the short form, as of an example
	Line  int
}

// The tables of examples and proofs.
const (
	ExamplesFile = "examples.tsv"
	ProofsFile   = "proofs.tsv"
)

// examples reads the pack's sentences: id, phenomenon, text, what is expected,
// why it is known to fail.
func (l *loading) examples() {
	ids := map[string]int{}
	l.table(ExamplesFile, false, 5, func(r row) error {
		if len(r.cells) < 4 || r.cell(3) == "" {
			return bad("an example wants an id, a phenomenon, a text and what is expected")
		}
		if n := ids[r.cell(0)]; n > 0 {
			return bad("the example %s stands in line %d already: give this one an id of its own", r.cell(0), n)
		}
		ids[r.cell(0)] = r.line
		l.Examples = append(l.Examples, Example{ID: r.cell(0), Phenomenon: r.cell(1), Text: r.cell(2), Want: r.cell(3), Line: r.line, Known: r.cell(4)})
		return nil
	})
}

// proofs reads what shows each rule at work: rule, + or -, text, what is
// expected.
func (l *loading) proofs() {
	l.table(ProofsFile, false, 4, func(r row) error {
		if len(r.cells) < 4 || r.cell(1) != "+" && r.cell(1) != "-" || strings.TrimSpace(r.cell(2)) == "" || r.cell(3) == "" {
			return bad("a proof wants a rule, + or -, a text and what is expected")
		}
		l.Proofs = append(l.Proofs, Proof{Rule: r.cell(0), Fires: r.cell(1) == "+", Text: r.cell(2), Want: r.cell(3), Line: r.line})
		return nil
	})
}
