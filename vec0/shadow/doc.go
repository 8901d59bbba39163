// Package shadow keeps the rows of a vec0 table in its shadow tables, in the
// layout of sqlite-vec, byte for byte.
//
// # Layout
//
// S is the table's chunk size; integers and floats are little-endian; bit i of a
// bitmap is bit i%8 of byte i/8, lowest first. NN is a column's number within its
// kind, two digits.
//
//	table.column              bytes   content
//	chunks.validity           S/8     bitmap of the slots in use
//	chunks.rowids             8*S     rowid in each slot, 0 in free ones
//	vector_chunksNN.vectors   S*B     a vector of B bytes in each slot, zeros in free ones
//	rescore_chunksNN.vectors  S*B     the same, quantized
//	metadatachunksNN.data     S/8     boolean: bitmap
//	                          8*S     integer: int64; float: float64
//	                          16*S    text: length int32, then the first 12 bytes
//	metadatatextNN            a row   texts of more than 12 bytes, by the row's rowid
//	rescore_vectorsNN         a row   the float32 vector of a rescore column, by rowid
//	rowids                    a row   id (text keys), chunk_id, chunk_offset, by rowid
//	auxiliary                 a row   values as they are, by rowid
//
// In vector_chunksNN, rescore_chunksNN, metadatachunksNN and metadatatextNN the
// declared rowid column is an ordinary column beside the internal _rowid_. Rows
// are written with both equal to the chunk's number, and found by the column.
//
// # The buffered chunk
//
// Writing one vector into a chunk of some mebibytes makes SQLite walk the chain
// of its pages, so writes of a transaction are gathered in a buffer of one chunk
// and flushed: when another chunk is needed, before the table is read, at a
// savepoint, and before COMMIT. A rollback discards the buffer. Until a flush,
// SELECTs on the shadow tables themselves, in the writing transaction, do not see
// the buffered writes.
//
// SQLite rolls a transaction back when a statement that writes is interrupted, so
// a flush looks for an interrupt before each of its statements, stops there, and
// goes on later. An interrupt that comes within one of them, while a SELECT has
// the buffer written, still costs the transaction; the window is some
// microseconds.
//
// # Trust
//
// A database may come from anywhere, and the vector tables are not protected from
// other programs. Every blob's type and length is checked before it is used; an
// error names the table, the row, what was expected and what was found.
package shadow
