package main

import (
	"os"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// progress shows how far long work has come, if somebody is watching.
type progress struct{ bar *progressbar.ProgressBar }

func (w *world) progress(what string, quiet bool) progress {
	return w.counting(what, "reports", quiet)
}

// counting is progress of something else than reports.
func (w *world) counting(what, unit string, quiet bool) progress {
	f, ok := w.stderr.(*os.File)
	if quiet || !ok || !term.IsTerminal(int(f.Fd())) {
		return progress{}
	}
	return progress{progressbar.NewOptions(-1, progressbar.OptionSetWriter(f), progressbar.OptionSetDescription(what), progressbar.OptionShowCount(),
		progressbar.OptionShowIts(), progressbar.OptionSetItsString(unit), progressbar.OptionClearOnFinish(), progressbar.OptionSpinnerType(14))}
}

// The bar is an ornament: what it cannot draw is no error.
func (p progress) step() {
	if p.bar != nil {
		_ = p.bar.Add(1)
	}
}

func (p progress) to(n int) {
	if p.bar != nil {
		_ = p.bar.Set(n)
	}
}

func (p progress) clear() {
	if p.bar != nil {
		_ = p.bar.Clear()
	}
}
