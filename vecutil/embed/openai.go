package embed

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync/atomic"
	"time"
)

// Values that [OpenAIOptions] stands for when a field is zero.
const (
	DefaultBatchSize = 64
	DefaultTimeout   = time.Minute
	DefaultTries     = 4
)

// OpenAIOptions says which endpoint to ask, and how.
type OpenAIOptions struct {
	// BaseURL is where the API is, such as "https://api.openai.com/v1" or
	// "http://localhost:11434/v1" (Ollama). An empty path means "/v1".
	BaseURL string
	// Model is the name of the model, as the endpoint knows it.
	Model string
	// APIKey is sent as a bearer token; "" sends none.
	APIKey string
	// BatchSize is how many texts go into one request; 0 means
	// [DefaultBatchSize].
	BatchSize int
	// Timeout bounds one request, from connecting to the last byte of the
	// response; 0 means [DefaultTimeout].
	Timeout time.Duration
	// Tries is how often a request is sent at most; 0 means [DefaultTries].
	Tries int
	// Client sends the requests; nil means [http.DefaultClient].
	Client *http.Client
}

// OpenAI is an embedder that asks an endpoint with OpenAI's embeddings API, as
// OpenAI, Ollama, llama.cpp and others have it. A request that fails for a
// reason that may pass (no connection, a timeout, status 429 or 5xx) is sent
// again after a growing pause.
//
// Source: https://platform.openai.com/docs/api-reference/embeddings
type OpenAI struct {
	options  OpenAIOptions
	endpoint string
	userinfo *url.Userinfo
	// dims is the length of the vectors, 0 until the first response.
	dims atomic.Int64
	// pause waits for a time, or for the context; tests take its place.
	pause func(context.Context, time.Duration) error
}

var _ Embedder = (*OpenAI)(nil)

// NewOpenAI returns an embedder for the endpoint that options describe. It
// checks the options, and sends nothing.
func NewOpenAI(options OpenAIOptions) (*OpenAI, error) {
	if options.Model == "" {
		return nil, errors.New("embed: no model: name one that the endpoint has, such as text-embedding-3-small")
	}
	if options.BatchSize < 0 || options.Timeout < 0 || options.Tries < 0 {
		return nil, fmt.Errorf("embed: negative option (batch size %d, timeout %v, tries %d): use 0 for the default",
			options.BatchSize, options.Timeout, options.Tries)
	}
	base, err := url.Parse(options.BaseURL)
	if err != nil {
		return nil, errors.New("embed: the endpoint's URL cannot be parsed: write it as http://localhost:11434/v1")
	}
	if base.Scheme != "http" && base.Scheme != "https" || base.Host == "" {
		return nil, fmt.Errorf("embed: the endpoint's URL %q has no http:// or https:// and host: write it as http://localhost:11434/v1",
			base.Redacted())
	}
	e := &OpenAI{options: options.withDefaults(), userinfo: base.User, pause: pause}
	base.User = nil
	if strings.Trim(base.Path, "/") == "" {
		base.Path = "/v1"
	}
	if !strings.HasSuffix(base.Path, "/embeddings") {
		base = base.JoinPath("embeddings")
	}
	e.endpoint = base.String()
	return e, nil
}

func (o OpenAIOptions) withDefaults() OpenAIOptions {
	if o.BatchSize == 0 {
		o.BatchSize = DefaultBatchSize
	}
	if o.Timeout == 0 {
		o.Timeout = DefaultTimeout
	}
	if o.Tries == 0 {
		o.Tries = DefaultTries
	}
	if o.Client == nil {
		o.Client = http.DefaultClient
	}
	return o
}

// Name returns "openai:" and the model's name. The endpoint is no part of it:
// a model gives the same vectors wherever it runs.
func (e *OpenAI) Name() string { return "openai:" + e.options.Model }

// Dims returns the length of the vectors, which is 0 until the first call of
// Embed has succeeded.
func (e *OpenAI) Dims() int { return int(e.dims.Load()) }

// Embed sends the texts in batches, one after the other. It fails with an
// [*EndpointError], or with the context's error.
func (e *OpenAI) Embed(ctx context.Context, texts []string) ([][]float32, error) {
	vectors := make([][]float32, 0, len(texts))
	for len(texts) > 0 {
		batch := texts[:min(len(texts), e.options.BatchSize)]
		texts = texts[len(batch):]
		embedded, err := e.embedBatch(ctx, batch)
		if err != nil {
			return nil, err
		}
		vectors = append(vectors, embedded...)
	}
	return vectors, nil
}

// embedBatch embeds the texts of one request, with retries.
func (e *OpenAI) embedBatch(ctx context.Context, texts []string) ([][]float32, error) {
	for try := 1; ; try++ {
		vectors, err := e.request(ctx, texts)
		if err == nil {
			err = e.checkDims(vectors)
		}
		if err == nil {
			return vectors, nil
		}
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		var failure *failure
		if !errors.As(err, &failure) || !failure.passing || try == e.options.Tries {
			return nil, &EndpointError{URL: e.endpoint, Model: e.options.Model, Tries: try, Err: err}
		}
		if err := e.pause(ctx, delay(try, failure.retryAfter)); err != nil {
			return nil, err
		}
	}
}

// checkDims checks that the vectors, which are of equal length, are as long as
// all before.
func (e *OpenAI) checkDims(vectors [][]float32) error {
	dims := int64(len(vectors[0]))
	if e.dims.CompareAndSwap(0, dims) || e.dims.Load() == dims {
		return nil
	}
	return fmt.Errorf("%w: a vector has %d dimensions, and those before had %d: use one model for all texts",
		ErrDimension, dims, e.dims.Load())
}
