// Package tables makes random vec0 tables and random sequences of statements on
// them, and makes a sequence that shows a difference shorter.
//
// A Sequence is some Tables and the Steps that create, change and read them. Ids,
// texts and vectors come from small stocks, so that statements meet each other's
// rows and distances are often equal; now and then a value is wrong for its
// column. A Step knows its SQL and, where sqlite-vec 0.1.9 cannot do what it
// asks, the SQL that does the same there. Sequence.Reduce drops steps, tables,
// columns, rows and conditions while the sequence still fails.
package tables
