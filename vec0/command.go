package vec0

import (
	"strconv"
	"strings"
)

// command runs INSERT INTO t(t) VALUES('…'):
//
//	oversample=N   candidates for each row wanted, of every rescore column, until
//	               the connection ends
//	optimize       moves rows into free slots of older chunks
func (t *table) command(text string) error {
	if text == "optimize" {
		return t.store.Optimize()
	}
	value, ok := strings.CutPrefix(text, "oversample=")
	rescore := false
	for _, v := range t.def.Vectors {
		rescore = rescore || v.Rescore != nil
	}
	if !ok || !rescore {
		return messagef("unknown vec0 command: '%s'", text)
	}
	n, err := strconv.Atoi(strings.TrimSpace(value))
	if err != nil || n < 1 {
		return message("oversample must be >= 1")
	}
	n = min(n, mostCandidates)
	for i, v := range t.def.Vectors {
		if v.Rescore != nil {
			t.oversample[i] = n
		}
	}
	return nil
}
