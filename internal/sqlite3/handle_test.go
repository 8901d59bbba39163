package sqlite3

import (
	"testing"
)

func TestHandlesAreUsedAgain(t *testing.T) {
	var h handles[int]
	var ids []uintptr
	for i := range 3 * handlesPerPage {
		ids = append(ids, h.put(i))
	}
	for i, id := range ids {
		if id == 0 || h.get(id) != i {
			t.Fatalf("handle %d gives %d, want %d", id, h.get(id), i)
		}
	}
	h.release(ids[5])
	if id := h.put(-1); id != ids[5] || h.get(id) != -1 {
		t.Errorf("handle %d was not used again, but %d", ids[5], id)
	}
}
