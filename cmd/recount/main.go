// Command recount turns reports of violence into a count that can be defended.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"github.com/alecthomas/kong"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/desk"
	"github.com/recountlab/recount/lexicon"
)

// Exit codes. Scripts rely on them.
const (
	exitOK      = 0
	exitFailure = 1
	exitUsage   = 2
	exitFound   = 3 // verify or rebuild found what they look for
)

// cli is what can be said on the command line, a field a subcommand.
type cli struct {
	Casebook string `short:"C" placeholder:"DIR" env:"RECOUNT_CASEBOOK" default:"casebook" help:"Folder of the casebook ($RECOUNT_CASEBOOK, or ./casebook)."`
	Packs    string `name:"pack" placeholder:"DIR" env:"RECOUNT_PACK" help:"Read with the language pack in this folder, in place of the one that comes with the program."`
	Digits   string `enum:"western,arabic" default:"western" env:"RECOUNT_DIGITS" help:"Digits of the figures that incidents, toll, history and reports print for people: western (0-9) or arabic (٠-٩)."`
	By       string `placeholder:"NAME" env:"RECOUNT_BY" help:"Who is acting: a name or pseudonym for the ledger ($RECOUNT_BY, or $USER)."`

	Read       readCmd       `cmd:"" help:"Read reports and show what they say. Needs no casebook."`
	Add        addCmd        `cmd:"" help:"Add reports: files, folders, JSON Lines, web addresses."`
	Collect    collectCmd    `cmd:"" help:"Fetch what feeds and site maps list and the casebook has not got."`
	Watch      watchCmd      `cmd:"" help:"Watch feeds, site maps and folders, and add what they name."`
	Incidents  incidentsCmd  `cmd:"" help:"List incidents with their tolls."`
	Compare    compareCmd    `cmd:"" help:"Hold what datasets of events count against the incidents."`
	Reports    reportsCmd    `cmd:"" help:"List reports and how far they have come."`
	Search     searchCmd     `cmd:"" help:"Find reports by their words, in any form of them."`
	Show       showCmd       `cmd:"" help:"Show one incident, report, claim or process, down to the words."`
	Changes    changesCmd    `cmd:"" help:"Say how what stood at one address changed, in words and claims."`
	Explain    explainCmd    `cmd:"" help:"Say what the figures of an incident follow from, how a claim was read, or why words gave none."`
	Processes  processesCmd  `cmd:"" help:"List truces and talks, or show one with the incidents read against it."`
	Toll       tollCmd       `cmd:"" help:"Add up an area and a period, now or as known on a day."`
	History    historyCmd    `cmd:"" help:"Tell how the tolls of one incident moved, and what moved them."`
	Running    runningCmd    `cmd:"" help:"Work out a table of running totals that several sources give."`
	Policies   policiesCmd   `cmd:"" help:"List, print, check and choose policies: how claims that disagree are settled."`
	Decide     decideCmd     `cmd:"" help:"Enter a decision, with its reason."`
	Claim      claimCmd      `cmd:"" help:"Enter a claim that no machine read, or take it back."`
	Copies     copiesCmd     `cmd:"" help:"List reports that print one text; compare all of them again."`
	Queue      queueCmd      `cmd:"" help:"List incidents that may be others told of again, for a person to decide."`
	Mine       mineCmd       `cmd:"" help:"List what waits for you: assigned, called, to sign off, to grade."`
	Refine     refineCmd     `cmd:"" help:"Look again at what was linked: merge, move, and say what is doubtful."`
	Train      trainCmd      `cmd:"" help:"Learn weights from the casebook."`
	Export     exportCmd     `cmd:"" help:"Write the record for others to read."`
	Publish    publishCmd    `cmd:"" help:"Write what is signed off for everybody to see."`
	Dossier    dossierCmd    `cmd:"" help:"Write all that one incident or report rests on, for a stranger to check."`
	Releases   releasesCmd   `cmd:"" help:"List what went out, and what of it became other since; get it again as it was."`
	Stamp      stampCmd      `cmd:"" help:"Have an authority sign that all of the ledger exists now."`
	Verify     verifyCmd     `cmd:"" help:"Check that nothing was changed after it came in, in a casebook or a dossier."`
	Reparse    reparseCmd    `cmd:"" help:"Make reports again of the archived bytes with the parser of today."`
	Rebuild    rebuildCmd    `cmd:"" help:"Compute the whole record afresh and report differences."`
	People     peopleCmd     `cmd:"" help:"Say who may sign in to the pages of a team, and as what."`
	Serve      serveCmd      `cmd:"" help:"Serve pages for people, on this machine."`
	Sources    sourcesCmd    `cmd:"" help:"List who is known by name: sources, and parties to conflicts."`
	Places     placesCmd     `cmd:"" help:"Look up, import and list places; say what the casebook is about."`
	Languages  languagesCmd  `cmd:"" help:"List languages: which are read, how well, and which are only kept."`
	Pack       packCmd       `cmd:"" help:"Check, try, compare and begin language packs."`
	Demo       demoCmd       `cmd:"" help:"Load the sample casebook and serve it."`
	Invent     inventCmd     `cmd:"" help:"Make up a casebook of any size, to measure by."`
	Eval       evalCmd       `cmd:"" help:"Say how accurately labelled reports are read."`
	Annotate   annotateCmd   `cmd:"" help:"Begin a labelled report from what was read, for a person to correct."`
	Calibrate  calibrateCmd  `cmd:"" help:"Fit how sure the reader is to labelled reports."`
	Completion completionCmd `cmd:"" help:"Print a completion script for a shell."`
	Version    versionCmd    `cmd:"" help:"Print the version."`
}

// world is what a subcommand may touch.
type world struct {
	ctx            context.Context
	stdin          io.Reader
	stdout, stderr io.Writer
	now            func() time.Time
	user           string
	pack           string // folder of the pack to read with, "" for those of the program
}

// A finding ends a subcommand that found what it looks for: exit code 3.
type finding struct{ what string }

func (f finding) Error() string { return f.what }

func main() { os.Exit(run()) }

// run is main, for tests.
func run() int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	w := &world{ctx: ctx, stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr, now: time.Now, user: os.Getenv("USER")}
	return w.run(os.Args[1:])
}

func (w *world) run(args []string) (code int) {
	var c cli
	exited := -1
	k, err := kong.New(&c, kong.Name("recount"), kong.Description("Recount turns reports of violence into a count that can be defended."),
		kong.UsageOnError(), kong.Writers(w.stdout, w.stderr), kong.Exit(func(n int) { exited = n }), kong.ConfigureHelp(kong.HelpOptions{Compact: true}))
	if err != nil {
		fmt.Fprintln(w.stderr, "recount:", err)
		return exitFailure
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	kctx, err := k.Parse(args)
	if exited >= 0 { // help was asked for
		return exited
	}
	if err != nil {
		fmt.Fprintf(w.stderr, "recount: %v\nTry: recount --help\n", err)
		return exitUsage
	}
	w.pack = c.Packs
	err = kctx.Run(w, &c, k)
	var found finding
	switch {
	case err == nil:
		return exitOK
	case errors.As(err, &found):
		fmt.Fprintln(w.stderr, "recount:", found.what)
		return exitFound
	}
	fmt.Fprintln(w.stderr, "recount:", err)
	if h := hint(err, &c); h != "" {
		fmt.Fprintln(w.stderr, "Hint:", h)
	}
	return exitFailure
}

// hint says what to do about an error.
func hint(err error, c *cli) string {
	switch {
	case errors.Is(err, context.Canceled):
		return "stopped; what was acknowledged is kept, run the same command again for the rest"
	case errors.Is(err, errNoCasebook):
		return "begin one with: recount add FILE..., or name another with --casebook DIR"
	case errors.Is(err, recount.ErrConflict):
		return "look at it again with: recount show ID, and then decide"
	case errors.Is(err, recount.ErrTampered):
		return "find out what was changed with: recount verify"
	case errors.Is(err, recount.ErrDenied):
		return "say who you are with --by NAME"
	case len(lexicon.Faults(err)) > 0:
		return "mend the rows that are named, and look again with: recount pack check DIR"
	case errors.Is(err, errNothingFound):
		return "try fewer words, or one of them alone; parts of words are not looked for"
	case errors.Is(err, errNoPlace):
		return "villages and quarters are not in the bundle; import some with: recount places import FILE"
	case errors.Is(err, recount.ErrNotFound):
		return "list what there is with: recount incidents"
	case errors.Is(err, syscall.EACCES):
		return "the casebook in " + c.Casebook + " belongs to somebody else; ask for leave to write it"
	case errors.Is(err, syscall.ENOSPC):
		return "the disk is full; nothing acknowledged was lost, make room and run the same command again"
	}
	return ""
}

var errNoCasebook = errors.New("there is no casebook")

// actor is who acts, by name.
func (w *world) actor(c *cli) recount.Actor {
	name := strings.TrimSpace(c.By)
	if name == "" {
		name = strings.TrimSpace(w.user)
	}
	if name == "" {
		name = "somebody"
	}
	return recount.Actor{Kind: recount.Person, Name: name}
}

// open opens the casebook, which must be there.
func (w *world) open(c *cli) (*desk.Desk, error) {
	if !desk.Exists(c.Casebook) {
		return nil, fmt.Errorf("%w in %s", errNoCasebook, c.Casebook)
	}
	return desk.Open(w.ctx, c.Casebook, desk.Standard(nil), w.now)
}
