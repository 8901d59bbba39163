// Package vector says what a vector is: its element types, its encodings as
// bytes and as text, the metrics that compare two of them, and a [Vector] value
// that database/sql binds and scans and that JSON encodes.
//
// # Encodings
//
// A vector of n dimensions is stored as a blob with no header:
//
//	element   bytes        content
//	float32   4*n          IEEE 754 binary32, little-endian
//	int8      n            two's complement
//	bit       n/8          bit i is bit i%8 of byte i/8, lowest bit first
//
// As text it is a JSON array of numbers. The readers [ParseFloat32] and
// [ParseInt8] take everything that sqlite-vec takes, which is more than JSON;
// what they refuse they refuse with a [*FormatError].
//
// # Metrics
//
// [L2], [L1] and [Cosine] compare float32 and int8 vectors, [Hamming] compares
// bit vectors. All are distances: smaller is nearer. Their rounding is that of
// sqlite-vec's vec_distance_* functions, so that orders agree.
//
// # Documents
//
// [SQLiteStore] is a small document store over one ordinary table. The SQL
// behind it lives in another package; nothing else here knows a database.
//
// All functions are safe for concurrent use. Slices that are passed in are read
// and not kept, except where a comment says that the result shares them.
package vector
