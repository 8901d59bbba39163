package embed

import (
	"context"
	"math/rand/v2"
	"net/http"
	"strconv"
	"time"
)

// Pauses between tries.
const (
	firstPause = 500 * time.Millisecond
	maxPause   = time.Minute
)

// delay returns how long to wait after the given try, counted from 1: what the
// endpoint asked for, else a time that doubles with every try, of which a
// random half is left out so that clients do not come back all at once. It is
// a minute at most.
func delay(try int, asked time.Duration) time.Duration {
	if asked > 0 {
		return min(asked, maxPause)
	}
	full := min(firstPause<<min(try-1, 10), maxPause)
	return full/2 + rand.N(full/2)
}

// retryAfter returns how long a response asks to wait, 0 if it does not say.
//
// Source: https://www.rfc-editor.org/rfc/rfc9110#field.retry-after
func retryAfter(header http.Header) time.Duration {
	value := header.Get("Retry-After")
	if seconds, err := strconv.ParseUint(value, 10, 31); err == nil {
		return time.Duration(seconds) * time.Second
	}
	if date, err := http.ParseTime(value); err == nil {
		return max(0, time.Until(date))
	}
	return 0
}

// pause waits for d, or until the context is done, and then returns its error.
func pause(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
