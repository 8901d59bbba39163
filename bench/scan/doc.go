// Package scan measures nearest-neighbour searches that read a whole table,
//
//	SELECT id FROM t ORDER BY vec_distance_cosine(embedding, ?) LIMIT 10
//
// in processes of their own. Implementations of SQL's vector functions that
// share their names cannot share a process, so each is a peer: a small program
// that opens the database its way and hands it to [Serve]. The program that
// compares them starts each by [Start] and asks for one search at a time, so
// that the runs of the peers alternate.
//
// The table is written by [Write], always with the same contents for the same
// [Size]; [Searches] are the statements.
package scan
