package vec0

import (
	"fmt"
	"math"

	"github.com/nearlite/nearlite/internal/sqlite3"
)

// query is a KNN query: what Filter's arguments ask for.
type query struct {
	table     *table
	column    int // the vector column
	vector    operand
	k, offset int
	keys      *rowSet // nil: all rows
	where     string  // condition on the partition values of chunks
	values    []sqlite3.Value
	filters   []*filter
	distances distanceBounds
}

// search is the KNN plan: the rows nearest to a vector, nearest first. Of equal
// distances the earlier chunk comes first, and in a chunk the later slot, as in
// sqlite-vec; selection says where distances that are not numbers come.
func (t *table) search(column int, p plan, args sqlite3.Args) ([]hit, error) {
	q, err := t.readQuery(column, p, args)
	if err != nil || q.k == 0 {
		return nil, err
	}
	var hits []hit
	if t.def.Vectors[column].Rescore != nil {
		hits, err = q.rescored()
	} else {
		hits, err = q.scan(q.exactScorer(), q.k+q.offset, q.distances)
	}
	return hits[min(q.offset, len(hits)):], err
}

// readQuery reads Filter's arguments in the order that errors are told in: the
// vector, k, the rest.
func (t *table) readQuery(column int, p plan, args sqlite3.Args) (q *query, err error) {
	if len(p.blocks) != args.Len() || len(p.blocks) < 2 || column < 0 || column >= len(t.def.Vectors) {
		return nil, messagef("unknown idxStr for %d arguments", args.Len())
	}
	q = &query{table: t, column: column}
	if q.vector, err = t.readVector(column, args.At(0), queried); err != nil {
		return nil, err
	}
	if q.k, err = count(args.At(1)); err != nil {
		return nil, err
	}
	for i, b := range p.blocks {
		v := args.At(i)
		switch b.kind {
		case blockOffset:
			q.offset = int(min(max(v.Int64(), 0), mostRows))
		case blockKeys:
			q.keys, err = t.readKeys(v)
		case blockPartition:
			q.addPartition(b, v)
		case blockMetadata:
			err = q.addFilter(b, v)
		case blockDistance:
			q.distances = append(q.distances, distanceBound{b.op, float32(v.Float64())})
		}
		if err != nil {
			return nil, err
		}
	}
	return q, nil
}

// mostRows is the most that k and an offset count: their sum is an int on every
// machine.
const mostRows = math.MaxInt32 / 2

// count reads k.
func count(v sqlite3.Value) (int, error) {
	k := v.Int64()
	if k < 0 {
		return 0, message("k value in knn queries must be greater than or equal to 0.")
	}
	return int(min(k, mostRows)), nil
}

// partitionOperators are the operators as SQL has them.
var partitionOperators = map[operator]string{opEQ: "=", opGT: ">", opLE: "<=", opLT: "<", opGE: ">=", opNE: "!="}

func (q *query) addPartition(b block, v sqlite3.Value) {
	q.values = append(q.values, v)
	term := fmt.Sprintf("partition%02d %s ?%d", b.column, partitionOperators[b.op], len(q.values))
	if q.where == "" {
		q.where = "WHERE " + term
	} else {
		q.where += " AND " + term
	}
}

func (q *query) bindPartitions(stmt *sqlite3.Stmt) error {
	for i, v := range q.values {
		if err := stmt.BindValue(1+i, v); err != nil {
			return err
		}
	}
	return nil
}
