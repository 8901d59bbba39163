package simd

// DotInt8 returns the sum of a[i]*b[i].
func DotInt8(a, b []int8) int64 { return active.DotInt8(a, b) }

// SquaredL2Int8 returns the sum of (a[i]-b[i])^2, the square of the Euclidean
// distance.
func SquaredL2Int8(a, b []int8) int64 { return active.SquaredL2Int8(a, b) }

// L1Int8 returns the sum of |a[i]-b[i]|.
func L1Int8(a, b []int8) int64 { return active.L1Int8(a, b) }

// CosineInt8 returns the parts of a cosine, a·b, a·a and b·b, in one pass.
func CosineInt8(a, b []int8) (dot, aa, bb int64) { return active.CosineInt8(a, b) }

// DotInt8Many sets out[i] to [DotInt8] of q and row i.
// len(rows) == len(q)*len(out).
func DotInt8Many(q, rows []int8, out []int64) { active.DotInt8Many(q, rows, out) }

// SquaredL2Int8Many sets out[i] to [SquaredL2Int8] of q and row i.
// len(rows) == len(q)*len(out).
func SquaredL2Int8Many(q, rows []int8, out []int64) { active.SquaredL2Int8Many(q, rows, out) }

// L1Int8Many sets out[i] to [L1Int8] of q and row i.
// len(rows) == len(q)*len(out).
func L1Int8Many(q, rows []int8, out []int64) { active.L1Int8Many(q, rows, out) }

// CosineInt8Many sets dot[i] to q·row and norm[i] to row·row of row i. The
// query's own part is DotInt8(q, q). len(dot) == len(norm) and
// len(rows) == len(q)*len(dot).
func CosineInt8Many(q, rows []int8, dot, norm []int64) { active.CosineInt8Many(q, rows, dot, norm) }

func (t *tier) DotInt8(a, b []int8) int64 {
	if len(a) == len(b) && len(a) <= blockInt8 {
		return t.dotInt8(a, b)
	}
	return sum(t.dotInt8, a, b, blockInt8)
}

func (t *tier) SquaredL2Int8(a, b []int8) int64 {
	if len(a) == len(b) && len(a) <= blockInt8 {
		return t.squaredL2Int8(a, b)
	}
	return sum(t.squaredL2Int8, a, b, blockInt8)
}

func (t *tier) L1Int8(a, b []int8) int64 {
	if len(a) == len(b) && len(a) <= blockInt8 {
		return t.l1Int8(a, b)
	}
	return sum(t.l1Int8, a, b, blockInt8)
}

func (t *tier) CosineInt8(a, b []int8) (dot, aa, bb int64) {
	if len(a) == len(b) && len(a) <= blockInt8 {
		return t.cosineInt8(a, b)
	}
	return sumCosine(t.cosineInt8, a, b, blockInt8)
}

func (t *tier) DotInt8Many(q, rows []int8, out []int64) {
	many(t.dotInt8, t.dotInt8Many, q, rows, out, blockInt8)
}

func (t *tier) SquaredL2Int8Many(q, rows []int8, out []int64) {
	many(t.squaredL2Int8, t.squaredL2Int8Many, q, rows, out, blockInt8)
}

func (t *tier) L1Int8Many(q, rows []int8, out []int64) {
	many(t.l1Int8, t.l1Int8Many, q, rows, out, blockInt8)
}

func (t *tier) CosineInt8Many(q, rows []int8, dot, norm []int64) {
	manyCosine(t.cosineInt8, t.cosineInt8Many, q, rows, dot, norm, blockInt8)
}
