// Package vecutil is search that begins with text: a [Library] reads documents
// from files, keeps them with their embeddings in a SQLite database, and
// answers questions by words, by vectors or by both.
//
//	db, err := engine.Open("notes.db")
//	…
//	lib, err := vecutil.CreateLibrary(ctx, db, embed.Hash{})
//	…
//	report, err := lib.Add(ctx, []string{"notes/"}, vecutil.AddOptions{})
//	…
//	hits, err := lib.Search(ctx, "how to renew the certificate", vecutil.SearchOptions{})
//
// # Tables
//
// A library lives in ordinary tables, which any SQLite program may read:
//
//	library(key, value)                 format, embedder and dims of the library
//	library_documents(id, path, kind,   a row for each file; path is absolute,
//	  size, modified_ns, digest)        digest the SHA-256 of its text
//	library_chunks(id, document_id,     the pieces of a document in order, with
//	  position, title, body,            the lines they come from, counted from 1
//	  first_line, last_line)
//	library_vectors(chunk_id,           a chunk's embedding: float32, little-endian
//	  embedding)
//	library_words                       FTS5 index over title and body, kept by
//	                                    triggers on library_chunks
//
// Deleting a row of library_documents deletes what belongs to it, provided that
// foreign keys are on, as engine has them.
//
// # Requirements
//
// The database handle's connections must have sqlite-vec's SQL functions, as
// those of package engine do, or those of the driver of modernc.org/sqlite with
// package vec0 imported.
package vecutil
