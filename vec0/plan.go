package vec0

import (
	"github.com/nearlite/nearlite/internal/sqlite3"
	"github.com/nearlite/nearlite/vec0/definition"
)

// A plan travels from BestIndex to Filter as text: a byte for its kind, then
// four for each argument of Filter. EXPLAIN QUERY PLAN shows it.
//
//	1                full scan
//	2 !___           point: the row of a key
//	3 {___           KNN: query vector,
//	  }___             k, or the LIMIT,
//	  (___             OFFSET (only here, not in sqlite-vec),
//	  [___             list of keys,
//	  ]Co_             partition column C, counted from A, operator o,
//	  &Co_             metadata column C, operator o,
//	  *o__             distance, operator o
type planKind byte

const (
	planFullScan planKind = '1'
	planPoint    planKind = '2'
	planKNN      planKind = '3'
)

const (
	blockQuery     = '{'
	blockK         = '}'
	blockOffset    = '('
	blockKeys      = '['
	blockPartition = ']'
	blockMetadata  = '&'
	blockDistance  = '*'
	blockPoint     = '!'
)

// operator is an operator's letter in a plan.
type operator byte

const (
	opEQ operator = 'a' + iota
	opGT
	opLE
	opLT
	opGE
	opNE
	opIn
	opLike // only here, not in sqlite-vec
)

// operators are the letters of SQLite's operators on partition and metadata
// columns; distance constraints have an alphabet of their own.
var operators = map[sqlite3.ConstraintOp]operator{
	sqlite3.OpEQ: opEQ, sqlite3.OpGT: opGT, sqlite3.OpLE: opLE,
	sqlite3.OpLT: opLT, sqlite3.OpGE: opGE, sqlite3.OpNE: opNE,
}

var distanceOperators = map[sqlite3.ConstraintOp]operator{
	sqlite3.OpGT: 'a', sqlite3.OpGE: 'b', sqlite3.OpLT: 'c', sqlite3.OpLE: 'd',
}

// plan is a plan taken apart; argument i of Filter belongs to blocks[i].
type plan struct {
	kind   planKind
	blocks []block
}

type block struct {
	kind   byte
	column int
	op     operator
}

func parsePlan(text string) (p plan, err error) {
	if text == "" || (len(text)-1)%4 != 0 {
		return p, messagef("unknown idxStr '%s'", text)
	}
	p.kind = planKind(text[0])
	for i := 1; i < len(text); i += 4 {
		b := block{kind: text[i]}
		switch b.kind {
		case blockPartition, blockMetadata:
			b.column, b.op = int(text[i+1]-'A'), operator(text[i+2])
		case blockDistance:
			b.op = operator(text[i+1])
		}
		p.blocks = append(p.blocks, b)
	}
	return p, nil
}

// terms are the usable constraints that decide about the plan, by number; -1
// for none.
type terms struct {
	match, limit, offset, k, key, keys int
	auxiliary                          bool
}

// BestIndex makes the plan.
func (t *table) BestIndex(x *sqlite3.IndexInfo) error {
	m, err := t.findTerms(x)
	switch {
	case err != nil:
		return err
	case m.match >= 0:
		return t.planKNN(x, m)
	case m.key >= 0:
		x.Use(m.key, 0, true)
		x.IdxNum, x.IdxStr = int(int32(x.ColumnsUsed())), string(planPoint)+"!___"
		x.EstimatedCost, x.EstimatedRows = 10, 1
	default:
		x.IdxStr = string(planFullScan)
		x.EstimatedCost, x.EstimatedRows = 3000000, 100000
	}
	return nil
}

func (t *table) findTerms(x *sqlite3.IndexInfo) (terms, error) {
	m := terms{match: -1, limit: -1, offset: -1, k: -1, key: -1, keys: -1}
	for i := range x.ConstraintCount() {
		c := x.Constraint(i)
		if !c.Usable {
			continue
		}
		column, isUser := t.def.Column(c.Column)
		switch {
		case c.Op == sqlite3.OpLimit:
			m.limit = i
		case c.Op == sqlite3.OpOffset:
			m.offset = i
		case c.Op == sqlite3.OpMatch && isUser && column.Kind == definition.KindVector:
			if m.match >= 0 {
				return m, message("only 1 MATCH operator is allowed in a single vec0 query")
			}
			m.match = i
		case c.Op == sqlite3.OpEQ && c.Column == definition.IDColumn && x.IsIn(i):
			if m.keys >= 0 {
				return m, message("only 1 'rowid in (..)' operator is allowed in a single vec0 query")
			}
			m.keys = i
		case c.Op == sqlite3.OpEQ && c.Column == definition.IDColumn:
			m.key = i
		case c.Op == sqlite3.OpEQ && c.Column == t.hidden.K:
			m.k = i
		case isUser && column.Kind == definition.KindAuxiliary:
			m.auxiliary = true
		}
	}
	return m, nil
}

// checkKNN refuses what a KNN query cannot have.
func (t *table) checkKNN(x *sqlite3.IndexInfo, m terms) error {
	switch {
	case m.limit < 0 && m.k < 0:
		return message("A LIMIT or 'k = ?' constraint is required on vec0 knn queries.")
	case m.limit >= 0 && m.k >= 0:
		return message("Only LIMIT or 'k =?' can be provided, not both")
	case x.OrderByCount() > 1:
		return message("Only a single 'ORDER BY distance' clause is allowed on vec0 KNN queries")
	case x.OrderByCount() == 1 && x.OrderBy(0).Column != t.hidden.Distance:
		return message("Only a single 'ORDER BY distance' clause is allowed on vec0 KNN queries, not on other columns")
	case x.OrderByCount() == 1 && x.OrderBy(0).Desc:
		return message("Only ascending in ORDER BY distance clause is supported, DESC is not supported yet.")
	case m.auxiliary:
		return message("An illegal WHERE constraint was provided on a vec0 auxiliary column in a KNN query.")
	}
	return nil
}

func (t *table) planKNN(x *sqlite3.IndexInfo, m terms) error {
	if err := t.checkKNN(x, m); err != nil {
		return err
	}
	b := planBuilder{x: x, text: []byte{byte(planKNN)}}
	b.use(m.match, blockQuery, '_', '_')
	if m.limit >= 0 {
		b.use(m.limit, blockK, '_', '_')
		if m.offset >= 0 {
			b.use(m.offset, blockOffset, '_', '_')
		}
	} else {
		b.use(m.k, blockK, '_', '_')
	}
	if m.keys >= 0 {
		x.UseIn(m.keys)
		b.use(m.keys, blockKeys, '_', '_')
	}
	for _, add := range []func(*planBuilder) error{t.planPartitions, t.planMetadata, t.planDistance} {
		if err := add(&b); err != nil {
			return err
		}
	}
	column, _ := t.def.Column(x.Constraint(m.match).Column)
	x.IdxNum, x.IdxStr = column.Index, string(b.text)
	x.EstimatedCost, x.EstimatedRows = 30, 10
	return nil
}

// planBuilder collects the blocks of a plan.
type planBuilder struct {
	x    *sqlite3.IndexInfo
	text []byte
	n    int // arguments so far
}

// use hands constraint i to Filter, which SQLite then need not check.
func (b *planBuilder) use(i int, kind, second, third byte) {
	b.x.Use(i, b.n, true)
	b.n++
	b.text = append(b.text, kind, second, third, '_')
}

// each calls f for the usable constraints on columns of a kind.
func (t *table) each(x *sqlite3.IndexInfo, kind definition.Kind, f func(i int, c sqlite3.Constraint, column definition.Column) error) error {
	for i := range x.ConstraintCount() {
		c := x.Constraint(i)
		column, ok := t.def.Column(c.Column)
		if !c.Usable || !ok || column.Kind != kind || c.Op == sqlite3.OpLimit || c.Op == sqlite3.OpOffset {
			continue
		}
		if err := f(i, c, column); err != nil {
			return err
		}
	}
	return nil
}

func (t *table) planPartitions(b *planBuilder) error {
	return t.each(b.x, definition.KindPartition, func(i int, c sqlite3.Constraint, column definition.Column) error {
		if op, ok := operators[c.Op]; ok {
			b.use(i, blockPartition, 'A'+byte(column.Index), byte(op))
		}
		return nil
	})
}

func (t *table) planMetadata(b *planBuilder) error {
	return t.each(b.x, definition.KindMetadata, func(i int, c sqlite3.Constraint, column definition.Column) error {
		typ := t.def.Metadata[column.Index].Type
		op, ok := operators[c.Op]
		switch {
		case c.Op == sqlite3.OpEQ && b.x.IsIn(i):
			if typ != definition.Integer && typ != definition.Text {
				return message("'xxx in (...)' is only available on INTEGER or TEXT metadata columns.")
			}
			b.x.UseIn(i)
			op = opIn
		case c.Op == sqlite3.OpLike && typ == definition.Text:
			op = opLike
		case !ok:
			return message("An illegal WHERE constraint was provided on a vec0 metadata column in a KNN query. Only one of EQUALS, GREATER_THAN, LESS_THAN_OR_EQUAL, LESS_THAN, GREATER_THAN_OR_EQUAL, NOT_EQUALS is allowed.")
		case typ == definition.Boolean && op != opEQ && op != opNE:
			return message("ONLY EQUALS (=) or NOT_EQUALS (!=) operators are allowed on boolean metadata columns.")
		}
		b.use(i, blockMetadata, 'A'+byte(column.Index), byte(op))
		return nil
	})
}

func (t *table) planDistance(b *planBuilder) error {
	for i := range b.x.ConstraintCount() {
		c := b.x.Constraint(i)
		if !c.Usable || c.Column != t.hidden.Distance || c.Op == sqlite3.OpLimit || c.Op == sqlite3.OpOffset {
			continue
		}
		op, ok := distanceOperators[c.Op]
		if !ok {
			return message("Illegal WHERE constraint on distance column in a KNN query. Only one of GT, GE, LT, LE constraints are allowed.")
		}
		b.use(i, blockDistance, byte(op), '_')
	}
	return nil
}
