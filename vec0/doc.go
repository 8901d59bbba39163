// Package vec0 gives every SQLite connection of the process the SQL of
// sqlite-vec: its virtual table vec0, its scalar functions and the table-valued
// function vec_each. A blank import does it, beside any driver over
// modernc.org/sqlite:
//
//	import (
//		_ "github.com/nearlite/nearlite/vec0"
//		_ "modernc.org/sqlite"
//	)
//
// Names, results, subtypes, flags, error texts and the bytes on disk are those of
// sqlite-vec v0.1.10-alpha.3, so that programs, views, triggers and files made for
// it work unchanged. modernc.org/sqlite/vec registers the same names: import one
// of the two. Importing either initializes SQLite, after which the driver's
// RegisterPageCache is refused.
//
// # Vectors in SQL
//
// A vector is a BLOB or a TEXT, and its element type is told by the value's
// subtype, which vec_f32, vec_bit and vec_int8 set:
//
//	subtype     element   BLOB                        TEXT
//	none, 223   float32   4 bytes an element, LE      [1, 2.5, -3e-2]
//	225         int8      1 byte an element           [1, -2, 3]
//	224         bit       8 elements a byte, LSB 1st  not accepted
//
// A vector has at least one element, and a float32 one no NaN and no infinity.
//
// # Functions
//
//	vec_f32(v) vec_int8(v) vec_bit(v)                      a vector of that type
//	vec_length(v) vec_type(v) vec_to_json(v)               what it holds
//	vec_distance_l2(a, b) vec_distance_l1(a, b)            distances
//	vec_distance_cosine(a, b) vec_distance_hamming(a, b)
//	vec_add(a, b) vec_sub(a, b)                            element by element
//	vec_slice(v, start, end) vec_normalize(v)              parts and direction
//	vec_quantize_int8(v, 'unit') vec_quantize_binary(v)    smaller types
//	vec_version() vec_debug()                              what runs here
//	vec_each(v)                                            a row an element
//
// All are deterministic and innocuous: they may stand in indexes, and in views
// and triggers under PRAGMA trusted_schema=off. So that views with MATCH may, too,
// SQLite's own function behind that operator is replaced by one that says the same
// and is innocuous; this goes for the MATCH of every module in the process.
//
// # Tables
//
//	CREATE VIRTUAL TABLE t USING vec0(
//		id INTEGER PRIMARY KEY,              -- or TEXT; a rowid without it
//		e float[768] distance_metric=cosine, -- vectors: float, int8, bit; l2, l1, cosine
//		tenant INTEGER PARTITION KEY,        -- KNN reads only the partitions asked for
//		year INTEGER,                        -- metadata: KNN filters by it
//		+body TEXT                           -- auxiliary: stored, not searched
//	);
//	SELECT id, distance FROM t
//	WHERE e MATCH :query AND k = 10 AND tenant = 7 AND year >= 2020;
//
// Package vec0/definition has the grammar, vec0/shadow the layout on disk. A KNN
// search is exact, nearest first; of a column INDEXED BY rescore(…) it scans
// codes and orders the best of them exactly. Beyond sqlite-vec there are:
//
//	k above 4096, LIMIT with OFFSET          time grows with n log k
//	LIKE on text metadata                    as SQLite's own
//	INSERT OR IGNORE, OR FAIL, OR ROLLBACK   for a key that is taken
//	UPDATE of partition keys                 the row moves to another chunk
//	int8 and bit blobs without a subtype     in INSERT and UPDATE, by their length
//	INSERT INTO t(t) VALUES('optimize')      fills free slots, removes empty chunks
//	ALTER TABLE … RENAME, integrity_check    for tables with rescore columns, too
//
// Columns with a DiskANN or IVF index are refused.
//
// # Transactions
//
// A table reads and writes on the connection that uses it, in its transaction:
// a query sees the transaction's own rows, a rollback takes them back. Writes of a
// transaction are gathered, at most one chunk of a table, and written before
// anything reads the table; a SELECT on a shadow table itself does not see them
// before that. Such a write counts in changes() and total_changes(), and cannot be
// made while PRAGMA query_only is on: a COMMIT then fails.
package vec0
