package desk_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/recountlab/recount/desk"
)

// One byte is changed in each place that verify answers for, in the files
// themselves.
func TestVerifyNamesWhatWasTamperedWith(t *testing.T) {
	ctx := t.Context()
	const secret = "4 killed in Alpha on 2024-03-04."
	fill := func(t *testing.T) (dir, report, claim, raw string) {
		t.Helper()
		dir = t.TempDir()
		d := open(t, dir)
		as := add(t, d, write(t, "a.txt", "Lang: en\n\n"+secret), write(t, "b.jsonl", line("2", "6 killed in Beta on 2024-03-04.")))
		it, err := d.DB.Report(ctx, as[0].Report)
		if err != nil {
			t.Fatal(err)
		}
		cs, err := d.DB.ClaimsOf(ctx, as[0].Report)
		if err != nil || len(cs) != 1 {
			t.Fatal(err)
		}
		sound(t, d)
		if err := d.Close(); err != nil { // and the log is written into the database
			t.Fatal(err)
		}
		return dir, string(as[0].Report), string(cs[0].ID), it.Report.Raw.String()
	}
	flip := func(t *testing.T, path, from, to string) {
		t.Helper()
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Contains(b, []byte(from)) || len(from) != len(to) {
			t.Fatalf("%s has no %q", path, from)
		}
		if err := os.Chmod(path, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, bytes.Replace(b, []byte(from), []byte(to), 1), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for name, tamper := range map[string]func(t *testing.T, dir, report, claim, raw string) (want string){
		"archived report": func(t *testing.T, dir, report, _, raw string) string {
			flip(t, filepath.Join(dir, "archive", raw[:2], raw), "4 killed", "5 killed")
			return "report " + report + ": its archived bytes (" + raw + ") were changed"
		},
		"archived report removed": func(t *testing.T, dir, report, _, raw string) string {
			if err := os.Remove(filepath.Join(dir, "archive", raw[:2], raw)); err != nil {
				t.Fatal(err)
			}
			return "report " + report + ": its archived bytes (" + raw + ") are missing"
		},
		"claim's row": func(t *testing.T, dir, _, claim, _ string) string {
			flip(t, desk.Database(dir), `"count":{"low":4`, `"count":{"low":3`)
			return "claim " + claim + ": its row was changed"
		},
		"report's row": func(t *testing.T, dir, report, _, _ string) string {
			flip(t, desk.Database(dir), `"text":"`+secret[:8], `"text":"`+"9"+secret[1:8])
			return "report " + report + ": its row was changed"
		},
		"decision's row": func(t *testing.T, dir, _, _, _ string) string {
			flip(t, desk.Database(dir), `"why":"nothing`, `"why":"Nothing`)
			return "decision d:"
		},
		"ledger": func(t *testing.T, dir, _, _, _ string) string {
			flip(t, desk.Database(dir), "receivedperson:ada", "receivedperson:eda")
			return "ledger entry "
		},
		"checkpoint": func(t *testing.T, dir, _, _, _ string) string {
			flip(t, desk.Database(dir), "\n\n— casebook ", "\n\n— casebooc ")
			return "checkpoint "
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir, report, claim, raw := fill(t)
			want := tamper(t, dir, report, claim, raw)
			d, err := desk.Open(ctx, dir, plainRules(), time.Now)
			if err != nil {
				t.Fatal(err)
			}
			defer d.Close()
			ps, err := d.Verify(ctx)
			if err != nil {
				t.Fatal(err)
			}
			var all []string
			for _, p := range ps {
				all = append(all, p.String())
			}
			if !strings.Contains(strings.Join(all, "\n"), want) {
				t.Errorf("verify says %q, want %q", all, want)
			}
		})
	}
}
