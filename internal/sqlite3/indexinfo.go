package sqlite3

import (
	"modernc.org/libc"
	lib "modernc.org/sqlite/lib"
)

// IndexInfo is the question that BestIndex answers: which constraints to use,
// in what order the rows come, what it costs. It is valid only during BestIndex.
// https://sqlite.org/c3ref/index_info.html
type IndexInfo struct {
	tls *libc.TLS
	ptr uintptr

	// IdxNum and IdxStr reach Filter as they are.
	IdxNum int
	IdxStr string
	// OrderByConsumed promises the order that OrderBy asks for.
	OrderByConsumed bool
	// EstimatedCost is roughly the number of disk accesses; EstimatedRows the
	// number of rows; both begin with SQLite's defaults.
	EstimatedCost float64
	EstimatedRows int64
	// Unique promises at most one row.
	Unique bool
}

// ConstraintOp is the operator of a constraint.
// https://sqlite.org/c3ref/c_index_constraint_eq.html
type ConstraintOp uint8

// The operators that tables make use of.
const (
	OpEQ     ConstraintOp = lib.SQLITE_INDEX_CONSTRAINT_EQ
	OpGT     ConstraintOp = lib.SQLITE_INDEX_CONSTRAINT_GT
	OpLE     ConstraintOp = lib.SQLITE_INDEX_CONSTRAINT_LE
	OpLT     ConstraintOp = lib.SQLITE_INDEX_CONSTRAINT_LT
	OpGE     ConstraintOp = lib.SQLITE_INDEX_CONSTRAINT_GE
	OpMatch  ConstraintOp = lib.SQLITE_INDEX_CONSTRAINT_MATCH
	OpLike   ConstraintOp = lib.SQLITE_INDEX_CONSTRAINT_LIKE
	OpNE     ConstraintOp = lib.SQLITE_INDEX_CONSTRAINT_NE
	OpLimit  ConstraintOp = lib.SQLITE_INDEX_CONSTRAINT_LIMIT
	OpOffset ConstraintOp = lib.SQLITE_INDEX_CONSTRAINT_OFFSET
)

// Constraint is a term of the WHERE clause, or LIMIT or OFFSET: column Op
// value. Column -1 is the rowid.
type Constraint struct {
	Column int
	Op     ConstraintOp
	Usable bool
}

// OrderBy is a term of the ORDER BY clause.
type OrderBy struct {
	Column int
	Desc   bool
}

func newIndexInfo(tls *libc.TLS, p uintptr) *IndexInfo {
	c := at[lib.Tsqlite3_index_info](p)
	return &IndexInfo{tls: tls, ptr: p, EstimatedCost: c.FestimatedCost, EstimatedRows: c.FestimatedRows}
}

func (x *IndexInfo) c() *lib.Tsqlite3_index_info { return at[lib.Tsqlite3_index_info](x.ptr) }

// ConstraintCount is the number of constraints.
func (x *IndexInfo) ConstraintCount() int { return int(x.c().FnConstraint) }

// Constraint is constraint i.
func (x *IndexInfo) Constraint(i int) Constraint {
	c := element[lib.Tsqlite3_index_constraint](x.c().FaConstraint, i, x.ConstraintCount())
	return Constraint{Column: int(c.FiColumn), Op: ConstraintOp(c.Fop), Usable: c.Fusable != 0}
}

// Use hands the value of constraint i to Filter as argument arg, counted from
// 0; the arguments used must have no gaps. omit tells SQLite not to check the
// constraint again.
func (x *IndexInfo) Use(i, arg int, omit bool) {
	u := element[lib.Tsqlite3_index_constraint_usage](x.c().FaConstraintUsage, i, x.ConstraintCount())
	u.FargvIndex = int32(arg + 1)
	u.Fomit = 0
	if omit {
		u.Fomit = 1
	}
}

// IsIn reports whether equality constraint i is an IN whose list UseIn can take
// whole. https://sqlite.org/c3ref/vtab_in.html
func (x *IndexInfo) IsIn(i int) bool {
	return lib.Xsqlite3_vtab_in(x.tls, x.ptr, int32(i), -1) != 0
}

// UseIn has Filter receive the list of IN constraint i whole, for Value.In.
func (x *IndexInfo) UseIn(i int) { lib.Xsqlite3_vtab_in(x.tls, x.ptr, int32(i), 1) }

// OrderByCount is the number of ORDER BY terms.
func (x *IndexInfo) OrderByCount() int { return int(x.c().FnOrderBy) }

// OrderBy is ORDER BY term i.
func (x *IndexInfo) OrderBy(i int) OrderBy {
	o := element[lib.Tsqlite3_index_orderby](x.c().FaOrderBy, i, x.OrderByCount())
	return OrderBy{Column: int(o.FiColumn), Desc: o.Fdesc != 0}
}

// ColumnsUsed has bit i set when column i is read; bit 63 stands for all
// columns from 63 on.
func (x *IndexInfo) ColumnsUsed() uint64 { return x.c().FcolUsed }

// store writes the answer back.
func (x *IndexInfo) store() error {
	c := x.c()
	c.FidxNum = int32(x.IdxNum)
	c.FestimatedCost = x.EstimatedCost
	c.FestimatedRows = x.EstimatedRows
	if x.OrderByConsumed {
		c.ForderByConsumed = 1
	}
	if x.Unique {
		c.FidxFlags |= lib.SQLITE_INDEX_SCAN_UNIQUE
	}
	if x.IdxStr == "" {
		return nil
	}
	c.FidxStr = mallocString(x.tls, x.IdxStr)
	c.FneedToFreeIdxStr = 1
	if c.FidxStr == 0 {
		return ErrNoMemory
	}
	return nil
}

// element is item i of a C array of n items.
func element[T any](array uintptr, i, n int) *T {
	if uint(i) >= uint(n) {
		panic("index beyond the constraints or ORDER BY terms")
	}
	return at[T](array + uintptr(i)*sizeOf[T]())
}
