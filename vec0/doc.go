// Package vec0 gives every SQLite connection of the process the SQL of
// sqlite-vec: its scalar functions and the table-valued function vec_each. A
// blank import does it, beside any driver over modernc.org/sqlite:
//
//	import (
//		_ "github.com/nearlite/nearlite/vec0"
//		_ "modernc.org/sqlite"
//	)
//
// Names, results, subtypes, flags and error texts are those of sqlite-vec
// v0.1.10-alpha.3, so that programs, views and triggers written for it work
// unchanged. modernc.org/sqlite/vec registers the same names: import one of the
// two.
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
// and triggers under PRAGMA trusted_schema=off.
package vec0
