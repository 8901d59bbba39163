package vector

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/nearlite/nearlite/internal/docstore"
)

// Document is a text with its embedding.
type Document struct {
	ID        string    // unique, not empty
	Content   string    // the text
	Metadata  string    // anything else, JSON by custom
	Embedding []float32 // may be empty: such a document is stored, and not found by similarity
}

// Store keeps documents and finds them by similarity.
type Store interface {
	// AddDocuments stores docs, all or none. A document whose ID exists
	// replaces the stored one.
	AddDocuments(ctx context.Context, docs []Document) error

	// SimilaritySearch returns the k documents nearest to query, best first;
	// fewer if there are fewer, none if k is not positive.
	SimilaritySearch(ctx context.Context, query []float32, k int) ([]Document, error)

	// Remove deletes the documents with the given ids, all or none. Unknown
	// ids are passed over.
	Remove(ctx context.Context, ids []string) error
}

// SQLiteStore is a [Store] in the table docs of a SQLite database. It may be
// used by several goroutines at once.
type SQLiteStore struct{ db *sql.DB }

var _ Store = (*SQLiteStore)(nil)

// NewSQLiteStore returns the store in db, which remains the caller's to close.
// The table must exist; see [EnsureSchema].
func NewSQLiteStore(db *sql.DB) *SQLiteStore { return &SQLiteStore{db: db} }

// EnsureSchema creates the table of [SQLiteStore], unless it exists:
//
//	CREATE TABLE docs(id TEXT PRIMARY KEY, content TEXT, meta TEXT, embedding BLOB)
//
// Embeddings are stored as [EncodeEmbedding] makes them.
func EnsureSchema(db *sql.DB) error { return docstore.EnsureSchema(context.Background(), db) }

// AddDocuments implements [Store] in one transaction. A document without an ID
// and an embedding with NaN or an infinity are errors, and nothing is written.
func (s *SQLiteStore) AddDocuments(ctx context.Context, docs []Document) error {
	rows := make([]docstore.Row, len(docs))
	for i, d := range docs {
		if d.ID == "" {
			return fmt.Errorf("vector: document %d of %d has no ID: give each document a unique one", i, len(docs))
		}
		rows[i] = docstore.Row{ID: d.ID, Content: d.Content, Meta: d.Metadata}
		if len(d.Embedding) == 0 {
			continue
		}
		blob, err := EncodeEmbedding(d.Embedding)
		if err != nil {
			return fmt.Errorf("document %q: %w", d.ID, err)
		}
		rows[i].Embedding = blob
	}
	return docstore.Upsert(ctx, s.db, rows)
}

// SimilaritySearch implements [Store] by cosine similarity, exactly: it
// compares query with every stored embedding. Documents without an embedding of
// query's length are left out, and so are zero embeddings and those with NaN.
// query must be finite and not zero.
func (s *SQLiteStore) SimilaritySearch(ctx context.Context, query []float32, k int) ([]Document, error) {
	if err := CheckFinite(query); err != nil {
		return nil, fmt.Errorf("query: %w", err)
	}
	if _, err := CosineSimilarity(query, query); err != nil {
		return nil, fmt.Errorf("query: %w", err)
	}
	rows, err := docstore.Search(ctx, s.db, k, func(blob []byte) (float64, bool) {
		return scoreBlob(query, blob)
	})
	if err != nil {
		return nil, err
	}
	docs := make([]Document, len(rows))
	for i, r := range rows {
		docs[i] = Document{ID: r.ID, Content: r.Content, Metadata: r.Meta}
		if docs[i].Embedding, err = DecodeEmbedding(r.Embedding); err != nil {
			return nil, fmt.Errorf("document %q: %w", r.ID, err)
		}
	}
	return docs, nil
}

// scoreBlob returns the cosine similarity of query and the embedding in blob; ok
// is false if there is none.
func scoreBlob(query []float32, blob []byte) (score float64, ok bool) {
	if len(blob) != Float32.BlobSize(len(query)) {
		return 0, false
	}
	v, err := Float32sFromBlob(blob)
	if err != nil {
		return 0, false
	}
	score, err = CosineSimilarity(query, v)
	return score, err == nil && score == score
}

// Remove implements [Store] in one transaction.
func (s *SQLiteStore) Remove(ctx context.Context, ids []string) error {
	return docstore.Remove(ctx, s.db, ids)
}
