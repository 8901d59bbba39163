package vector

import (
	"context"
	"database/sql"
	"errors"
	"math"
	"math/rand/v2"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"testing"
)

func openStore(t *testing.T) (*sql.DB, *SQLiteStore) {
	t.Helper()
	db, err := sql.Open("sqlite", filepath.Join(t.TempDir(), "docs.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	for range 2 { // the second call finds the table and does nothing
		if err := EnsureSchema(db); err != nil {
			t.Fatal(err)
		}
	}
	return db, NewSQLiteStore(db)
}

func documentIDs(docs []Document) []string {
	ids := []string{}
	for _, d := range docs {
		ids = append(ids, d.ID)
	}
	return ids
}

func TestStoreAddSearchRemove(t *testing.T) {
	db, store := openStore(t)
	db.SetMaxOpenConns(1) // one connection must do
	ctx := context.Background()
	docs := []Document{
		{ID: "east", Content: "E", Metadata: `{"n":1}`, Embedding: []float32{1, 0}},
		{ID: "north", Content: "N", Embedding: []float32{0, 2}},
		{ID: "northeast", Content: "NE", Embedding: []float32{3, 3}},
		{ID: "nowhere", Embedding: []float32{0, 0}},
		{ID: "text only"},
		{ID: "deep", Embedding: []float32{1, 0, 0}},
	}
	if err := store.AddDocuments(ctx, docs); err != nil {
		t.Fatal(err)
	}
	got, err := store.SimilaritySearch(ctx, []float32{1, 0.1}, 10)
	if want := []Document{docs[0], docs[2], docs[1]}; err != nil || !reflect.DeepEqual(got, want) {
		t.Fatalf("search found %+v, %v, want %+v", got, err, want)
	}

	docs[1].Embedding, docs[1].Content = []float32{1, 0.1}, "moved"
	if err := store.AddDocuments(ctx, docs[1:2]); err != nil {
		t.Fatal(err)
	}
	got, err = store.SimilaritySearch(ctx, []float32{1, 0.1}, 1)
	if err != nil || !reflect.DeepEqual(got, docs[1:2]) {
		t.Fatalf("after the update: %+v, %v", got, err)
	}

	if err := store.Remove(ctx, []string{"north", "unknown", "east"}); err != nil {
		t.Fatal(err)
	}
	got, err = store.SimilaritySearch(ctx, []float32{1, 0.1}, 10)
	if err != nil || !slices.Equal(documentIDs(got), []string{"northeast"}) {
		t.Fatalf("after the removal: %+v, %v", got, err)
	}
	if got, err := store.SimilaritySearch(ctx, []float32{1, 0.1}, 0); err != nil || len(got) != 0 {
		t.Errorf("k = 0: %+v, %v", got, err)
	}
}

func TestStoreSearchSkipsWhatIsNoEmbedding(t *testing.T) {
	db, store := openStore(t)
	nan := AppendFloat32s(nil, []float32{1, float32(math.NaN())})
	if _, err := db.Exec(`insert into docs values
		('nan', null, null, ?), ('short', 'x', 'y', x'00'), ('text', 'x', 'y', 'abcdefgh'), ('empty', null, null, x''),
		('good', null, null, x'0000803f00000000'), (null, 5, 6.5, x'0000803f0000803f')`, nan); err != nil {
		t.Fatal(err)
	}
	got, err := store.SimilaritySearch(context.Background(), []float32{1, 0}, 10)
	if err != nil {
		t.Fatal(err)
	}
	if ids := documentIDs(got); !slices.Equal(ids, []string{"good", ""}) {
		t.Errorf("found %q", ids)
	}
}

func TestStoreAddIsAllOrNothing(t *testing.T) {
	_, store := openStore(t)
	ctx := context.Background()
	good := Document{ID: "good", Embedding: []float32{1}}
	var e *FormatError
	err := store.AddDocuments(ctx, []Document{good, {ID: "bad", Embedding: []float32{float32(math.NaN())}}})
	if !errors.As(err, &e) || e.Kind != FormatNaN {
		t.Errorf("NaN: error %v", err)
	}
	if err := store.AddDocuments(ctx, []Document{good, {Content: "no id"}}); err == nil {
		t.Error("a document without an ID is no error")
	}
	got, err := store.SimilaritySearch(ctx, []float32{1}, 5)
	if err != nil || len(got) != 0 {
		t.Errorf("after the errors the store holds %+v, %v", got, err)
	}
}

func TestStoreSearchRefuses(t *testing.T) {
	_, store := openStore(t)
	ctx := context.Background()
	if _, err := store.SimilaritySearch(ctx, nil, 1); !errors.Is(err, ErrEmptyVector) {
		t.Errorf("empty query: %v", err)
	}
	if _, err := store.SimilaritySearch(ctx, []float32{0, 0}, 1); !errors.Is(err, ErrZeroVector) {
		t.Errorf("zero query: %v", err)
	}
	var e *FormatError
	if _, err := store.SimilaritySearch(ctx, []float32{float32(math.Inf(1))}, 1); !errors.As(err, &e) {
		t.Errorf("infinite query: %v", err)
	}
}

func TestStoreSearchEqualsSorting(t *testing.T) {
	_, store := openStore(t)
	ctx := context.Background()
	seed := rand.Uint64()
	r := rand.New(rand.NewPCG(seed, seed))
	docs := make([]Document, 300)
	for i := range docs {
		docs[i] = Document{ID: strconv.Itoa(i), Embedding: randomFloats(r, 8)}
		if i%3 == 2 {
			docs[i].Embedding = docs[i-1].Embedding // ties keep the table's order
		}
	}
	if err := store.AddDocuments(ctx, docs); err != nil {
		t.Fatal(err)
	}
	for _, k := range []int{1, 2, 10, 299, 300, 1000} {
		query := randomFloats(r, 8)
		want := slices.Clone(docs)
		slices.SortStableFunc(want, func(a, b Document) int {
			x, _ := CosineSimilarity(query, a.Embedding)
			y, _ := CosineSimilarity(query, b.Embedding)
			switch {
			case x > y:
				return -1
			case x < y:
				return 1
			}
			return 0
		})
		got, err := store.SimilaritySearch(ctx, query, k)
		if err != nil || !slices.Equal(documentIDs(got), documentIDs(want[:min(k, len(want))])) {
			t.Fatalf("seed %d, k %d: found %v, %v", seed, k, documentIDs(got), err)
		}
	}
}

func BenchmarkSimilaritySearch(b *testing.B) {
	db, err := sql.Open("sqlite", filepath.Join(b.TempDir(), "docs.db"))
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	if err := EnsureSchema(db); err != nil {
		b.Fatal(err)
	}
	store, ctx := NewSQLiteStore(db), context.Background()
	r := rand.New(rand.NewPCG(1, 2))
	docs := make([]Document, 1000)
	for i := range docs {
		docs[i] = Document{ID: strconv.Itoa(i), Embedding: randomFloats(r, 1536)}
	}
	if err := store.AddDocuments(ctx, docs); err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(docs) * Float32.BlobSize(1536)))
	for b.Loop() {
		if _, err := store.SimilaritySearch(ctx, docs[0].Embedding, 10); err != nil {
			b.Fatal(err)
		}
	}
}
