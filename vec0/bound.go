package vec0

// distanceBounds are the constraints on the distance.
type distanceBounds []distanceBound

// hold reports whether a distance satisfies all of them.
func (b distanceBounds) hold(d float32) bool {
	for _, bound := range b {
		if !bound.holds(d) {
			return false
		}
	}
	return true
}

// distanceBound is one constraint; its operator is one of distanceOperators.
type distanceBound struct {
	op    operator
	bound float32
}

func (b distanceBound) holds(d float32) bool {
	switch b.op {
	case 'a':
		return d > b.bound
	case 'b':
		return d >= b.bound
	case 'c':
		return d < b.bound
	default:
		return d <= b.bound
	}
}
