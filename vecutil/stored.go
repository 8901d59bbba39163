package vecutil

import (
	"context"
	"crypto/sha256"
	"fmt"

	"github.com/nearlite/nearlite/vector"
)

// stored is what the library knows of a document without reading it.
type stored struct {
	id       int64
	size     int64
	modified int64 // nanoseconds since 1970
	digest   [sha256.Size]byte
}

// readStored reads all documents by path.
func readStored(ctx context.Context, q rowQuerier) (map[string]stored, error) {
	rows, err := q.QueryContext(ctx, `SELECT path, id, size, modified_ns, digest FROM library_documents`)
	if err != nil {
		return nil, fmt.Errorf("reading the list of documents: %w", err)
	}
	defer rows.Close()
	known := map[string]stored{}
	for rows.Next() {
		var path string
		var digest []byte
		var s stored
		if err := rows.Scan(&path, &s.id, &s.size, &s.modified, &digest); err != nil {
			return nil, fmt.Errorf("reading the list of documents: %w", err)
		}
		copy(s.digest[:], digest)
		known[path] = s
	}
	return known, rows.Err()
}

// write stores documents in one transaction.
func (l *Library) write(ctx context.Context, docs []document) error {
	if len(docs) == 0 {
		return nil
	}
	return inTransaction(ctx, l.db, func(t *transaction) error {
		if err := l.fixDims(ctx, t, docs); err != nil {
			return err
		}
		for _, d := range docs {
			store := replaceDocument
			if !d.changed {
				store = touchDocument
			}
			if err := store(ctx, t, d); err != nil {
				return fmt.Errorf("storing %s: %w", d.file.Path, err)
			}
		}
		return nil
	})
}

// fixDims holds the vectors of docs to the length that the library has, which
// the first ones decide.
func (l *Library) fixDims(ctx context.Context, t *transaction, docs []document) error {
	s, err := readSettings(ctx, t.conn)
	if err != nil {
		return err
	}
	stored := s.dims
	for _, d := range docs {
		for _, v := range d.vectors {
			if err := s.check(l.embedder.Name(), len(v)); err != nil {
				return err
			}
			s.dims = len(v)
		}
	}
	if s.dims != stored {
		_, err = t.exec(ctx, `UPDATE library SET value = ? WHERE key = 'dims'`, s.dims)
	}
	return err
}

// replaceDocument stores a document in place of the one with its path.
func replaceDocument(ctx context.Context, t *transaction, d document) error {
	if _, err := t.exec(ctx, `DELETE FROM library_documents WHERE path = ?`, d.file.Path); err != nil {
		return err
	}
	id, err := t.insert(ctx, `INSERT INTO library_documents(path, kind, size, modified_ns, digest) VALUES(?, ?, ?, ?, ?)`,
		d.file.Path, d.file.Kind.String(), d.file.Size, d.file.ModTime.UnixNano(), d.digest[:])
	if err != nil {
		return err
	}
	var blob []byte
	for i, c := range d.chunks {
		chunk, err := t.insert(ctx, `INSERT INTO library_chunks(document_id, position, title, body, first_line, last_line) VALUES(?, ?, ?, ?, ?, ?)`,
			id, i, c.Title, c.Text, c.FirstLine, c.LastLine)
		if err != nil {
			return err
		}
		blob = vector.AppendFloat32s(blob[:0], d.vectors[i])
		if _, err := t.exec(ctx, `INSERT INTO library_vectors(chunk_id, embedding) VALUES(?, ?)`, chunk, blob); err != nil {
			return err
		}
	}
	return nil
}

// touchDocument notes that a file has another time and the same text.
func touchDocument(ctx context.Context, t *transaction, d document) error {
	_, err := t.exec(ctx, `UPDATE library_documents SET size = ?, modified_ns = ? WHERE path = ?`,
		d.file.Size, d.file.ModTime.UnixNano(), d.file.Path)
	return err
}

// remove deletes documents in one transaction.
func (l *Library) remove(ctx context.Context, ids []int64) error {
	if len(ids) == 0 {
		return nil
	}
	return inTransaction(ctx, l.db, func(t *transaction) error {
		for _, id := range ids {
			if _, err := t.exec(ctx, `DELETE FROM library_documents WHERE id = ?`, id); err != nil {
				return fmt.Errorf("removing a document: %w", err)
			}
		}
		return nil
	})
}
