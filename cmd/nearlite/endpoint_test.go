package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync/atomic"
	"testing"
)

// endpoint serves OpenAI's embeddings API with vectors of the length dims.
type endpoint struct {
	*httptest.Server
	dims   atomic.Int64
	left   atomic.Int64           // requests to answer before all others are kept waiting
	header atomic.Value           // Authorization of the last request
	leave  chan struct{}          // closed at the end, for those that wait
	answer atomic.Pointer[answer] // in place of embeddings, if not nil
}

// answer is what a broken endpoint gives.
type answer struct {
	status int
	body   string
}

func newEndpoint(t *testing.T) *endpoint {
	e := &endpoint{leave: make(chan struct{})}
	e.dims.Store(3)
	e.left.Store(1000)
	e.header.Store("")
	e.Server = httptest.NewServer(http.HandlerFunc(e.serve))
	t.Cleanup(func() {
		close(e.leave)
		e.Close()
	})
	return e
}

func (e *endpoint) serve(w http.ResponseWriter, r *http.Request) {
	e.header.Store(r.Header.Get("Authorization"))
	if a := e.answer.Load(); a != nil {
		w.WriteHeader(a.status)
		fmt.Fprint(w, a.body)
		return
	}
	var request struct {
		Input []string `json:"input"`
	}
	if err := json.NewDecoder(r.Body).Decode(&request); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	if e.left.Add(-1) < 0 {
		select {
		case <-e.leave:
		case <-r.Context().Done():
		}
		return
	}
	type item struct {
		Index     int       `json:"index"`
		Embedding []float32 `json:"embedding"`
	}
	var items []item
	for i, text := range request.Input {
		v := make([]float32, e.dims.Load())
		v[0], v[1] = float32(len(text)), 1
		items = append(items, item{i, v})
	}
	json.NewEncoder(w).Encode(map[string]any{"data": items, "model": "m"})
}

// flags name the endpoint.
func (e *endpoint) flags() []string { return []string{"--embed-url", e.URL, "--embed-model", "m"} }

func TestEndpoint(t *testing.T) {
	r := newRoom(t)
	e := newEndpoint(t)
	r.write("note.txt", "Water the plants.\n")
	r.run(append([]string{"add", "n.db", "note.txt"}, e.flags()...)...).fine()
	mustHave(t, r.run("info", "n.db").fine(), "openai:m, 3 dimensions")
	mustHave(t, r.run(append([]string{"search", "n.db", "plants"}, e.flags()...)...).fine(), "note.txt:1")
	r.env = []string{"NEARLITE_EMBED_URL=" + e.URL, "NEARLITE_EMBED_MODEL=m", "NEARLITE_EMBED_KEY=secret", "OPENAI_API_KEY=theirs"}
	r.run("search", "n.db", "plants").fine()
	if got := e.header.Load(); got != "Bearer secret" {
		t.Errorf("authorization %q", got)
	}
	r.env = []string{"NEARLITE_EMBED_URL=" + e.URL, "NEARLITE_EMBED_MODEL=m", "OPENAI_API_KEY=theirs"}
	r.run("search", "n.db", "plants").fine()
	if got := e.header.Load(); got != "" {
		t.Errorf("OpenAI's key went to another endpoint: %q", got)
	}
}

func TestEmbeddersDoNotMix(t *testing.T) {
	r := newRoom(t)
	e := newEndpoint(t)
	r.write("note.txt", "Water the plants.\n")
	r.run("add", "hash.db", "note.txt").fine()
	r.run(append([]string{"add", "model.db", "note.txt"}, e.flags()...)...).fine()
	both := []string{"nearlite-hash-384-v1", "openai:m"}
	r.run(append([]string{"add", "hash.db", "note.txt"}, e.flags()...)...).fails(statusProblem, both...)
	r.run(append([]string{"search", "hash.db", "x"}, e.flags()...)...).fails(statusProblem, both...)
	r.run("add", "model.db", "note.txt").fails(statusProblem, both...)
	r.run("search", "model.db", "x").fails(statusProblem, append(both, "--embed-url", "--mode words")...)
	r.run("search", "model.db", "plants", "--mode", "words").fine()
}

func TestEndpointWithAnotherDimension(t *testing.T) {
	r := newRoom(t)
	e := newEndpoint(t)
	r.write("note.txt", "Water the plants.\n")
	r.run(append([]string{"add", "n.db", "note.txt"}, e.flags()...)...).fine()
	e.dims.Store(5)
	r.write("new.txt", "Cut the hedge.\n")
	r.run(append([]string{"add", "n.db", "new.txt"}, e.flags()...)...).fails(statusProblem, "openai:m", "3 dimensions", "5", "1 document")
	if got := r.run("sql", "n.db", "SELECT count(*) FROM library_documents").fine(); got != "1\n" {
		t.Errorf("%s documents, want 1", got)
	}
}

func TestEndpointThatFails(t *testing.T) {
	r := newRoom(t)
	r.write("note.txt", "Water the plants.\n")
	give := func(status int, body string) func(e *endpoint) {
		return func(e *endpoint) { e.answer.Store(&answer{status, body}) }
	}
	tests := []struct {
		name  string
		spoil func(*endpoint)
		want  string
	}{
		{"down", func(e *endpoint) { e.Close() }, "cannot be reached"},
		{"slow", func(e *endpoint) { e.left.Store(0) }, "too slow"},
		{"garbage", give(200, "<html>Welcome</html>"), "not understood"},
		{"no vectors", give(200, "{}"), "not understood"},
		{"wrong key", give(401, `{"error":{"message":"bad key"}}`), "API key"},
		{"unknown model", give(404, `{"error":{"message":"no such model"}}`), "does not know the model"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			e := newEndpoint(t)
			tt.spoil(e)
			r := &room{T: t, folder: r.folder}
			name := strings.ReplaceAll(tt.name, " ", "-") + ".db"
			r.run(append([]string{"add", name, "note.txt", "--embed-timeout", "100ms"}, e.flags()...)...).fails(statusProblem, tt.want, e.URL)
			if _, err := os.Stat(r.path(name)); err == nil {
				t.Error("a database was made")
			}
		})
	}
}
