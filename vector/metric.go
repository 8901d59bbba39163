package vector

import (
	"fmt"
	"math"
	"strings"

	"github.com/nearlite/nearlite/internal/simd"
)

// Metric is a way to measure the distance between two vectors; smaller is
// nearer. The zero value is L2.
type Metric uint8

// The metrics.
const (
	L2      Metric = iota // Euclidean distance, sqrt(sum (a-b)^2)
	L1                    // Manhattan distance, sum |a-b|
	Cosine                // 1 - cosine similarity, from 0 to 2
	Hamming               // number of bits that differ
)

var metricNames = [...]string{L2: "l2", L1: "l1", Cosine: "cosine", Hamming: "hamming"}

// String returns the metric's name in SQL, such as "cosine".
func (m Metric) String() string {
	if int(m) < len(metricNames) {
		return metricNames[m]
	}
	return fmt.Sprintf("Metric(%d)", uint8(m))
}

// ParseMetric returns the metric called name, in upper or lower case.
func ParseMetric(name string) (Metric, error) {
	for m, known := range metricNames {
		if strings.EqualFold(name, known) {
			return Metric(m), nil
		}
	}
	return 0, fmt.Errorf("vector: unknown metric %q: use one of %s", name, strings.Join(metricNames[:], ", "))
}

// Supports reports whether m compares vectors of element type e.
func (m Metric) Supports(e Element) bool {
	switch m {
	case L2, L1, Cosine:
		return e == Float32 || e == Int8
	case Hamming:
		return e == Bit
	}
	return false
}

// Float32 returns the distance between a and b with the rounding of
// sqlite-vec's vec_distance_* functions: L2 and cosine sum in float32, finish in
// float64 and are rounded to float32; L1 is summed in float64 and not rounded.
// The order of summation is the kernel's, so the last bit may differ.
//
// The result is NaN if the lengths differ or m is Hamming, and for Cosine if
// one of the vectors is zero.
func (m Metric) Float32(a, b []float32) float64 {
	if len(a) != len(b) {
		return math.NaN()
	}
	switch m {
	case L2:
		return roundedSqrt(float64(simd.SquaredL2Float32(a, b)))
	case L1:
		return simd.L1Float32(a, b)
	case Cosine:
		dot, aa, bb := simd.CosineFloat32(a, b)
		return cosineDistance(float64(dot), float64(aa), float64(bb))
	}
	return math.NaN()
}

// Int8 returns the distance between a and b. All sums are exact integers, where
// sqlite-vec may round sums beyond 2^24; L2 and cosine are then rounded to
// float32. NaN results are those of [Metric.Float32].
func (m Metric) Int8(a, b []int8) float64 {
	if len(a) != len(b) {
		return math.NaN()
	}
	switch m {
	case L2:
		return roundedSqrt(float64(simd.SquaredL2Int8(a, b)))
	case L1:
		return float64(simd.L1Int8(a, b))
	case Cosine:
		dot, aa, bb := simd.CosineInt8(a, b)
		return cosineDistance(float64(dot), float64(aa), float64(bb))
	}
	return math.NaN()
}

// Bit returns the distance between the packed bit vectors a and b: for Hamming
// the number of bits that differ, for every other metric and for different
// lengths NaN.
func (m Metric) Bit(a, b []byte) float64 {
	if m != Hamming || len(a) != len(b) {
		return math.NaN()
	}
	return float64(simd.Hamming(a, b))
}

func roundedSqrt(square float64) float64 {
	return float64(float32(math.Sqrt(square)))
}

func cosineDistance(dot, aa, bb float64) float64 {
	return float64(float32(1 - dot/(math.Sqrt(aa)*math.Sqrt(bb))))
}
