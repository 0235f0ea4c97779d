package web

import (
	"context"
	"image/color"
	"image/png"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// A browser draws the pages: they are neither blank nor wider than a phone.
func TestBrowserDrawsPages(t *testing.T) {
	browser, err := exec.LookPath("chromium")
	if err != nil {
		t.Skip("no chromium here")
	}
	if testing.Short() {
		t.Skip("slow")
	}
	s := httptest.NewServer(casebook(t))
	defer s.Close()
	for name, path := range map[string]string{"incidents": "/incidents", "incident": incidentPath, "report": "/reports/r:one"} {
		file := filepath.Join(t.TempDir(), name+".png")
		ctx, stop := context.WithTimeout(t.Context(), time.Minute)
		out, err := exec.CommandContext(ctx, browser, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--user-data-dir="+t.TempDir(),
			"--window-size=600,900", "--screenshot="+file, s.URL+path).CombinedOutput()
		stop()
		if err != nil {
			t.Fatalf("%s: %v: %s", name, err, out)
		}
		f, err := os.Open(file)
		if err != nil {
			t.Fatal(err)
		}
		img, err := png.Decode(f)
		f.Close()
		if err != nil {
			t.Fatal(err)
		}
		seen := map[color.Color]int{}
		b := img.Bounds()
		for y := b.Min.Y; y < b.Max.Y; y++ {
			for x := b.Min.X; x < b.Max.X; x++ {
				seen[img.At(x, y)]++
			}
		}
		if len(seen) < 20 {
			t.Errorf("%s: %d colours on the page", name, len(seen))
		}
		paper := img.At(2, b.Max.Y/2)
		for y := b.Max.Y / 3; y < b.Max.Y; y++ { // nothing reaches past the margin
			if c := img.At(b.Max.X-3, y); c != paper && seen[c] < b.Dx() {
				t.Errorf("%s: something runs over the edge at %d", name, y)
				break
			}
		}
	}
}
