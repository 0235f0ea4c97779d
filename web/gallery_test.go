package web

import (
	"context"
	"flag"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

var (
	gallery   = flag.String("gallery", "", "folder to put a picture of each page into")
	galleryAt = flag.String("gallery-at", "http://127.0.0.1:8417", "address of the pages")
	ofSite    = flag.String("gallery-site", "", "folder of a published site to show too")
)

// shownPages are the pages that the gallery shows, the first link that fits
// standing for those that have an ID, and what comes behind it. Those of the
// published site have no address but a file.
var shownPages = []struct{ name, path, follow, behind string }{
	{"today", "/today", "", ""}, {"queue", "/queue?kind=claims", "", ""}, {"pairs", "/queue?kind=pairs", "", ""}, {"incidents", "/incidents", "", ""}, {"incident", "/incidents?sort=sourced", "/incidents/i:", ""},
	{"report", "/reports?lang=ar", "/reports/r:", ""}, {"explore", "/explore", "", ""}, {"map", "/map", "", ""}, {"totals", "/totals", "", ""}, {"truces", "/processes", "", ""}, {"truce", "/processes", "/processes/p:", ""},
	{"search", "/search?q=%D8%AD%D9%84%D8%A8", "", ""}, {"reports", "/reports", "", ""}, {"sources", "/sources", "", ""}, {"source", "/sources/sohr", "", ""}, {"watch", "/watches", "", ""}, {"ledger", "/ledger", "", ""}, {"releases", "/releases", "", ""}, {"help", "/help", "", ""},
	{"me", "/me", "", ""}, {"release", "/releases/new?all=1", "", ""}, {"enter", "/reports?lang=ar", "/reports/r:", "/enter"}, {"public", "index.html", "", ""}, {"public-incident", "index.html", "/i-", ""}, {"public-totals", "totals.html", "", ""},
}

// looks are the ways in which the gallery shows each page.
var looks = []struct {
	name   string
	width  int64
	height float64
	dark   bool
	lang   string
}{{"light", 1200, 1680, false, "en"}, {"dark", 1200, 1680, true, "en"}, {"arabic", 1200, 1680, false, "ar"}, {"phone", 360, 1200, false, "fr"}}

// TestGallery takes the pictures of docs/gallery, of a served casebook:
//
//	go test ./web -run Gallery -gallery ../docs/gallery -gallery-site SITE
func TestGallery(t *testing.T) {
	if *gallery == "" {
		t.Skip("only when asked for")
	}
	browser, err := exec.LookPath("chromium")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithTimeout(t.Context(), 10*time.Minute)
	defer stop()
	ctx, end := chromedp.NewExecAllocator(ctx, append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(browser), chromedp.NoSandbox,
		chromedp.Flag("use-angle", "swiftshader"), chromedp.Flag("enable-unsafe-swiftshader", true))...)
	defer end()
	ctx, end = chromedp.NewContext(ctx)
	defer end()
	if err := os.MkdirAll(*gallery, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, look := range looks {
		scheme := "light"
		if look.dark {
			scheme = "dark"
		}
		for _, p := range shownPages {
			show := func(address string) []chromedp.Action[chromedp.Void] {
				return []chromedp.Action[chromedp.Void]{
					chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
						if _, err := cdp.Call(ctx, t, network.SetExtraHTTPHeaders, network.SetExtraHTTPHeadersParams{Headers: network.Headers{"Accept-Language": look.lang}}); err != nil {
							return err
						}
						_, err := cdp.Call(ctx, t, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}})
						return err
					}),
					chromedp.EmulateViewport(look.width, 800),
					chromedp.Navigate(address),
				}
			}
			at := *galleryAt + p.path
			if p.path[0] != '/' {
				if *ofSite == "" {
					continue
				}
				at = "file://" + *ofSite + "/" + look.lang + "/" + p.path
			}
			if err := chromedp.Do(ctx, show(at)...); err != nil {
				t.Fatal(err)
			}
			if p.follow != "" {
				to, err := chromedp.Run(ctx, chromedp.Evaluate[string](fmt.Sprintf(`[...document.querySelectorAll("main a")].map((a) => a.href).find((h) => h.includes(%q)) ?? ""`, p.follow)))
				if err != nil {
					t.Fatal(err)
				}
				if to == "" {
					t.Errorf("%s: no link to %s", p.path, p.follow)
					continue
				}
				if err := chromedp.Do(ctx, show(to+p.behind)...); err != nil {
					t.Fatal(err)
				}
			}
			status, err := chromedp.Run(ctx, chromedp.Evaluate[int](`performance.getEntriesByType("navigation")[0].responseStatus`))
			if err != nil || status != http.StatusOK && p.path[0] == '/' {
				t.Logf("%s: %d", p.path, status)
				continue
			}
			wait := 1200 * time.Millisecond // for maps, which say nowhere when they are drawn
			if p.name == "map" {
				wait = 8 * time.Second
			}
			time.Sleep(wait)
			shot, err := chromedp.Run(ctx, chromedp.Action[[]byte](func(ctx context.Context, t *chromedp.Target) ([]byte, error) {
				quality, beyond := int64(60), true
				r, err := cdp.Call(ctx, t, page.CaptureScreenshot, page.CaptureScreenshotParams{Format: page.CaptureScreenshotFormatWebp, Quality: &quality, CaptureBeyondViewport: &beyond,
					Clip: &page.Viewport{Width: float64(look.width), Height: look.height, Scale: .75}})
				return r.Data, err
			}))
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(*gallery, p.name+"-"+look.name+".webp"), shot, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}
