package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/recountlab/recount/extract"
)

type versionCmd struct{}

// Run prints what program this is, and which reader is in it.
func (versionCmd) Run(w *world) error {
	version := "devel"
	if b, ok := debug.ReadBuildInfo(); ok && b.Main.Version != "" {
		version = b.Main.Version
	}
	_, err := fmt.Fprintf(w.stdout, "recount %s extract/%d %s %s/%s\n", version, extract.Version, runtime.Version(), runtime.GOOS, runtime.GOARCH)
	return err
}
