//go:build !purego

package simd

// hiddenTiers returns the tier without dot-product instructions where the one with
// them is chosen.
func hiddenTiers() []*tier {
	if supported[0] != &neonDotProd {
		return nil
	}
	plain := neon
	plain.name = "neon_without_dotprod"
	return []*tier{&plain}
}
