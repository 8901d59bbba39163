package vecutil

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// format is the version of the tables below.
const format = 1

// schema makes the tables of a library; the package documentation describes
// them. Embeddings have a table of their own because a search by vectors reads
// all of them and nothing else.
const schema = `
CREATE TABLE library(key TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE library_documents(
	id INTEGER PRIMARY KEY,
	path TEXT NOT NULL UNIQUE,
	kind TEXT NOT NULL,
	size INTEGER NOT NULL,
	modified_ns INTEGER NOT NULL,
	digest BLOB NOT NULL
);
CREATE TABLE library_chunks(
	id INTEGER PRIMARY KEY,
	document_id INTEGER NOT NULL REFERENCES library_documents(id) ON DELETE CASCADE,
	position INTEGER NOT NULL,
	title TEXT NOT NULL,
	body TEXT NOT NULL,
	first_line INTEGER NOT NULL,
	last_line INTEGER NOT NULL,
	UNIQUE(document_id, position)
);
CREATE TABLE library_vectors(
	chunk_id INTEGER PRIMARY KEY REFERENCES library_chunks(id) ON DELETE CASCADE,
	embedding BLOB NOT NULL
);
CREATE VIRTUAL TABLE library_words USING fts5(
	title, body, content='library_chunks', content_rowid='id', tokenize='porter unicode61'
);
CREATE TRIGGER library_chunks_insert AFTER INSERT ON library_chunks BEGIN
	INSERT INTO library_words(rowid, title, body) VALUES(new.id, new.title, new.body);
END;
CREATE TRIGGER library_chunks_delete AFTER DELETE ON library_chunks BEGIN
	INSERT INTO library_words(library_words, rowid, title, body) VALUES('delete', old.id, old.title, old.body);
END;
CREATE TRIGGER library_chunks_update AFTER UPDATE ON library_chunks BEGIN
	INSERT INTO library_words(library_words, rowid, title, body) VALUES('delete', old.id, old.title, old.body);
	INSERT INTO library_words(rowid, title, body) VALUES(new.id, new.title, new.body);
END;
`

// settings are the rows of the table library.
type settings struct {
	format   int
	embedder string
	dims     int // 0 until the first document is added
}

// rowQuerier is a *sql.DB, *sql.Conn or *sql.Tx.
type rowQuerier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// readSettings reads the settings, or fails with ErrNoLibrary.
func readSettings(ctx context.Context, q rowQuerier) (s settings, err error) {
	var tables int
	err = q.QueryRowContext(ctx, `SELECT count(*) FROM sqlite_schema
		WHERE type = 'table' AND name IN ('library', 'library_documents', 'library_chunks', 'library_vectors', 'library_words')`).Scan(&tables)
	if err != nil {
		return s, fmt.Errorf("looking for the library: %w", err)
	}
	if tables != 5 {
		return s, ErrNoLibrary
	}
	for key, value := range map[string]any{"format": &s.format, "embedder": &s.embedder, "dims": &s.dims} {
		if err := q.QueryRowContext(ctx, `SELECT value FROM library WHERE key = ?`, key).Scan(value); err != nil {
			return s, fmt.Errorf("reading the library's setting %q: %w", key, err)
		}
	}
	if s.format != format {
		return s, fmt.Errorf("%w: found version %d, this program knows %d; use the program that made the database, or a newer one",
			ErrFormat, s.format, format)
	}
	return s, nil
}

// create makes the tables and writes the settings, all or nothing. A library
// that another process makes at the same time stays as it is.
func create(ctx context.Context, db *sql.DB, s settings) error {
	return inTransaction(ctx, db, func(t *transaction) error {
		if _, err := readSettings(ctx, t.conn); !errors.Is(err, ErrNoLibrary) {
			return err
		}
		if _, err := t.conn.ExecContext(ctx, schema); err != nil {
			return fmt.Errorf("creating the library: %w", err)
		}
		for key, value := range map[string]any{"format": format, "embedder": s.embedder, "dims": s.dims} {
			if _, err := t.exec(ctx, `INSERT INTO library(key, value) VALUES(?, ?)`, key, value); err != nil {
				return fmt.Errorf("writing the library's setting %q: %w", key, err)
			}
		}
		return nil
	})
}

// check reports whether vectors of e may be compared with those stored.
func (s settings) check(name string, dims int) error {
	if s.embedder != name || s.dims != 0 && dims != 0 && s.dims != dims {
		return &EmbedderError{Stored: s.embedder, Given: name, StoredDims: s.dims, GivenDims: dims}
	}
	return nil
}
