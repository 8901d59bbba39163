package sqlite3

import (
	"sync"
	"sync/atomic"
)

// handles gives Go objects numbers that C structures can carry. Numbers start
// at 1 and are used again after release. Looking one up takes no lock.
type handles[T any] struct {
	mu    sync.Mutex
	free  []uintptr
	next  uintptr
	pages atomic.Pointer[[]*handlePage[T]]
}

const handlesPerPage = 256

type handlePage[T any] [handlesPerPage]T

// put stores v and returns its number.
func (h *handles[T]) put(v T) uintptr {
	h.mu.Lock()
	defer h.mu.Unlock()
	id := h.next + 1
	if n := len(h.free); n > 0 {
		id, h.free = h.free[n-1], h.free[:n-1]
	} else {
		h.next++
		h.grow(id)
	}
	*h.slot(id) = v
	return id
}

// get returns the object of a number that put gave and release has not taken
// back.
func (h *handles[T]) get(id uintptr) T { return *h.slot(id) }

// release forgets the object.
func (h *handles[T]) release(id uintptr) {
	h.mu.Lock()
	defer h.mu.Unlock()
	var zero T
	*h.slot(id) = zero
	h.free = append(h.free, id)
}

func (h *handles[T]) slot(id uintptr) *T {
	i := id - 1
	return &(*h.pages.Load())[i/handlesPerPage][i%handlesPerPage]
}

// grow adds a page when id is the first number beyond the last one. Pages never
// move, so readers need no lock; the list of pages is replaced whole.
func (h *handles[T]) grow(id uintptr) {
	var pages []*handlePage[T]
	if p := h.pages.Load(); p != nil {
		pages = *p
	}
	if int((id-1)/handlesPerPage) < len(pages) {
		return
	}
	grown := append(pages[:len(pages):len(pages)], new(handlePage[T]))
	h.pages.Store(&grown)
}
