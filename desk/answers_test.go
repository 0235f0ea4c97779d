package desk

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// What takes long is worked out once for all who wait, given again while it is recent,
// and never to who wants more than it has.
func TestAnswers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var a answers[string]
		var size, works atomic.Int64
		takes := 200 * time.Millisecond
		work := func(context.Context) (string, int64, error) {
			n := size.Load()
			works.Add(1)
			time.Sleep(takes)
			return fmt.Sprint(n), n, nil
		}
		ask := func(least int64) string {
			t.Helper()
			v, w, err := a.get(t.Context(), "q", size.Load(), least, time.Now, work)
			if err != nil || fmt.Sprint(w.Size) != v || w.Size < least {
				t.Fatalf("%q of %d, least %d: %v", v, w.Size, least, err)
			}
			return v
		}
		expect := func(got, want string, did int64) {
			t.Helper()
			synctest.Wait()
			if got != want || works.Load() != did {
				t.Errorf("%s after it was worked out %d times; want %s after %d", got, works.Load(), want, did)
			}
		}
		size.Store(1)
		var all sync.WaitGroup
		for range 20 {
			all.Go(func() { ask(0) })
		}
		all.Wait()
		expect(ask(0), "1", 1)
		size.Store(2)
		expect(ask(0), "1", 1) // recent: nothing is done yet
		expect(ask(2), "2", 2) // who entered it sees it
		size.Store(3)
		time.Sleep(3 * time.Second)
		got := ask(0) // meanwhile it is worked out again
		time.Sleep(time.Second)
		expect(got, "2", 3)
		expect(ask(0), "3", 3)
		size.Store(4)
		time.Sleep(time.Minute)
		expect(ask(0), "4", 4) // too old to be given
		takes = time.Millisecond
		time.Sleep(time.Minute)
		for range 3 {
			ask(0)
		}
		expect(ask(0), "4", 8) // what is quick is worked out each time
		size.Store(5)
		expect(ask(0), "5", 9)
	})
}

func TestAnswersFail(t *testing.T) {
	var a answers[int]
	bad := errors.New("bad")
	for i := range 3 * mostKept {
		if _, _, err := a.get(t.Context(), fmt.Sprint(i), 1, 1, time.Now, func(context.Context) (int, int64, error) { return 0, 1, bad }); !errors.Is(err, bad) {
			t.Fatal(err)
		}
	}
	if len(a.of) > mostKept {
		t.Errorf("%d kept", len(a.of))
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	stay := make(chan struct{})
	defer close(stay)
	if _, _, err := a.get(ctx, "long", 1, 1, time.Now, func(context.Context) (int, int64, error) { <-stay; return 1, 1, nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("who went away got %v", err)
	}
}
