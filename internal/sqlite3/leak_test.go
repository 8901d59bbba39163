package sqlite3

import (
	"path/filepath"
	"testing"
	"unsafe"

	"modernc.org/libc"
	lib "modernc.org/sqlite/lib"
)

// countsMemory is the answer to switching SQLite's memory counter on, which the
// build leaves off. It is a variable because the counter cannot be switched once
// an init function has had SQLite start.
var countsMemory = func() Code {
	tls := libc.NewTLS()
	defer tls.Close()
	on := libc.NewVaList(int32(1))
	defer libc.Xfree(tls, on)
	return Code(lib.Xsqlite3_config(tls, lib.SQLITE_CONFIG_MEMSTATUS, on))
}()

// held is what outlives a connection that was not cleaned up.
type held struct {
	instances, cursors, auxValues int
	bytes                         int64 // of SQLite's heap
}

func heldNow() held {
	tls := libc.NewTLS()
	defer tls.Close()
	return held{live(&instances), live(&cursors), live(&auxValues), lib.Xsqlite3_memory_used(tls)}
}

// live is the number of objects that have not been released.
func live[T any](h *handles[T]) int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return int(h.next) - len(h.free)
}

// TestNothingOutlivesAConnection runs everything, well and badly, and closes.
// With -tags libc.memgrind it also audits the C heap below SQLite's.
func TestNothingOutlivesAConnection(t *testing.T) {
	if countsMemory != lib.SQLITE_OK {
		t.Fatalf("SQLite does not count its memory: %v", countsMemory)
	}
	name := filepath.Join(t.TempDir(), "t.db")
	runEverything(t, name) // what SQLite keeps for the process, it has from here on
	before := heldNow()
	libc.MemAuditStart()
	for range 3 {
		runEverything(t, name)
	}
	if err := libc.MemAuditReport(); err != nil {
		t.Error(err)
	}
	if after := heldNow(); after != before {
		t.Errorf("held before %+v, after %+v", before, after)
	}
}

func runEverything(t *testing.T, name string) {
	t.Helper()
	c, err := Open(name, OpenReadWrite|OpenCreate)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := c.Close(); err != nil {
			t.Error(err)
		}
	}()
	panicAt = ""
	for _, sql := range []string{
		`CREATE VIRTUAL TABLE IF NOT EXISTS kept USING test_pairs`,
		`CREATE VIRTUAL TABLE p USING test_pairs`,
		`CREATE VIRTUAL TABLE q USING test_panicky`,
		`INSERT INTO p(rowid, a) VALUES(1, 'a'), (2, 'b'); SELECT * FROM p WHERE a = 'a' AND rowid IN (1, 2)`,
		`SELECT test_aux(1), test_aux('two'), test_through(p.a) FROM p`,
		`PRAGMA integrity_check; ALTER TABLE p RENAME TO r; BEGIN; SAVEPOINT s; INSERT INTO r(a) VALUES('x'); ROLLBACK TO s; ROLLBACK`,
		`CREATE TABLE t(b); INSERT INTO t VALUES(zeroblob(9))`,
	} {
		mustExec(t, c, sql)
	}
	for method, sql := range map[string]string{
		"Connect":   `CREATE VIRTUAL TABLE other USING test_panicky`,
		"BestIndex": `SELECT * FROM q`,
		"Open":      `SELECT * FROM q`,
		"Next":      `SELECT * FROM q`,
		"Column":    `SELECT * FROM q`,
		"Update":    `INSERT INTO q VALUES(1)`,
		"Sync":      `INSERT INTO q VALUES(1)`,
		"Savepoint": `BEGIN; INSERT INTO q VALUES(1); SAVEPOINT s`,
		"Destroy":   `DROP TABLE q`,
		"":          `SELECT test_panic(), test_fail(1, 'text')`,
	} {
		panicAt = method
		if err := c.Exec(sql); err == nil {
			t.Errorf("%s did not fail", sql)
		}
		panicAt = ""
		_ = c.Exec(`ROLLBACK`)
	}
	b, err := c.OpenBlob("main", "t", "b", 1, true)
	if err != nil {
		t.Fatal(err)
	}
	if err := b.Write([]byte("x"), 0); err != nil {
		t.Error(err)
	}
	_ = b.Close()
	mustExec(t, c, `DROP TABLE r; DROP TABLE q; DROP TABLE t`)
}

// tableInC is a sqlite3_vtab of a table, to call its methods as SQLite does.
func tableInC(t *testing.T, table Table) (tls *libc.TLS, vtab uintptr) {
	tls = libc.NewTLS()
	vtab = mallocZero(tls, unsafe.Sizeof(tableStruct{}))
	at[tableStruct](vtab).handle = instances.put(&instance{module: &module{name: "test"}, conn: &Conn{tls: tls}, table: table})
	t.Cleanup(func() {
		freeInstance(tls, vtab)
		tls.Close()
	})
	return tls, vtab
}

func TestASecondErrorTakesThePlaceOfTheFirst(t *testing.T) {
	_, vtab := tableInC(t, nil)
	in := instanceAt(vtab)
	in.fail(vtab, Errorf(ErrFull, "of one length"))
	before := heldNow()
	if rc := in.fail(vtab, Errorf(ErrBusy, "of that length")); Code(rc) != ErrBusy {
		t.Errorf("code %d", rc)
	}
	if text := goString(at[lib.Tsqlite3_vtab](vtab).FzErrMsg); text != "of that length" {
		t.Errorf("text %q", text)
	}
	if after := heldNow(); after.bytes > before.bytes+8 {
		t.Errorf("held before %+v, after %+v", before, after)
	}
}

// TestMethodsUseTheTLSOfTheirCall calls methods with one TLS after the other.
func TestMethodsUseTheTLSOfTheirCall(t *testing.T) {
	_, vtab := tableInC(t, &panicky{})
	conn := instanceAt(vtab).conn
	other, third := libc.NewTLS(), libc.NewTLS()
	defer other.Close()
	defer third.Close()
	out := other.Alloc(int(ptrSize))
	defer other.Free(int(ptrSize))
	if rc := tableOpen(other, vtab, out); rc != lib.SQLITE_OK || conn.tls != other {
		t.Errorf("xOpen: code %d, another TLS: %v", rc, conn.tls != other)
	}
	cursor := *at[uintptr](out)
	at[lib.Tsqlite3_vtab_cursor](cursor).FpVtab = vtab
	if rc := cursorNext(third, cursor); rc != lib.SQLITE_OK || conn.tls != third {
		t.Errorf("xNext: code %d, another TLS: %v", rc, conn.tls != third)
	}
	if rc := cursorClose(other, cursor); rc != lib.SQLITE_OK || conn.tls != other {
		t.Errorf("xClose: code %d, another TLS: %v", rc, conn.tls != other)
	}
}
