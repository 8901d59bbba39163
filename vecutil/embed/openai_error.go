package embed

import (
	"errors"
	"fmt"
	"time"
)

// The reasons why an endpoint gave no vectors. Each comes inside an
// [*EndpointError]; test for one with [errors.Is].
var (
	// ErrUnreachable reports that no connection came about, or that it broke.
	ErrUnreachable = errors.New("the endpoint cannot be reached")
	// ErrTimeout reports a response slower than [OpenAIOptions.Timeout].
	ErrTimeout = errors.New("the endpoint is too slow")
	// ErrUnauthorized reports status 401 or 403.
	ErrUnauthorized = errors.New("the endpoint does not accept the API key")
	// ErrNotFound reports status 404: an unknown model, or a wrong URL.
	ErrNotFound = errors.New("the endpoint does not know the model or the path")
	// ErrRejected reports any other status 4xx.
	ErrRejected = errors.New("the endpoint rejects the request")
	// ErrBusy reports status 429.
	ErrBusy = errors.New("the endpoint limits the rate of requests")
	// ErrServer reports status 5xx.
	ErrServer = errors.New("the endpoint failed")
	// ErrResponse reports a response that holds no usable embeddings.
	ErrResponse = errors.New("the endpoint's response is not understood")
	// ErrDimension reports a vector of another length than those before.
	ErrDimension = errors.New("the endpoint's vectors differ in length")
)

// EndpointError is a request for embeddings that failed for good.
type EndpointError struct {
	// URL is where the request went, without user and password.
	URL string
	// Model is the model asked for.
	Model string
	// Tries is how often the request was sent.
	Tries int
	// Err is the reason. Its text says what was found and what to do.
	Err error
}

func (e *EndpointError) Error() string {
	tries := ""
	if e.Tries > 1 {
		tries = fmt.Sprintf(" (%d tries)", e.Tries)
	}
	return fmt.Sprintf("embed: %s, model %s%s: %v", e.URL, e.Model, tries, e.Err)
}

func (e *EndpointError) Unwrap() error { return e.Err }

// failure is what went wrong with one try.
type failure struct {
	err error
	// passing says that the next try may succeed, and retryAfter how long the
	// endpoint asks to wait for it, 0 if it does not say.
	passing    bool
	retryAfter time.Duration
}

func (f *failure) Error() string { return f.err.Error() }

func (f *failure) Unwrap() error { return f.err }
