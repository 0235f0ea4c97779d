package collect

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/archive"
)

// maxAnswer is the most bytes that a service may answer with.
const maxAnswer = 1 << 20

// Post sends bytes of the media type kind to a service and returns what it
// answers. It goes where Get may go and no further, and follows no redirects:
// what was meant for one service goes to no other.
func (f *Fetcher) Post(ctx context.Context, addr, kind string, body []byte) (archive.Capture, error) {
	c, err := f.post(ctx, addr, kind, body)
	if err != nil {
		return archive.Capture{}, fmt.Errorf("ask %s: %w", addr, err)
	}
	return c, nil
}

func (f *Fetcher) post(ctx context.Context, addr, kind string, body []byte) (c archive.Capture, err error) {
	u, err := url.Parse(addr)
	if err != nil {
		return c, recount.ErrInvalid
	}
	if err := f.webOnly(u); err != nil {
		return c, err
	}
	ctx, cancel := context.WithTimeout(ctx, f.with.Patience)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, u.String(), bytes.NewReader(body))
	if err != nil {
		return c, err
	}
	req.Header.Set("User-Agent", f.with.Agent)
	req.Header.Set("Content-Type", kind)
	res, err := f.client.Do(req)
	if err != nil {
		return c, err
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return c, fmt.Errorf("the server answered %s: %w", res.Status, recount.ErrNotFound)
	}
	got, err := io.ReadAll(io.LimitReader(res.Body, maxAnswer+1))
	if err != nil {
		return c, fmt.Errorf("the answer broke off after %d bytes: %w", len(got), err)
	}
	if len(got) > maxAnswer {
		return c, fmt.Errorf("more than %d bytes: %w", maxAnswer, recount.ErrInvalid)
	}
	return archive.Capture{URL: u.String(), At: f.now().UTC(), Status: res.StatusCode, Header: res.Header, Body: got}, nil
}
