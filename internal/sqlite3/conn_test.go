package sqlite3

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"sync"
	"testing"
	"time"
)

func init() {
	RegisterFunction(Function{Name: "test_echo", Args: 1, Flags: Deterministic | Innocuous | Subtype | ResultSubtype,
		Call: func(ctx Context, args Args) error {
			ctx.ResultValue(args.At(0))
			if s := args.At(0).Subtype(); s != 0 {
				ctx.ResultSubtype(s + 1)
			} else {
				ctx.ResultSubtype(100)
			}
			return nil
		}})
	RegisterFunction(Function{Name: "test_subtype", Args: 1, Flags: Subtype, Call: func(ctx Context, args Args) error {
		ctx.ResultInt64(int64(args.At(0).Subtype()))
		return nil
	}})
	RegisterFunction(Function{Name: "test_describe", Args: AnyArgs, Call: func(ctx Context, args Args) error {
		var b bytes.Buffer
		for i := range args.Len() {
			v := args.At(i)
			fmt.Fprintf(&b, "%v:%s:%d ", v.Type(), v.Text(), len(v.RawBlob()))
		}
		ctx.ResultRawText(b.Bytes())
		return nil
	}})
	RegisterFunction(Function{Name: "test_fail", Args: 2, Call: func(_ Context, args Args) error {
		return Errorf(Code(args.At(0).Int64()), "%s", args.At(1).Text())
	}})
	RegisterFunction(Function{Name: "test_aux", Args: 1, Call: func(ctx Context, args Args) error {
		calls, _ := ctx.AuxData(0).(*int)
		if calls == nil {
			calls = new(int)
			ctx.SetAuxData(0, calls)
		}
		*calls++
		ctx.ResultInt64(int64(*calls))
		return nil
	}})
}

func TestFunctionsSeeValuesAndSubtypes(t *testing.T) {
	c := openMemory(t)
	wantRows(t, c, `SELECT test_describe(1, 2.5, 'text', x'00ff', NULL, '', x'')`,
		"INTEGER:1:1 FLOAT:2.5:3 TEXT:text:4 BLOB:\x00\xff:2 NULL::0 TEXT::0 BLOB::0 ")
	wantRows(t, c, `SELECT test_subtype(1), test_subtype(test_echo(1)), test_subtype(test_echo(test_echo(1)))`, "0|100|101")
	wantRows(t, c, `SELECT test_aux(7) FROM (SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3)`, "1", "2", "3")
}

func TestFunctionErrorsCarryCodeAndText(t *testing.T) {
	c := openMemory(t)
	_, err := query(c, `SELECT test_fail(19, 'no room for "it"')`)
	wantError(t, err, ErrConstraint, `no room for "it"`)
	var e *Error
	if !errors.As(err, &e) || e.Msg != `no room for "it"` {
		t.Errorf("errors.As gives %+v", e)
	}
}

func TestExtendedCodesMatchTheirPrimaryCode(t *testing.T) {
	const busySnapshot = ErrBusy | 2<<8
	err := fmt.Errorf("wrapped: %w", &Error{Code: busySnapshot, Msg: "x"})
	if !errors.Is(err, ErrBusy) || !errors.Is(err, busySnapshot) || errors.Is(err, ErrLocked) {
		t.Error("errors.Is does not tell codes apart")
	}
}

func TestStatementsBindAndReadEveryType(t *testing.T) {
	c := openMemory(t)
	s, err := c.Prepare(`SELECT ?1, ?2, ?3, ?4, ?5, ?6`, PreparePersistent)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for i := range 3 {
		binds := []error{s.BindInt64(1, int64(i)-1<<62), s.BindFloat64(2, 0.5), s.BindText(3, "grün"),
			s.BindBlob(4, []byte{0, 1, 2}), s.BindNull(5), s.BindZeroBlob(6, 3)}
		if err := errors.Join(binds...); err != nil {
			t.Fatal(err)
		}
		if more, err := s.Step(); !more || err != nil {
			t.Fatal(more, err)
		}
		if s.Int64(0) != int64(i)-1<<62 || s.Float64(1) != 0.5 || s.Text(2) != "grün" ||
			!bytes.Equal(s.RawBlob(3), []byte{0, 1, 2}) || s.ColumnType(4) != Null || !bytes.Equal(s.RawBlob(5), make([]byte, 3)) {
			t.Errorf("run %d reads back something else", i)
		}
		s.Reset()
	}
	s.ClearBindings()
	if _, err := s.Step(); err != nil || s.ColumnType(0) != Null {
		t.Error("bindings were not cleared")
	}
	s.Reset()
	wantError(t, s.BindInt64(7, 1), ErrRange, "")
}

func TestEmptyTextAndBlobAreNotNull(t *testing.T) {
	c := openMemory(t)
	s, err := c.Prepare(`SELECT typeof(?1), typeof(?2)`, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := errors.Join(s.BindText(1, ""), s.BindBlob(2, nil)); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Step(); err != nil || s.Text(0) != "text" || s.Text(1) != "blob" {
		t.Errorf("got %s and %s, %v", s.Text(0), s.Text(1), err)
	}
}

func TestPrepareRefusesWhatIsNotOneStatement(t *testing.T) {
	c := openMemory(t)
	for _, sql := range []string{"", " -- nothing", "SELECT 1; SELECT 2", "SELECT\x001"} {
		if s, err := c.Prepare(sql, 0); !errors.Is(err, ErrMisuse) {
			t.Errorf("%q: got %v, %v", sql, s, err)
		}
	}
	_, err := c.Prepare("SELEC 1", 0)
	wantError(t, err, ErrGeneric, `near "SELEC": syntax error`)
}

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
	wantError(t, b.Read(make([]byte, 1), 0), ErrAbort, "")
	_ = b.Close()
	if _, err := c.OpenBlob("main", "t", "b", 99, false); err == nil {
		t.Error("a row that is not there was opened")
	}
}

func TestCloseIsRefusedWhileStatementsAreOpen(t *testing.T) {
	c, err := Open(":memory:", OpenReadWrite)
	if err != nil {
		t.Fatal(err)
	}
	s, err := c.Prepare("SELECT 1", 0)
	if err != nil {
		t.Fatal(err)
	}
	wantError(t, c.Close(), ErrBusy, "unable to close")
	if err := errors.Join(s.Close(), s.Close(), c.Close(), c.Close()); err != nil {
		t.Error(err)
	}
}

func TestOpenTellsWhatIsWrong(t *testing.T) {
	_, err := Open(filepath.Join(t.TempDir(), "no", "such", "folder.db"), OpenReadWrite|OpenCreate)
	wantError(t, err, ErrCantOpen, "unable to open database file")
}

func TestDataVersionFollowsCommits(t *testing.T) {
	name := filepath.Join(t.TempDir(), "t.db")
	a, b := openFile(t, name), openFile(t, name)
	mustExec(t, a, `CREATE TABLE t(x)`)
	rowsOf(t, b, `SELECT * FROM t`)
	version := func(c *Conn) uint32 {
		v, err := c.DataVersion("main")
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	a0, b0 := version(a), version(b)
	mustExec(t, a, `INSERT INTO t VALUES(1)`)
	rowsOf(t, b, `SELECT * FROM t`)
	if version(a) == a0 || version(b) == b0 {
		t.Error("a commit did not change the data version")
	}
	a0 = version(a)
	mustExec(t, a, `BEGIN; INSERT INTO t VALUES(1)`)
	if a.TxnState("main") != TxnWrite || a.Autocommit() {
		t.Error("the write transaction is not seen")
	}
	mustExec(t, a, `ROLLBACK`)
	if version(a) != a0 {
		t.Error("a rollback changed the data version")
	}
	if a.FileName("main") != name || a.ReadOnly("main") {
		t.Errorf("file %q, read-only %v", a.FileName("main"), a.ReadOnly("main"))
	}
	if _, err := a.DataVersion("nosuch"); err == nil {
		t.Error("a schema that is not there has a data version")
	}
}

func TestLimitSizeHoldsMemory(t *testing.T) {
	c, err := Open("file:/limited?vfs=memdb", OpenReadWrite|OpenCreate|OpenURI)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if limit, err := c.LimitSize("main", 1<<20); limit != 1<<20 || err != nil {
		t.Fatal(limit, err)
	}
	mustExec(t, c, `CREATE TABLE t(b); INSERT INTO t VALUES(zeroblob(100000))`)
	wantError(t, c.Exec(`INSERT INTO t VALUES(zeroblob(1000000))`), ErrFull, "full")
	if _, err := openFile(t, filepath.Join(t.TempDir(), "t.db")).LimitSize("main", -1); err == nil {
		t.Error("a file has a size limit")
	}
}

func openFile(t testing.TB, name string) *Conn {
	t.Helper()
	c, err := Open(name, OpenReadWrite|OpenCreate)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	return c
}

// TestConnectionsAreIndependent uses functions, tables and attached data on
// many connections at once.
func TestConnectionsAreIndependent(t *testing.T) {
	var wg sync.WaitGroup
	for g := range 8 {
		wg.Go(func() {
			c, err := Open(":memory:", OpenReadWrite)
			if err != nil {
				t.Error(err)
				return
			}
			defer c.Close()
			for i := range 200 {
				rows, err := query(c, fmt.Sprintf(`SELECT test_aux(%d), sum(n) FROM (SELECT n FROM test_counting LIMIT %d)`, g, i+1))
				if want := fmt.Sprintf("1|%d", i*(i+1)/2); err != nil || len(rows) != 1 || rows[0] != want {
					t.Errorf("got %q %v, want %q", rows, err, want)
					return
				}
			}
		})
	}
	wg.Wait()
}

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

func BenchmarkVirtualTableRow(b *testing.B) {
	c := openMemory(b)
	s, err := c.Prepare(`SELECT sum(n) FROM test_counting`, 0)
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := s.Step(); err != nil {
			b.Fatal(err)
		}
		s.Reset()
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/1e6, "ns/row")
}

func BenchmarkFunctionCall(b *testing.B) {
	c := openMemory(b)
	s, err := c.Prepare(`SELECT sum(test_subtype(n)) FROM test_counting`, 0)
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := s.Step(); err != nil {
			b.Fatal(err)
		}
		s.Reset()
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/1e6, "ns/call")
}
