package simd

// purego is the tier of every machine, and the reference of the others.
var purego = tier{
	name: "purego",

	dotFloat32:       dotFloat32,
	squaredL2Float32: squaredL2Float32,
	l1Float32:        l1Float32,
	cosineFloat32:    cosineFloat32,

	dotFloat32Many:       eachRow(dotFloat32),
	squaredL2Float32Many: eachRow(squaredL2Float32),
	l1Float32Many:        eachRow(l1Float32),
	cosineFloat32Many:    eachRowCosine(cosineFloat32),

	dotInt8:       dotInt8,
	squaredL2Int8: squaredL2Int8,
	l1Int8:        l1Int8,
	cosineInt8:    cosineInt8,

	dotInt8Many:       eachRow(dotInt8),
	squaredL2Int8Many: eachRow(squaredL2Int8),
	l1Int8Many:        eachRow(l1Int8),
	cosineInt8Many:    eachRowCosine(cosineInt8),

	hamming:     hamming,
	andPopcount: andPopcount,

	hammingMany:     eachRow(hamming),
	andPopcountMany: eachRow(andPopcount),
}

// eachRow makes a kernel of one vector against many out of one of two vectors.
func eachRow[E any, R number](kernel func(a, b []E) R) func(q, rows []E, out []R) {
	return func(q, rows []E, out []R) {
		for i := range out {
			out[i] = kernel(q, rows[i*len(q):(i+1)*len(q)])
		}
	}
}

// eachRowCosine is eachRow for the two results of a cosine.
func eachRowCosine[E any, R number](kernel func(a, b []E) (dot, aa, bb R)) func(q, rows []E, dot, norm []R) {
	return func(q, rows []E, dot, norm []R) {
		for i := range dot {
			dot[i], _, norm[i] = kernel(q, rows[i*len(q):(i+1)*len(q)])
		}
	}
}
