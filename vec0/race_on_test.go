//go:build race

package vec0_test

// slowness divides how much random tests do: the race detector makes SQLite some
// thirty times slower.
const slowness = 6
