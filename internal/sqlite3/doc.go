// Package sqlite3 is SQLite's C interface as Go: connections, statements,
// blobs, values, scalar functions and virtual-table modules, over the C API of
// modernc.org/sqlite/lib. It holds what the product uses and no more.
//
// # Registration
//
// [RegisterFunction] and [RegisterModule] are called from the init functions of
// the packages that own a function or module. Every connection that SQLite
// opens in the process afterwards, through whatever driver, gets all of them
// (https://sqlite.org/c3ref/auto_extension.html).
//
// # Memory
//
// This is the only package that touches SQLite's memory. A []byte that is
// documented as a view belongs to SQLite and is valid only until the event that
// its method names; copy what has to live longer. A []byte given to this
// package stays the caller's.
//
// # Concurrency
//
// A [Conn] and everything made from it is used by one goroutine at a time: in a
// callback, by the goroutine that SQLite called; on a connection made by
// [Open], as the owner arranges. [Conn.Interrupt] alone may be called from
// anywhere while the connection is open.
//
// # Panics
//
// A Go panic inside a callback of this package ends as an SQL error that carries
// the panic's text; it never unwinds through SQLite. That holds for these
// callbacks alone: a function that somebody else registered without a recover,
// called by a statement that a callback runs, unwinds the C frames between its
// own and the callback's, where the panic is caught; what SQLite held in them,
// locks and memory, stays held.
package sqlite3
