//go:build !race

package vec0_test

const slowness = 1
