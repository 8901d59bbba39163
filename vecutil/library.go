package vecutil

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/nearlite/nearlite/vecutil/embed"
)

// Library is a collection of documents in a database. Its methods may be called
// concurrently, and several processes may use one library; those that write
// wait for each other.
type Library struct {
	db       *sql.DB
	embedder embed.Embedder
}

// OpenLibrary opens the library in db. embedder must be the one that made the
// library's vectors, or nil for use without vectors. It returns ErrNoLibrary
// when there is none, and an *EmbedderError for another embedder. The handle
// stays the caller's; closing it ends the use of the library.
func OpenLibrary(ctx context.Context, db *sql.DB, embedder embed.Embedder) (*Library, error) {
	s, err := readSettings(ctx, db)
	if err != nil {
		return nil, err
	}
	if embedder != nil {
		if err := s.check(embedder.Name(), embedder.Dims()); err != nil {
			return nil, err
		}
	}
	return &Library{db, embedder}, nil
}

// CreateLibrary opens the library in db, and makes it when there is none; the
// embedder is then the library's own for ever.
func CreateLibrary(ctx context.Context, db *sql.DB, embedder embed.Embedder) (*Library, error) {
	if embedder == nil {
		return nil, fmt.Errorf("%w: a new library needs one", ErrNoEmbedder)
	}
	l, err := OpenLibrary(ctx, db, embedder)
	if !errors.Is(err, ErrNoLibrary) {
		return l, err
	}
	if err := create(ctx, db, settings{embedder: embedder.Name(), dims: embedder.Dims()}); err != nil {
		return nil, err
	}
	return OpenLibrary(ctx, db, embedder)
}

// Info says what a library holds.
type Info struct {
	Embedder      string `json:"embedder"`       // name of the embedder that made the vectors
	Dims          int    `json:"dims"`           // length of the vectors, 0 before the first
	Documents     int    `json:"documents"`      // number of documents
	Chunks        int    `json:"chunks"`         // number of chunks
	TextBytes     int64  `json:"text_bytes"`     // size of the chunks' texts
	DatabaseBytes int64  `json:"database_bytes"` // size of the database file
}

// Info counts what the library holds.
func (l *Library) Info(ctx context.Context) (Info, error) {
	tx, err := l.db.BeginTx(ctx, nil) // all counts from one snapshot
	if err != nil {
		return Info{}, err
	}
	defer tx.Rollback()
	s, err := readSettings(ctx, tx)
	if err != nil {
		return Info{}, err
	}
	info := Info{Embedder: s.embedder, Dims: s.dims}
	err = tx.QueryRowContext(ctx, `SELECT (SELECT count(*) FROM library_documents),
		(SELECT count(*) FROM library_chunks), (SELECT coalesce(sum(octet_length(body)), 0) FROM library_chunks),
		(SELECT page_count * page_size FROM pragma_page_count, pragma_page_size)`).
		Scan(&info.Documents, &info.Chunks, &info.TextBytes, &info.DatabaseBytes)
	if err != nil {
		return Info{}, fmt.Errorf("counting the library: %w", err)
	}
	return info, nil
}
