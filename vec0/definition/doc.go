// Package definition says what the arguments of
//
//	CREATE VIRTUAL TABLE t USING vec0(argument, ...)
//
// mean: which columns the table has, how they are numbered, and which shadow
// tables hold their values. It runs no SQL; it reads the arguments and writes
// the statements that others run.
//
// # Arguments
//
//	argument                                            column
//	e float[768]        e int8[768]     e bit[768]      vector
//	e float[768] distance_metric=cosine                 l2 (default), l1 or cosine
//	e float[768] indexed by rescore(quantizer=bit)      vector with codes beside it
//	tenant integer partition key                        partition key: text, integer
//	id text primary key                                 primary key: text, integer
//	+note text                                          auxiliary: text, integer, float, blob
//	price float                                         metadata: boolean, integer, float, text
//	chunk_size=512                                      option: slots of a chunk
//
// SQLite keeps the statement as it was written and hands its arguments over at
// every opening, so whatever sqlite-vec v0.1.10-alpha.3 lets through is let
// through here: [Parse] describes it.
//
// # Columns
//
// The declared table has the id at number [IDColumn], the user's columns in the
// order of the arguments after it, all kinds mixed, and then the hidden ones
// that [Table.Hidden] numbers.
package definition
