package simd

func dotInt8(a, b []int8) int64 {
	b = b[:len(a)]
	var s int32
	for i := range a {
		s += int32(a[i]) * int32(b[i])
	}
	return int64(s)
}

func squaredL2Int8(a, b []int8) int64 {
	b = b[:len(a)]
	var s int32
	for i := range a {
		d := int32(a[i]) - int32(b[i])
		s += d * d
	}
	return int64(s)
}

func l1Int8(a, b []int8) int64 {
	b = b[:len(a)]
	var s int32
	for i := range a {
		d := int32(a[i]) - int32(b[i])
		s += max(d, -d)
	}
	return int64(s)
}

func cosineInt8(a, b []int8) (dot, aa, bb int64) {
	b = b[:len(a)]
	var d, x, y int32
	for i := range a {
		p, q := int32(a[i]), int32(b[i])
		d += p * q
		x += p * p
		y += q * q
	}
	return int64(d), int64(x), int64(y)
}
