// Package peer has nearlite and modernc.org/sqlite/vec do the same work, each
// in a process of its own: both register the same SQL functions and the same
// virtual table, so they cannot share one.
//
// A peer is a small program that opens a database its way and hands it to
// [Main]. The benchmark compiles both with [Build], starts a [Pair] of them and
// asks both for the same [Search] or [Insertion]; searches alternate, and must
// find the same rows. The rest is what the benchmarks share: the random vectors,
// and the machine's [ReadBandwidth] to judge their figures by.
package peer
