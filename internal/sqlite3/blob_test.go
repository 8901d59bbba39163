package sqlite3

import (
	"bytes"
	"math/rand/v2"
	"testing"
	"time"
)

// TestBlobsAgreeWithAModel reads and writes random ranges of a large blob, and
// far beyond a page.
func TestBlobsAgreeWithAModel(t *testing.T) {
	seed := uint64(time.Now().UnixNano())
	rng := rand.New(rand.NewPCG(seed, 1))
	c := openMemory(t)
	mustExec(t, c, `CREATE TABLE t(id INTEGER PRIMARY KEY, b); INSERT INTO t VALUES(1, zeroblob(50000)), (2, zeroblob(7))`)
	b, err := c.OpenBlob("main", "t", "b", 1, true)
	if err != nil {
		t.Fatal(err)
	}
	model := make([]byte, b.Size())
	for range 300 {
		at := rng.IntN(len(model) + 1)
		p := make([]byte, rng.IntN(len(model)-at+1))
		if rng.IntN(2) == 0 {
			for i := range p {
				p[i] = byte(rng.Uint32())
			}
			copy(model[at:], p)
			if err := b.Write(p, at); err != nil {
				t.Fatal(err)
			}
			continue
		}
		if err := b.Read(p, at); err != nil || !bytes.Equal(p, model[at:at+len(p)]) {
			t.Fatalf("seed %d: %d bytes at %d differ (%v)", seed, len(p), at, err)
		}
	}
	wantError(t, b.Read(make([]byte, 2), len(model)-1), ErrRange, "no 2 bytes at offset 49999")
	wantError(t, b.Write(make([]byte, 1), -1), ErrRange, "offset -1")
	if err := b.Reopen(2); err != nil || b.Size() != 7 {
		t.Errorf("reopened: %d bytes, %v", b.Size(), err)
	}
	mustExec(t, c, `UPDATE t SET b = zeroblob(8) WHERE id = 2`)
	for range 2 {
		wantError(t, b.Read(make([]byte, 7), 0), ErrAbort, "")
		wantError(t, b.Write(make([]byte, 7), 0), ErrAbort, "")
	}
	_ = b.Close()
	if _, err := c.OpenBlob("main", "t", "b", 99, false); err == nil {
		t.Error("a row that is not there was opened")
	}
}

func TestABlobThatCannotBeReopenedHasExpired(t *testing.T) {
	c := openMemory(t)
	mustExec(t, c, `CREATE TABLE t(id INTEGER PRIMARY KEY, b); INSERT INTO t VALUES(1, zeroblob(4)), (2, 5)`)
	for _, rowid := range []int64{2, 99} {
		b, err := c.OpenBlob("main", "t", "b", 1, false)
		if err != nil {
			t.Fatal(err)
		}
		wantError(t, b.Reopen(rowid), ErrGeneric, "")
		for range 2 {
			wantError(t, b.Read(make([]byte, 4), 0), ErrAbort, "")
		}
		_ = b.Close()
	}
}
