//go:build purego || (!amd64 && !arm64)

package simd

// assemblyTiers is empty: no assembly was built in.
func assemblyTiers() []*tier { return nil }
