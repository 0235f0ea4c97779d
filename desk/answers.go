package desk

import (
	"context"
	"fmt"
	"runtime/debug"
	"sync"
	"time"
)

// Worked says when an answer was worked out, from what, and how long that took.
type Worked struct {
	Size int64 // of the ledger
	At   time.Time
	Took time.Duration
}

// What takes less than quick is worked out whenever somebody asks. What takes longer
// may be as old as mostOld; it is worked out again in the background, though not so
// often that this takes more than a tenth of the time of a processor.
const (
	quick    = 50 * time.Millisecond
	mostOld  = 30 * time.Second
	restFor  = 10 // times as long as it took
	mostKept = 64
)

// answers keeps answers that took long to work out, and works each out once for all who
// wait for it. It is safe for use by several goroutines.
type answers[V any] struct {
	mu sync.Mutex
	of map[string]*answer[V]
}

type answer[V any] struct {
	v V
	Worked
	asked time.Time     // last
	begun *beginning[V] // while it is being worked out
}

// A beginning is an answer being worked out, from a ledger of at least that size.
type beginning[V any] struct {
	size int64
	done chan struct{}
	v    V
	w    Worked
	err  error
}

// get returns the answer to a question as of a ledger of at least the size least; of
// size, which is that of now, if working it out is quick. work says of which size its
// answer is.
func (a *answers[V]) get(ctx context.Context, key string, size, least int64, clock func() time.Time, work func(context.Context) (V, int64, error)) (v V, w Worked, err error) {
	a.mu.Lock()
	x := a.of[key]
	if x == nil {
		a.forget()
		x = &answer[V]{}
		a.of[key] = x
	}
	x.asked = clock()
	age, soon := x.asked.Sub(x.At), x.Took < quick
	if !soon && age <= mostOld && x.Size >= least {
		if x.Size != size && x.begun == nil && age > restFor*x.Took {
			a.begin(ctx, x, size, clock, work)
		}
		defer a.mu.Unlock()
		return x.v, x.Worked, nil
	}
	b := x.begun
	if b == nil || b.size < least || soon && b.size < size {
		b = a.begin(ctx, x, size, clock, work)
	}
	a.mu.Unlock()
	select {
	case <-b.done:
		return b.v, b.w, b.err
	case <-ctx.Done():
		return v, w, ctx.Err()
	}
}

// begin works an answer out, to the end even if who asked goes away: others may wait.
func (a *answers[V]) begin(ctx context.Context, x *answer[V], size int64, clock func() time.Time, work func(context.Context) (V, int64, error)) *beginning[V] {
	b := &beginning[V]{size: size, done: make(chan struct{})}
	x.begun = b
	ctx = context.WithoutCancel(ctx)
	go func() {
		defer close(b.done)
		began := clock()
		defer func() {
			if p := recover(); p != nil { // it is no request's own goroutine: nobody else would
				b.err = fmt.Errorf("%v\n%s", p, debug.Stack())
			}
			a.end(x, b)
		}()
		b.v, b.w.Size, b.err = work(ctx)
		b.w.At, b.w.Took = clock(), clock().Sub(began)
	}()
	return b
}

// end keeps what came of a beginning.
func (a *answers[V]) end(x *answer[V], b *beginning[V]) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if x.begun == b {
		x.begun = nil
	}
	if b.err == nil && b.w.Size >= x.Size {
		x.v, x.Worked = b.v, b.w
	}
}

// forget makes room for one more, at the cost of what was asked for longest ago.
func (a *answers[V]) forget() {
	if a.of == nil {
		a.of = map[string]*answer[V]{}
	}
	for len(a.of) >= mostKept {
		var oldest string
		for k, x := range a.of {
			if o := a.of[oldest]; o == nil || x.asked.Before(o.asked) {
				oldest = k
			}
		}
		delete(a.of, oldest)
	}
}
