package embed

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"
)

// request is what a test's endpoint was asked.
type request struct {
	Model  string   `json:"model"`
	Input  []string `json:"input"`
	Format string   `json:"encoding_format"`
}

// endpoint starts a server that answers with handle, and returns an embedder
// for it that does not wait between tries but notes the pauses.
func endpoint(t *testing.T, options OpenAIOptions, handle http.HandlerFunc) (e *OpenAI, pauses *[]time.Duration) {
	t.Helper()
	server := httptest.NewServer(handle)
	t.Cleanup(server.Close)
	options.BaseURL, options.Model = server.URL, "test-model"
	return impatient(t, options)
}

func impatient(t *testing.T, options OpenAIOptions) (e *OpenAI, pauses *[]time.Duration) {
	t.Helper()
	e, err := NewOpenAI(options)
	if err != nil {
		t.Fatal(err)
	}
	pauses = new([]time.Duration)
	e.pause = func(ctx context.Context, d time.Duration) error {
		*pauses = append(*pauses, d)
		return ctx.Err()
	}
	return e, pauses
}

// answer embeds each text as its length and 1, in reverse order.
func answer(w http.ResponseWriter, r *http.Request) {
	var asked request
	if err := json.NewDecoder(r.Body).Decode(&asked); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	var data []string
	for i, text := range slices.Backward(asked.Input) {
		data = append(data, fmt.Sprintf(`{"index":%d,"embedding":[%d,1]}`, i, len(text)))
	}
	fmt.Fprintf(w, `{"data":[%s]}`, strings.Join(data, ","))
}

func checkVectors(t *testing.T, got [][]float32, want ...[]float32) {
	t.Helper()
	if !slices.EqualFunc(got, want, slices.Equal[[]float32]) {
		t.Errorf("vectors are %v, want %v", got, want)
	}
}

func TestOpenAISendsBatchesAndKeepsOrder(t *testing.T) {
	var sizes []int
	e, _ := endpoint(t, OpenAIOptions{BatchSize: 2, APIKey: "secret"}, func(w http.ResponseWriter, r *http.Request) {
		body := new(strings.Builder)
		var asked request
		if err := json.NewDecoder(r.Body).Decode(&asked); err != nil {
			t.Error(err)
		}
		if asked.Model != "test-model" || asked.Format != "float" || r.URL.Path != "/v1/embeddings" ||
			r.Header.Get("Authorization") != "Bearer secret" || r.Method != http.MethodPost {
			t.Errorf("request %s %s %v %+v", r.Method, r.URL, r.Header, asked)
		}
		sizes = append(sizes, len(asked.Input))
		if err := json.NewEncoder(body).Encode(asked); err != nil {
			t.Error(err)
		}
		answer(w, httptest.NewRequest(http.MethodPost, "/", strings.NewReader(body.String())))
	})
	if e.Name() != "openai:test-model" || e.Dims() != 0 {
		t.Errorf("name %s, dims %d, want openai:test-model, 0", e.Name(), e.Dims())
	}
	vectors, err := e.Embed(ctx, []string{"a", "bb", "ccc", "dddd", "eeeee"})
	if err != nil {
		t.Fatal(err)
	}
	checkVectors(t, vectors, []float32{1, 1}, []float32{2, 1}, []float32{3, 1}, []float32{4, 1}, []float32{5, 1})
	if !slices.Equal(sizes, []int{2, 2, 1}) || e.Dims() != 2 {
		t.Errorf("batches %v, dims %d, want [2 2 1], 2", sizes, e.Dims())
	}
}

func TestOpenAITakesVectorsWithoutIndexInOrder(t *testing.T) {
	e, _ := endpoint(t, OpenAIOptions{}, func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, `{"data":[{"embedding":[1]},{"embedding":[2]}]}`)
	})
	vectors, err := e.Embed(ctx, []string{"a", "b"})
	if err != nil {
		t.Fatal(err)
	}
	checkVectors(t, vectors, []float32{1}, []float32{2})
}

func TestOpenAIWithoutTextsSendsNothing(t *testing.T) {
	e, _ := endpoint(t, OpenAIOptions{}, func(http.ResponseWriter, *http.Request) { t.Error("a request was sent") })
	if vectors, err := e.Embed(ctx, nil); len(vectors) != 0 || err != nil {
		t.Errorf("vectors %v, %v, want none", vectors, err)
	}
}

func TestOpenAITriesAgain(t *testing.T) {
	tests := []struct {
		name       string
		status     int
		retryAfter string
		least      time.Duration
		most       time.Duration
	}{
		{"when the endpoint is busy, after the time it says", 429, "7", 7 * time.Second, 7 * time.Second},
		{"but not later than in a minute", 429, "3600", time.Minute, time.Minute},
		{"when the endpoint fails, after a short time", 503, "", 250 * time.Millisecond, 500 * time.Millisecond},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			calls := 0
			e, pauses := endpoint(t, OpenAIOptions{}, func(w http.ResponseWriter, r *http.Request) {
				if calls++; calls == 1 {
					w.Header().Set("Retry-After", test.retryAfter)
					w.WriteHeader(test.status)
					return
				}
				answer(w, r)
			})
			vectors, err := e.Embed(ctx, []string{"abc"})
			if err != nil {
				t.Fatal(err)
			}
			checkVectors(t, vectors, []float32{3, 1})
			if len(*pauses) != 1 || (*pauses)[0] < test.least || (*pauses)[0] > test.most {
				t.Errorf("pauses %v, want one between %v and %v", *pauses, test.least, test.most)
			}
		})
	}
}

func TestOpenAIFails(t *testing.T) {
	respond := func(status int, body string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(status)
			fmt.Fprint(w, body)
		}
	}
	const one = `{"index":0,"embedding":[1,2]}`
	tests := []struct {
		name   string
		handle http.HandlerFunc
		want   error
		text   string
		tries  int
	}{
		{"a wrong key", respond(401, `{"error":{"message":"bad key"}}`), ErrUnauthorized, `"bad key": set a valid API key`, 1},
		{"a key without access", respond(403, ""), ErrUnauthorized, "no message", 1},
		{"an unknown model", respond(404, `{"error":"model not found"}`), ErrNotFound, `"model not found": check the model's name`, 1},
		{"a bad request", respond(400, "too long\n"), ErrRejected, `status 400, "too long"`, 1},
		{"a long message is cut", respond(400, strings.Repeat("x", 5000)), ErrRejected, `xxx"…: correct`, 1},
		{"a busy endpoint", respond(429, ""), ErrBusy, "check your quota", 3},
		{"a failing endpoint", respond(502, "<html>"), ErrServer, "status 502", 3},
		{"a status that is no answer", respond(204, ""), ErrResponse, "status 204", 1},
		{"garbage", respond(200, "<html>hello</html>"), ErrResponse, `begins with "<html>hello`, 1},
		{"an empty response", respond(200, ""), ErrResponse, "no JSON", 1},
		{"other JSON", respond(200, `{"ok":true}`), ErrResponse, "0 embeddings for 2 texts", 1},
		{"a missing embedding", respond(200, `{"data":[`+one+`]}`), ErrResponse, "1 embeddings for 2 texts", 1},
		{"an index twice", respond(200, `{"data":[`+one+`,`+one+`]}`), ErrResponse, "index 0 comes twice", 1},
		{"an index too high", respond(200, `{"data":[`+one+`,{"index":2,"embedding":[1,2]}]}`), ErrResponse, "index 2", 1},
		{"vectors of different lengths", respond(200, `{"data":[`+one+`,{"index":1,"embedding":[1]}]}`), ErrDimension, "2 and 1 dimensions", 1},
		{"an empty vector", respond(200, `{"data":[`+one+`,{"index":1,"embedding":[]}]}`), ErrResponse, "is empty", 1},
		{"a vector of zeros", respond(200, `{"data":[`+one+`,{"index":1,"embedding":[0,0]}]}`), ErrResponse, "all zeros", 1},
		{"a number too large", respond(200, `{"data":[`+one+`,{"index":1,"embedding":[1e99,0]}]}`), ErrResponse, "no JSON list", 1},
		{"a vector in base64", respond(200, `{"data":[`+one+`,{"index":1,"embedding":"AAAA"}]}`), ErrResponse, "no JSON list", 1},
		{
			"a huge response", func(w http.ResponseWriter, _ *http.Request) {
				block := strings.Repeat(" ", 1<<20)
				for range 8 {
					fmt.Fprint(w, block)
				}
			}, ErrResponse, "longer than", 1,
		},
		{
			"a response that breaks off", func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Length", "100")
				fmt.Fprint(w, `{"data":`)
			}, ErrUnreachable, "unexpected EOF", 3,
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			e, pauses := endpoint(t, OpenAIOptions{Tries: 3, APIKey: "secret"}, test.handle)
			vectors, err := e.Embed(ctx, []string{"a", "b"})
			if vectors != nil {
				t.Errorf("vectors are %v, want none", vectors)
			}
			checkFailure(t, err, test.want, test.text, test.tries)
			if len(*pauses) != test.tries-1 {
				t.Errorf("%d pauses, want %d", len(*pauses), test.tries-1)
			}
		})
	}
}

// checkFailure checks that err is an [*EndpointError] for the reason want after
// so many tries, which says text and no secret.
func checkFailure(t *testing.T, err, want error, text string, tries int) {
	t.Helper()
	var typed *EndpointError
	if !errors.As(err, &typed) || !errors.Is(err, want) || !strings.Contains(err.Error(), text) || typed.Tries != tries {
		t.Fatalf("error is %v, want an *EndpointError for %q that says %q after %d tries", err, want, text, tries)
	}
	if strings.Contains(err.Error(), "secret") {
		t.Errorf("error %v tells a secret", err)
	}
}

func TestOpenAIFailsWhenTheEndpointIsDown(t *testing.T) {
	server := httptest.NewServer(http.NotFoundHandler())
	server.Close()
	address := strings.Replace(server.URL, "http://", "http://user:secret@", 1)
	e, _ := impatient(t, OpenAIOptions{BaseURL: address, Model: "m", Tries: 2})
	_, err := e.Embed(ctx, []string{"a"})
	checkFailure(t, err, ErrUnreachable, "start the server", 2)
	if strings.Count(err.Error(), server.URL) != 1 {
		t.Errorf("error is %v, want the URL once", err)
	}
}

func TestOpenAIFailsWhenTheEndpointIsSlow(t *testing.T) {
	done := make(chan struct{})
	e, _ := endpoint(t, OpenAIOptions{Timeout: 10 * time.Millisecond, Tries: 2}, func(_ http.ResponseWriter, r *http.Request) {
		<-done
	})
	t.Cleanup(func() { close(done) })
	_, err := e.Embed(ctx, []string{"a"})
	checkFailure(t, err, ErrTimeout, "within 10ms", 2)
}

func TestOpenAIFailsWhenTheDimensionChanges(t *testing.T) {
	vector := "[1,2,3]"
	e, _ := endpoint(t, OpenAIOptions{}, func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprintf(w, `{"data":[{"index":0,"embedding":%s}]}`, vector)
	})
	if _, err := e.Embed(ctx, []string{"a"}); err != nil {
		t.Fatal(err)
	}
	vector = "[1,2]"
	_, err := e.Embed(ctx, []string{"a"})
	checkFailure(t, err, ErrDimension, "2 dimensions, and those before had 3", 1)
}

func TestOpenAIStopsWhenCancelled(t *testing.T) {
	cancelled, cancel := context.WithCancel(ctx)
	done := make(chan struct{})
	e, _ := endpoint(t, OpenAIOptions{}, func(http.ResponseWriter, *http.Request) {
		cancel()
		<-done
	})
	t.Cleanup(func() { close(done) })
	if _, err := e.Embed(cancelled, []string{"a"}); err != context.Canceled {
		t.Errorf("error is %v, want %v", err, context.Canceled)
	}
}

func TestOpenAIStopsPausingWhenCancelled(t *testing.T) {
	cancelled, cancel := context.WithCancel(ctx)
	cancel()
	if err := pause(cancelled, time.Hour); err != context.Canceled {
		t.Errorf("error is %v, want %v", err, context.Canceled)
	}
	if err := pause(ctx, 0); err != nil {
		t.Errorf("error is %v, want none", err)
	}
}

func TestNewOpenAIFindsTheEndpoint(t *testing.T) {
	for base, want := range map[string]string{
		"https://api.openai.com/v1":         "https://api.openai.com/v1/embeddings",
		"http://localhost:11434":            "http://localhost:11434/v1/embeddings",
		"http://localhost:8080/v1/":         "http://localhost:8080/v1/embeddings",
		"http://user:pw@host/a/embeddings":  "http://host/a/embeddings",
		"https://host/openai?version=2024a": "https://host/openai/embeddings?version=2024a",
	} {
		e, err := NewOpenAI(OpenAIOptions{BaseURL: base, Model: "m"})
		if err != nil || e.endpoint != want {
			t.Errorf("endpoint of %s is %v, %v, want %s", base, e, err, want)
		}
	}
}

func TestNewOpenAIRefuses(t *testing.T) {
	tests := []struct {
		options OpenAIOptions
		text    string
	}{
		{OpenAIOptions{BaseURL: "http://host"}, "no model"},
		{OpenAIOptions{Model: "m"}, "http://localhost:11434/v1"},
		{OpenAIOptions{Model: "m", BaseURL: "localhost:11434"}, "http://localhost:11434/v1"},
		{OpenAIOptions{Model: "m", BaseURL: "http://user:secret@host:x"}, "cannot be parsed"},
		{OpenAIOptions{Model: "m", BaseURL: "ftp://user:secret@host"}, "http://localhost:11434/v1"},
		{OpenAIOptions{Model: "m", BaseURL: "http://host", BatchSize: -1}, "negative option"},
	}
	for _, test := range tests {
		_, err := NewOpenAI(test.options)
		if err == nil || !strings.Contains(err.Error(), test.text) || strings.Contains(err.Error(), "secret") {
			t.Errorf("error for %+v is %v, want one that says %q", test.options, err, test.text)
		}
	}
}

func TestDelayDoublesUpToAMinute(t *testing.T) {
	for try, want := range map[int]time.Duration{1: 500 * time.Millisecond, 2: time.Second, 4: 4 * time.Second, 1000: time.Minute} {
		for range 50 {
			if got := delay(try, 0); got < want/2 || got > want {
				t.Errorf("delay of try %d is %v, want %v to %v", try, got, want/2, want)
			}
		}
	}
}

func TestRetryAfter(t *testing.T) {
	date := time.Now().Add(30 * time.Second).UTC().Format(http.TimeFormat)
	for value, want := range map[string]time.Duration{"": 0, "x": 0, "-1": 0, "5": 5 * time.Second, date: 30 * time.Second, "Mon, 02 Jan 2006 15:04:05 GMT": 0} {
		got := retryAfter(http.Header{"Retry-After": {value}})
		if diff := want - got; diff < 0 || diff > 10*time.Second || want == 0 && got != 0 {
			t.Errorf("retryAfter(%q) = %v, want %v", value, got, want)
		}
	}
}

func FuzzParseResponse(f *testing.F) {
	f.Add([]byte(`{"data":[{"index":0,"embedding":[1,2]}]}`), 1)
	f.Add([]byte(`{"data":[{"embedding":[1]},{"index":0,"embedding":null}]}`), 2)
	f.Fuzz(func(t *testing.T, body []byte, count int) {
		count &= 15
		vectors, err := parseResponse(body, count)
		if err != nil {
			return
		}
		if len(vectors) != count {
			t.Errorf("%d vectors, want %d", len(vectors), count)
		}
		for _, vector := range vectors {
			if checkVector(vector) != nil || len(vector) != len(vectors[0]) {
				t.Errorf("vectors are %v", vectors)
			}
		}
	})
}
