//go:build purego || !arm64

package simd

func hiddenTiers() []*tier { return nil }
