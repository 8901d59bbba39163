package sqlite3

import (
	"errors"
	"fmt"
	"unsafe"

	"modernc.org/libc"
	lib "modernc.org/sqlite/lib"
)

// instance is the Go side of a sqlite3_vtab.
type instance struct {
	module *module
	conn   *Conn
	table  Table
}

// tableStruct is the sqlite3_vtab that SQLite sees, followed by the instance's
// handle.
type tableStruct struct {
	lib.Tsqlite3_vtab
	handle uintptr
}

var instances handles[*instance]

func instanceAt(vtab uintptr) *instance { return instances.get(at[tableStruct](vtab).handle) }

// fail stores err's text where SQLite looks for it, and gives its code.
func (in *instance) fail(vtab uintptr, err error) int32 {
	t := at[lib.Tsqlite3_vtab](vtab)
	lib.Xsqlite3_free(in.conn.tls, t.FzErrMsg)
	t.FzErrMsg = mallocString(in.conn.tls, err.Error())
	return int32(CodeOf(err))
}

// try runs a method of the table on the tls of the callback; a panic becomes
// the method's error.
func (in *instance) try(tls *libc.TLS, method string, f func(*instance) error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = panicError(in.module.name+"."+method, p)
		}
	}()
	in.conn.tls = tls
	return f(in)
}

// call runs a method whose error SQLite reports with its text.
func call(tls *libc.TLS, vtab uintptr, method string, f func(*instance) error) int32 {
	in := instanceAt(vtab)
	if err := in.try(tls, method, f); err != nil {
		return in.fail(vtab, err)
	}
	return lib.SQLITE_OK
}

// callSilently runs a method of whose error SQLite takes the code at most. A
// text would stay with the table and be reported for a later statement.
func callSilently(tls *libc.TLS, vtab uintptr, method string, f func(*instance) error) int32 {
	if err := instanceAt(vtab).try(tls, method, f); err != nil {
		return int32(CodeOf(err))
	}
	return lib.SQLITE_OK
}

// tableCreate is xCreate, tableConnect xConnect.
func tableCreate(tls *libc.TLS, db, aux uintptr, argc int32, argv, out, errmsg uintptr) int32 {
	m := moduleAt(aux)
	return newInstance(tls, db, m, m.create, argc, argv, out, errmsg)
}

func tableConnect(tls *libc.TLS, db, aux uintptr, argc int32, argv, out, errmsg uintptr) int32 {
	m := moduleAt(aux)
	return newInstance(tls, db, m, m.connect, argc, argv, out, errmsg)
}

func moduleAt(aux uintptr) *module {
	return registry.current.Load().modules[at[moduleStruct](aux).number]
}

func newInstance(tls *libc.TLS, db uintptr, m *module, construct func(*Conn, ModuleArgs) (Table, error), argc int32, argv, out, errmsg uintptr) (rc int32) {
	fail := func(err error) int32 {
		*at[uintptr](errmsg) = mallocString(tls, err.Error())
		return int32(CodeOf(err))
	}
	defer func() {
		if p := recover(); p != nil {
			rc = fail(panicError(m.name, p))
		}
	}()
	c := &Conn{tls: tls, db: db}
	if err := m.configure(c); err != nil {
		return fail(err)
	}
	table, err := construct(c, moduleArgs(argc, argv))
	if err != nil {
		return fail(err)
	}
	p := mallocZero(tls, unsafe.Sizeof(tableStruct{}))
	if p == 0 {
		_ = table.Disconnect()
		return fail(ErrNoMemory)
	}
	at[tableStruct](p).handle = instances.put(&instance{module: m, conn: c, table: table})
	*at[uintptr](out) = p
	return lib.SQLITE_OK
}

func moduleArgs(argc int32, argv uintptr) (a ModuleArgs) {
	words := make([]string, argc)
	for i := range words {
		words[i] = goString(*at[uintptr](argv + uintptr(i)*ptrSize))
	}
	a.Module, a.Schema, a.Table, a.Args = words[0], words[1], words[2], words[3:]
	return a
}

// tableDisconnect is xDisconnect; the instance is gone whatever it answers.
func tableDisconnect(tls *libc.TLS, vtab uintptr) int32 {
	callSilently(tls, vtab, "Disconnect", func(in *instance) error { return in.table.Disconnect() })
	freeInstance(tls, vtab)
	return lib.SQLITE_OK
}

// tableDestroy is xDestroy; after an error SQLite keeps the instance.
func tableDestroy(tls *libc.TLS, vtab uintptr) int32 {
	rc := callSilently(tls, vtab, "Destroy", func(in *instance) error { return in.table.(Destroyer).Destroy() })
	if rc == lib.SQLITE_OK {
		freeInstance(tls, vtab)
	}
	return rc
}

func freeInstance(tls *libc.TLS, vtab uintptr) {
	instances.release(at[tableStruct](vtab).handle)
	lib.Xsqlite3_free(tls, at[lib.Tsqlite3_vtab](vtab).FzErrMsg)
	lib.Xsqlite3_free(tls, vtab)
}

func tableBestIndex(tls *libc.TLS, vtab, info uintptr) int32 {
	return call(tls, vtab, "BestIndex", func(in *instance) error {
		x := newIndexInfo(tls, info)
		if err := in.table.BestIndex(x); err != nil {
			return err
		}
		return x.store()
	})
}

func tableUpdate(tls *libc.TLS, vtab uintptr, argc int32, argv, rowid uintptr) int32 {
	return call(tls, vtab, "Update", func(in *instance) error {
		args := Args{tls, argv, int(argc)}
		u := in.table.(Updater)
		switch {
		case argc == 1:
			return u.Delete(args.At(0))
		case args.At(0).IsNull():
			id, err := u.Insert(args.At(1), args.from(2))
			*at[int64](rowid) = id
			return err
		default:
			return u.Update(args.At(0), args.At(1), args.from(2))
		}
	})
}

func tableBegin(tls *libc.TLS, vtab uintptr) int32 {
	return call(tls, vtab, "Begin", func(in *instance) error { return in.table.(Transactor).Begin() })
}

func tableSync(tls *libc.TLS, vtab uintptr) int32 {
	return call(tls, vtab, "Sync", func(in *instance) error { return in.table.(Transactor).Sync() })
}

func tableCommit(tls *libc.TLS, vtab uintptr) int32 {
	return callSilently(tls, vtab, "Commit", func(in *instance) error { return in.table.(Transactor).Commit() })
}

func tableRollback(tls *libc.TLS, vtab uintptr) int32 {
	return callSilently(tls, vtab, "Rollback", func(in *instance) error { return in.table.(Transactor).Rollback() })
}

func tableSavepoint(tls *libc.TLS, vtab uintptr, n int32) int32 {
	return callSilently(tls, vtab, "Savepoint", func(in *instance) error { return in.table.(Savepointer).Savepoint(int(n)) })
}

func tableRelease(tls *libc.TLS, vtab uintptr, n int32) int32 {
	return callSilently(tls, vtab, "Release", func(in *instance) error { return in.table.(Savepointer).Release(int(n)) })
}

func tableRollbackTo(tls *libc.TLS, vtab uintptr, n int32) int32 {
	return callSilently(tls, vtab, "RollbackTo", func(in *instance) error { return in.table.(Savepointer).RollbackTo(int(n)) })
}

func tableRename(tls *libc.TLS, vtab, name uintptr) int32 {
	return call(tls, vtab, "Rename", func(in *instance) error { return in.table.(Renamer).Rename(goString(name)) })
}

// tableIntegrity is xIntegrity. A table that cannot be checked is a problem too:
// of an error SQLite would tell the code alone.
func tableIntegrity(tls *libc.TLS, vtab, schema, table uintptr, flags int32, problem uintptr) int32 {
	in := instanceAt(vtab)
	var text string
	err := in.try(tls, "Integrity", func(in *instance) (err error) {
		text, err = in.table.(IntegrityChecker).Integrity(goString(schema), goString(table), flags != 0)
		return err
	})
	if errors.Is(err, ErrInterrupt) {
		return int32(CodeOf(err))
	}
	if err != nil {
		text = fmt.Sprintf("table %s.%s cannot be checked: %v", goString(schema), goString(table), err)
	}
	if text == "" {
		return lib.SQLITE_OK
	}
	if *at[uintptr](problem) = mallocString(tls, text); *at[uintptr](problem) == 0 {
		return int32(ErrNoMemory)
	}
	return lib.SQLITE_OK
}

// shadowName is xShadowName.
func shadowName(isShadow func(string) bool, suffix uintptr) (yes int32) {
	defer func() {
		if recover() != nil {
			yes = 0
		}
	}()
	if isShadow(goString(suffix)) {
		return 1
	}
	return 0
}
