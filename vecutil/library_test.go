package vecutil_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/nearlite/nearlite/engine"
	"github.com/nearlite/nearlite/vecutil"
	"github.com/nearlite/nearlite/vecutil/chunk"
	"github.com/nearlite/nearlite/vecutil/embed"
	"github.com/nearlite/nearlite/vecutil/source"
)

// fakeEmbedder gives vectors of a chosen length, and can fail.
type fakeEmbedder struct {
	name  string
	dims  int
	calls atomic.Int64
	fail  func(call int64) error
}

func (e *fakeEmbedder) Name() string { return e.name }
func (e *fakeEmbedder) Dims() int    { return 0 }
func (e *fakeEmbedder) Embed(ctx context.Context, texts []string) ([][]float32, error) {
	if call := e.calls.Add(1); e.fail != nil {
		if err := e.fail(call); err != nil {
			return nil, err
		}
	}
	vectors := make([][]float32, len(texts))
	for i, t := range texts {
		vectors[i] = make([]float32, e.dims)
		for j := range vectors[i] {
			vectors[i][j] = 1 + float32(len(t)%(j+2))
		}
	}
	return vectors, ctx.Err()
}

func open(t testing.TB, dsn string) *sql.DB {
	t.Helper()
	db, err := engine.Open(dsn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func create(t testing.TB, db *sql.DB, e embed.Embedder) *vecutil.Library {
	t.Helper()
	l, err := vecutil.CreateLibrary(t.Context(), db, e)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func write(t testing.TB, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

func add(t testing.TB, l *vecutil.Library, paths ...string) vecutil.AddReport {
	t.Helper()
	r, err := l.Add(t.Context(), paths, vecutil.AddOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range r.Problems {
		t.Errorf("problem: %v", p)
	}
	return r
}

// search returns the names of the files found.
func search(t testing.TB, l *vecutil.Library, query string, opt vecutil.SearchOptions) (found []string) {
	t.Helper()
	hits, err := l.Search(t.Context(), query, opt)
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range hits {
		found = append(found, filepath.Base(h.Path))
	}
	return found
}

func TestAddFollowsTheFiles(t *testing.T) {
	dir := t.TempDir()
	db := open(t, filepath.Join(dir, "l.db"))
	l := create(t, db, embed.Hash{})
	docs := filepath.Join(dir, "docs")
	write(t, filepath.Join(docs, "cats.md"), "# Cats\n\nCats purr when they are content.\n")
	write(t, filepath.Join(docs, "sub", "dogs.txt"), "Dogs bark at the postman.\n")
	write(t, filepath.Join(docs, "p", "p.go"), "// Package p feeds parrots.\npackage p\n\n// Feed gives a parrot its seeds.\nfunc Feed() {}\n")

	if r := add(t, l, docs); r.Added != 3 || r.Updated+r.Unchanged+r.Removed != 0 || r.Chunks != 4 {
		t.Errorf("first run: %+v", r)
	}
	if got := search(t, l, "purring cat", vecutil.SearchOptions{}); len(got) == 0 || got[0] != "cats.md" {
		t.Errorf("found %q", got)
	}
	if r := add(t, l, docs); r.Unchanged != 3 || r.Added+r.Updated+r.Removed+r.Chunks != 0 {
		t.Errorf("second run: %+v", r)
	}

	// Another time and the same text is no change; another text is.
	later := time.Now().Add(time.Hour)
	if err := os.Chtimes(filepath.Join(docs, "cats.md"), later, later); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(docs, "sub", "dogs.txt"), "Dogs chase the hedgehog at night.\n")
	if err := os.Remove(filepath.Join(docs, "p", "p.go")); err != nil {
		t.Fatal(err)
	}
	if r := add(t, l, docs); r.Unchanged != 1 || r.Updated != 1 || r.Removed != 1 || r.Chunks != 1 {
		t.Errorf("third run: %+v", r)
	}
	for query, want := range map[string]int{"hedgehog": 1, "postman": 0, "parrot": 0} {
		if got := search(t, l, query, vecutil.SearchOptions{Mode: vecutil.Words}); len(got) != want {
			t.Errorf("%q finds %q", query, got)
		}
	}
	var orphans int
	err := db.QueryRow(`SELECT (SELECT count(*) FROM library_vectors) - (SELECT count(*) FROM library_chunks)
		+ (SELECT count(*) FROM library_chunks WHERE document_id NOT IN (SELECT id FROM library_documents))`).Scan(&orphans)
	if err != nil || orphans != 0 {
		t.Errorf("%d rows are left over, %v", orphans, err)
	}
	if _, err := db.Exec(`INSERT INTO library_words(library_words, rank) VALUES('integrity-check', 1)`); err != nil {
		t.Errorf("the word index does not fit the chunks: %v", err)
	}
}

func TestAddKeepsWhatItCannotReach(t *testing.T) {
	dir := t.TempDir()
	l := create(t, open(t, ":memory:"), embed.Hash{})
	write(t, filepath.Join(dir, "a", "one.txt"), "first text")
	write(t, filepath.Join(dir, "b", "two.txt"), "second text")
	add(t, l, dir)
	// A path that is not asked for is left alone, even if its files are gone.
	if err := os.RemoveAll(filepath.Join(dir, "a")); err != nil {
		t.Fatal(err)
	}
	if r := add(t, l, filepath.Join(dir, "b")); r.Removed != 0 {
		t.Errorf("removed %d", r.Removed)
	}
	// A document that is now a binary file is told, and its old text stays.
	write(t, filepath.Join(dir, "b", "two.txt"), "bin\x00ary")
	r, err := l.Add(t.Context(), []string{dir}, vecutil.AddOptions{})
	if err != nil || len(r.Problems) != 1 || !errors.Is(r.Problems[0], source.ErrBinary) || r.Removed != 1 {
		t.Errorf("%+v, %v", r, err)
	}
	if got := search(t, l, "second", vecutil.SearchOptions{}); !slices.Equal(got, []string{"two.txt"}) {
		t.Errorf("found %q", got)
	}
}

func TestRemoveTakesDocumentsOut(t *testing.T) {
	dir := t.TempDir()
	l := create(t, open(t, ":memory:"), embed.Hash{})
	for _, name := range []string{"a/one.txt", "a/two.txt", "ab/three.txt"} {
		write(t, filepath.Join(dir, filepath.FromSlash(name)), "text of "+name)
	}
	add(t, l, dir)
	if n, err := l.Remove(t.Context(), []string{filepath.Join(dir, "a")}); n != 2 || err != nil {
		t.Errorf("removed %d, %v", n, err)
	}
	if got := search(t, l, "text", vecutil.SearchOptions{}); !slices.Equal(got, []string{"three.txt"}) {
		t.Errorf("left %q", got)
	}
}

func TestEmbeddersDoNotMix(t *testing.T) {
	dir := t.TempDir()
	db := open(t, filepath.Join(dir, "l.db"))
	write(t, filepath.Join(dir, "a.txt"), "some text")
	write(t, filepath.Join(dir, "b.txt"), "more text")
	small := &fakeEmbedder{name: "model-a", dims: 8}
	add(t, create(t, db, small), filepath.Join(dir, "a.txt"))

	for _, other := range []embed.Embedder{embed.Hash{}, &fakeEmbedder{name: "model-b", dims: 8}} {
		_, err := vecutil.OpenLibrary(t.Context(), db, other)
		var mixed *vecutil.EmbedderError
		if !errors.As(err, &mixed) || !strings.Contains(err.Error(), "model-a") || !strings.Contains(err.Error(), other.Name()) {
			t.Errorf("opened with %s: %v", other.Name(), err)
		}
	}
	// The same name with vectors of another length.
	l := create(t, db, &fakeEmbedder{name: "model-a", dims: 9})
	_, err := l.Add(t.Context(), []string{filepath.Join(dir, "b.txt")}, vecutil.AddOptions{})
	var mixed *vecutil.EmbedderError
	if !errors.As(err, &mixed) || mixed.StoredDims != 8 || mixed.GivenDims != 9 {
		t.Errorf("other dimensions: %v", err)
	}
	if info, err := l.Info(t.Context()); err != nil || info.Documents != 1 || info.Dims != 8 {
		t.Errorf("%+v, %v", info, err)
	}
	// Words need no embedder.
	l, err = vecutil.OpenLibrary(t.Context(), db, nil)
	if err != nil {
		t.Fatal(err)
	}
	if got := search(t, l, "text", vecutil.SearchOptions{Mode: vecutil.Words}); !slices.Equal(got, []string{"a.txt"}) {
		t.Errorf("found %q", got)
	}
	if _, err := l.Search(t.Context(), "text", vecutil.SearchOptions{}); !errors.Is(err, vecutil.ErrNoEmbedder) {
		t.Errorf("hybrid without an embedder: %v", err)
	}
}

func TestOpenLibraryTellsWhatItFinds(t *testing.T) {
	db := open(t, ":memory:")
	if _, err := vecutil.OpenLibrary(t.Context(), db, nil); !errors.Is(err, vecutil.ErrNoLibrary) {
		t.Errorf("an empty database: %v", err)
	}
	if _, err := db.Exec(`CREATE TABLE library(key, value)`); err != nil {
		t.Fatal(err)
	}
	if _, err := vecutil.OpenLibrary(t.Context(), db, nil); !errors.Is(err, vecutil.ErrNoLibrary) {
		t.Errorf("a table of that name: %v", err)
	}
	db = open(t, ":memory:")
	create(t, db, embed.Hash{})
	if _, err := db.Exec(`UPDATE library SET value = 99 WHERE key = 'format'`); err != nil {
		t.Fatal(err)
	}
	if _, err := vecutil.OpenLibrary(t.Context(), db, nil); !errors.Is(err, vecutil.ErrFormat) || !strings.Contains(err.Error(), "99") {
		t.Errorf("a newer format: %v", err)
	}
}

// manyFiles writes n files of some chunks each.
func manyFiles(t testing.TB, n int) string {
	dir := t.TempDir()
	for i := range n {
		text := fmt.Sprintf("# File %d\n\n", i) + strings.Repeat(fmt.Sprintf("Sentence about topic%d. ", i), 100)
		write(t, filepath.Join(dir, fmt.Sprintf("f%03d.md", i)), text)
	}
	return dir
}

// wholeDocuments checks that no document has a part of its chunks, and returns
// how many there are.
func wholeDocuments(t testing.TB, db *sql.DB, want int) (documents int) {
	t.Helper()
	rows, err := db.Query(`SELECT path, count(c.id), count(v.chunk_id) FROM library_documents d
		LEFT JOIN library_chunks c ON c.document_id = d.id LEFT JOIN library_vectors v ON v.chunk_id = c.id GROUP BY d.id`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var path string
		var chunks, vectors int
		if err := rows.Scan(&path, &chunks, &vectors); err != nil {
			t.Fatal(err)
		}
		if chunks != want || vectors != want {
			t.Errorf("%s has %d chunks and %d vectors, want %d", path, chunks, vectors, want)
		}
		documents++
	}
	return documents
}

func TestAddGoesOnAfterAnEnd(t *testing.T) {
	const files = 200
	dir := manyFiles(t, files)
	reference := open(t, ":memory:")
	perFile := add(t, create(t, reference, embed.Hash{}), dir).Chunks / files

	refused := errors.New("the endpoint is down")
	for name, end := range map[string]func(context.CancelFunc, *atomic.Bool){
		"cancelled": func(cancel context.CancelFunc, _ *atomic.Bool) { cancel() },
		"refused":   func(_ context.CancelFunc, down *atomic.Bool) { down.Store(true) },
	} {
		t.Run(name, func(t *testing.T) {
			db := open(t, filepath.Join(t.TempDir(), "l.db"))
			ctx, cancel := context.WithCancel(t.Context())
			var down atomic.Bool
			l := create(t, db, &fakeEmbedder{name: "fake", dims: 4, fail: func(int64) error {
				if down.Load() {
					return refused
				}
				return nil
			}})
			r, err := l.Add(ctx, []string{dir}, vecutil.AddOptions{Progress: func(p vecutil.Progress) {
				if p.Chunks > 0 {
					end(cancel, &down)
				}
			}})
			if !errors.Is(err, context.Canceled) && !errors.Is(err, refused) {
				t.Fatalf("ended with %v", err)
			}
			down.Store(false)
			stored := wholeDocuments(t, db, perFile)
			if stored != r.Added || stored == 0 || stored == files {
				t.Errorf("%d documents are stored, %d reported", stored, r.Added)
			}
			if r := add(t, l, dir); r.Unchanged != stored || r.Added != files-stored {
				t.Errorf("going on: %+v after %d", r, stored)
			}
			if n := wholeDocuments(t, db, perFile); n != files {
				t.Errorf("%d documents at the end", n)
			}
		})
	}
}

func TestTwoProcessesAddAtOnce(t *testing.T) {
	const files = 60
	dir := manyFiles(t, files)
	path := filepath.Join(t.TempDir(), "l.db")
	create(t, open(t, path), embed.Hash{})
	var wg sync.WaitGroup
	for range 4 {
		db := open(t, path)
		wg.Go(func() {
			l, err := vecutil.OpenLibrary(context.Background(), db, embed.Hash{})
			if err == nil {
				_, err = l.Add(context.Background(), []string{dir}, vecutil.AddOptions{})
			}
			if err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	db := open(t, path)
	var perFile int
	if err := db.QueryRow(`SELECT max(position) + 1 FROM library_chunks`).Scan(&perFile); err != nil {
		t.Fatal(err)
	}
	if n := wholeDocuments(t, db, perFile); n != files {
		t.Errorf("%d documents", n)
	}
}

func TestProgressReachesTheEnd(t *testing.T) {
	dir := manyFiles(t, 50)
	l := create(t, open(t, ":memory:"), embed.Hash{})
	var last vecutil.Progress
	r, err := l.Add(t.Context(), []string{dir}, vecutil.AddOptions{
		Chunk: chunk.Options{TargetBytes: 200, MaxBytes: 300},
		Progress: func(p vecutil.Progress) {
			if p.Files < last.Files || p.Chunks < last.Chunks {
				t.Errorf("progress goes back from %+v to %+v", last, p)
			}
			last = p
		},
	})
	if err != nil || last.Files != 50 || last.FilesTotal != 50 || last.Chunks != r.Chunks || r.Chunks < 400 {
		t.Errorf("%+v, %+v, %v", last, r, err)
	}
}

func TestSearchModes(t *testing.T) {
	dir := t.TempDir()
	l := create(t, open(t, ":memory:"), embed.Hash{})
	write(t, filepath.Join(dir, "whales.txt"), "Whales sing songs under water. The humpback whale is a mammal.")
	write(t, filepath.Join(dir, "birds.txt"), "Birds sing in the morning. A lark is a songbird.")
	write(t, filepath.Join(dir, "stones.txt"), "Granite and basalt are stones.")
	add(t, l, dir)
	for _, mode := range []vecutil.Mode{vecutil.Hybrid, vecutil.Words, vecutil.Vectors} {
		hits, err := l.Search(t.Context(), "humpback whales", vecutil.SearchOptions{K: 2, Mode: mode})
		if err != nil || len(hits) == 0 || filepath.Base(hits[0].Path) != "whales.txt" {
			t.Fatalf("mode %d: %+v, %v", mode, hits, err)
		}
		if mode == vecutil.Hybrid && hits[0].Score != 1 {
			t.Errorf("first in both rankings scores %v, want 1", hits[0].Score)
		}
		if !slices.IsSortedFunc(hits, func(a, b vecutil.Hit) int { return -int(1e9 * (a.Score - b.Score)) }) {
			t.Errorf("mode %d: not sorted: %+v", mode, hits)
		}
	}
	// Text that looks like FTS5's syntax is only text.
	for _, query := range []string{`"`, `songs"`, `NOT`, `title:whale`, `(whale`, `whale*`, `a AND`, `^`, `-`, "\x00", "ŵhale ☃"} {
		if _, err := l.Search(t.Context(), query, vecutil.SearchOptions{}); err != nil {
			t.Errorf("query %q: %v", query, err)
		}
	}
	if _, err := l.Search(t.Context(), " \n", vecutil.SearchOptions{}); !errors.Is(err, vecutil.ErrNoWords) {
		t.Errorf("a blank query: %v", err)
	}
}

func TestAddReportsMissingPaths(t *testing.T) {
	l := create(t, open(t, ":memory:"), embed.Hash{})
	r, err := l.Add(t.Context(), []string{filepath.Join(t.TempDir(), "nowhere")}, vecutil.AddOptions{})
	if err != nil || len(r.Problems) != 1 || !errors.Is(r.Problems[0], os.ErrNotExist) {
		t.Errorf("%+v, %v", r, err)
	}
}
