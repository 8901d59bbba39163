package simd

// DotFloat32 returns the sum of a[i]*b[i].
func DotFloat32(a, b []float32) float32 { return active.DotFloat32(a, b) }

// SquaredL2Float32 returns the sum of (a[i]-b[i])^2, the square of the Euclidean
// distance.
func SquaredL2Float32(a, b []float32) float32 { return active.SquaredL2Float32(a, b) }

// L1Float32 returns the sum of |a[i]-b[i]|, subtracted and summed in float64.
func L1Float32(a, b []float32) float64 { return active.L1Float32(a, b) }

// CosineFloat32 returns the parts of a cosine, a·b, a·a and b·b, in one pass.
func CosineFloat32(a, b []float32) (dot, aa, bb float32) { return active.CosineFloat32(a, b) }

// DotFloat32Many sets out[i] to [DotFloat32] of q and row i.
// len(rows) == len(q)*len(out).
func DotFloat32Many(q, rows, out []float32) { active.DotFloat32Many(q, rows, out) }

// SquaredL2Float32Many sets out[i] to [SquaredL2Float32] of q and row i.
// len(rows) == len(q)*len(out).
func SquaredL2Float32Many(q, rows, out []float32) { active.SquaredL2Float32Many(q, rows, out) }

// L1Float32Many sets out[i] to [L1Float32] of q and row i.
// len(rows) == len(q)*len(out).
func L1Float32Many(q, rows []float32, out []float64) { active.L1Float32Many(q, rows, out) }

// CosineFloat32Many sets dot[i] to q·row and norm[i] to row·row of row i. The
// query's own part is DotFloat32(q, q). len(dot) == len(norm) and
// len(rows) == len(q)*len(dot).
func CosineFloat32Many(q, rows, dot, norm []float32) { active.CosineFloat32Many(q, rows, dot, norm) }

func (t *tier) DotFloat32(a, b []float32) float32 {
	if len(a) == len(b) && len(a) <= blockFloat32 {
		return t.dotFloat32(a, b)
	}
	return sum(t.dotFloat32, a, b, blockFloat32)
}

func (t *tier) SquaredL2Float32(a, b []float32) float32 {
	if len(a) == len(b) && len(a) <= blockFloat32 {
		return t.squaredL2Float32(a, b)
	}
	return sum(t.squaredL2Float32, a, b, blockFloat32)
}

func (t *tier) L1Float32(a, b []float32) float64 {
	if len(a) == len(b) && len(a) <= blockFloat32 {
		return t.l1Float32(a, b)
	}
	return sum(t.l1Float32, a, b, blockFloat32)
}

func (t *tier) CosineFloat32(a, b []float32) (dot, aa, bb float32) {
	if len(a) == len(b) && len(a) <= blockFloat32 {
		return t.cosineFloat32(a, b)
	}
	return sumCosine(t.cosineFloat32, a, b, blockFloat32)
}

func (t *tier) DotFloat32Many(q, rows, out []float32) {
	many(t.dotFloat32, t.dotFloat32Many, q, rows, out, blockFloat32)
}

func (t *tier) SquaredL2Float32Many(q, rows, out []float32) {
	many(t.squaredL2Float32, t.squaredL2Float32Many, q, rows, out, blockFloat32)
}

func (t *tier) L1Float32Many(q, rows []float32, out []float64) {
	many(t.l1Float32, t.l1Float32Many, q, rows, out, blockFloat32)
}

func (t *tier) CosineFloat32Many(q, rows, dot, norm []float32) {
	manyCosine(t.cosineFloat32, t.cosineFloat32Many, q, rows, dot, norm, blockFloat32)
}
