package desk_test

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/desk"
	"github.com/recountlab/recount/store"
)

// childFolder names the casebook that a copy of this test program is to add
// to, until it is killed.
const childFolder = "DESK_TEST_CHILD"

func TestMain(m *testing.M) {
	if dir := os.Getenv(childFolder); dir != "" {
		if err := child(dir); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// child adds reports and says of each on standard output that it is in.
func child(dir string) error {
	ctx := context.Background()
	d, err := desk.Open(ctx, filepath.Join(dir, "casebook"), plainRules(), time.Now)
	if err != nil {
		return err
	}
	defer d.Close()
	fmt.Println("ready")
	return d.AddAll(ctx, ada, []string{filepath.Join(dir, "reports")}, func(a desk.Added) {
		if a.Err != nil {
			fmt.Println("error", a.Err)
		}
		fmt.Println("added", a.Report)
	})
}

// sentences writes report n of a made-up war.
func sentences(n int) string {
	return fmt.Sprintf("Lang: en\nId: %d\n\n%d killed in Town%c on 2024-03-%02d, says clinic. %d killed in Village%d on 2024-03-%02d.\n",
		n, n%7+1, 'A'+rune(n%5), n%28+1, n%3+1, n%11, n%27+1)
}

func TestNothingAcknowledgedIsLostWhenKilled(t *testing.T) {
	if testing.Short() {
		t.Skip("kills twenty processes")
	}
	const reports, kills = 500, 20
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	source := filepath.Join(t.TempDir(), "reports")
	if err := os.Mkdir(source, 0o700); err != nil {
		t.Fatal(err)
	}
	for n := range reports {
		if err := os.WriteFile(filepath.Join(source, fmt.Sprintf("%03d.txt", n)), []byte(sentences(n)), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	rng := rand.New(rand.NewPCG(1, 2))
	halfway := 0
	for range kills {
		dir := t.TempDir()
		if err := os.Symlink(source, filepath.Join(dir, "reports")); err != nil {
			t.Fatal(err)
		}
		acked := runAndKill(t, self, dir, rng.IntN(reports-100), time.Duration(rng.IntN(100))*time.Millisecond)
		d := open(t, filepath.Join(dir, "casebook"))
		in := map[recount.ReportID]bool{}
		for after := ""; ; {
			page, next, err := d.DB.Reports(t.Context(), store.ReportFilter{After: after, Limit: 1000})
			if err != nil {
				t.Fatal(err)
			}
			for _, it := range page {
				in[it.Report.ID] = true
				if cs, err := d.DB.ClaimsOf(t.Context(), it.Report.ID); err != nil || len(cs) != 2 || it.Reading != store.IsRead {
					t.Errorf("half a report: %s is %s and has %d claims, %v", it.Report.ID, it.Reading, len(cs), err)
				}
			}
			if after = next; next == "" {
				break
			}
		}
		for _, id := range acked {
			if !in[id] {
				t.Errorf("report %s was acknowledged and is lost", id)
			}
		}
		if len(in) > 0 && len(in) < reports {
			halfway++
		}
		sound(t, d)
		if as := add(t, d, source); len(as) != reports {
			t.Errorf("adding the rest: %d", len(as))
		}
		if c, err := d.DB.Counts(t.Context()); err != nil || c.Reports != reports || c.Claims != 2*reports {
			t.Errorf("after adding the rest: %+v, %v", c, err)
		}
		sound(t, d)
		d.Close()
	}
	t.Logf("%d of %d were killed with some reports in and some not", halfway, kills)
	if halfway < kills/4 {
		t.Errorf("only %d of %d kills came halfway", halfway, kills)
	}
}

// An archive is read again from its beginning after each kill, and what is in
// is known: every page of it comes in once.
func TestAnArchiveThatWasInterruptedIsResumed(t *testing.T) {
	if testing.Short() {
		t.Skip("kills ten processes")
	}
	const pages, kills = 700, 10
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	dir, file := t.TempDir(), pagesFile(t, pages)
	if err := os.Symlink(file, filepath.Join(dir, "reports")); err != nil {
		t.Fatal(err)
	}
	rng := rand.New(rand.NewPCG(7, 8))
	before := int64(0)
	for kill := range kills {
		runAndKill(t, self, dir, 1+rng.IntN(40), 0)
		d := open(t, filepath.Join(dir, "casebook"))
		c, err := d.DB.Counts(t.Context())
		if err != nil || c.Reports < before {
			t.Fatalf("after kill %d: %+v, %v; there were %d reports before it", kill+1, c, err, before)
		}
		before = c.Reports
		sound(t, d)
		d.Close()
	}
	d := open(t, filepath.Join(dir, "casebook"))
	defer d.Close()
	seen := map[recount.ReportID]bool{}
	for _, a := range add(t, d, file) {
		if a.Err != nil || seen[a.Report] {
			t.Errorf("%+v", a)
		}
		seen[a.Report] = true
	}
	if c, err := d.DB.Counts(t.Context()); err != nil || c.Reports != pages || len(seen) != pages {
		t.Errorf("in the end: %+v, %v, from %d pages", c, err, len(seen))
	}
	if before < 64 {
		t.Errorf("the kills left %d of %d pages in", before, pages)
	}
	sound(t, d)
}

// runAndKill kills the child some time after it has said of so many reports
// that they are in, so that it does not matter how fast the machine is.
func runAndKill(t *testing.T, self, dir string, said int, after time.Duration) (acked []recount.ReportID) {
	t.Helper()
	cmd := exec.Command(self)
	cmd.Env = append(os.Environ(), childFolder+"="+dir)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		switch word, rest, _ := strings.Cut(lines.Text(), " "); word {
		case "ready":
		case "added":
			acked = append(acked, recount.ReportID(rest))
		default:
			t.Error(lines.Text())
		}
		if len(acked) == said {
			time.AfterFunc(after, func() { cmd.Process.Kill() })
		}
	}
	cmd.Wait() // it was killed, or it was done before
	return acked
}

// What is in already is known without being parsed; its bytes come back all the
// same if they were lost.
func TestAddingAgainBringsLostBytesBack(t *testing.T) {
	dir, file := t.TempDir(), pagesFile(t, 3)
	d := open(t, dir)
	if as := add(t, d, file); len(as) != 3 || !as[0].New {
		t.Fatalf("%+v", as)
	}
	if err := os.RemoveAll(filepath.Join(dir, "archive")); err != nil {
		t.Fatal(err)
	}
	if ps, err := d.Verify(t.Context()); err != nil || len(ps) == 0 {
		t.Fatalf("the bytes were to be missing: %v, %v", ps, err)
	}
	if as := add(t, d, file); len(as) != 3 || as[0].New || as[0].Err != nil {
		t.Errorf("again: %+v", as)
	}
	sound(t, d)
}
