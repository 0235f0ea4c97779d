package main

import (
	"os"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/recountlab/recount/internal/testkit"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"recount": func() { os.Exit(run()) }})
}

// The dialogues in testdata say what the program promises on the command line.
func TestDialogues(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata",
		RequireExplicitExec: true,
		Setup: func(e *testscript.Env) error {
			e.Setenv("RECOUNT_CASEBOOK", "book")
			e.Setenv("RECOUNT_BY", "ada")
			e.Values[calendarsKey{}] = map[string]*testkit.Calendar{}
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"code": code, "field": field, "appendline": appendLine, "model": modelServer, "site": site, "unpack": unpack, "tamper": tamper,
			"authority": authority, "openssl": openssl, "calendar": calendar},
	})
}
