// Package oracle lets a test compare this module's SQL with that of
// modernc.org/sqlite/vec, sqlite-vec 0.1.9 in Go.
//
// Both register the same names for every connection of a process, so the other
// one runs in a process of its own, the program moderncvec: [Start] builds and
// starts it, [Process.Run] sends it statements. All statements of a Process run
// in their order on one connection, which keeps its state, so that a test may
// create tables, fill them and use transactions. [Run] does the same on a
// connection of the test; [Tolerance.Diff] compares the answers.
//
// The two processes talk in lines of JSON, a [Statement] against an [Answer].
package oracle
