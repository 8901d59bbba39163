package sqlite3

import (
	"reflect"
	"unsafe"

	"modernc.org/libc"
	lib "modernc.org/sqlite/lib"
)

// Module is a kind of virtual table. T is the concrete type of its tables, a
// pointer; the optional interfaces that T has become the module's methods.
// https://sqlite.org/c3ref/module.html
type Module[T Table] struct {
	// Name as CREATE VIRTUAL TABLE spells it; case does not matter.
	Name string
	// Create makes a new table and what it stores; nil makes the module
	// eponymous-only: a table of the module's name, and no other, exists.
	// https://sqlite.org/vtab.html#epovtab
	Create func(c *Conn, args ModuleArgs) (T, error)
	// Connect makes the connection's instance of a table that exists.
	Connect func(c *Conn, args ModuleArgs) (T, error)
	// ShadowName reports whether NAME_suffix is storage of a table NAME, which
	// defensive connections then protect; nil means none is.
	// https://sqlite.org/vtab.html#the_xshadowname_method
	ShadowName func(suffix string) bool
	// Flags are set for every table of the module.
	Flags ModuleFlags
}

// ModuleFlags are properties of a module's tables.
// https://sqlite.org/c3ref/c_vtab_constraint_support.html
type ModuleFlags uint8

// The flags of a module.
const (
	// VTabInnocuous: usable from a schema that is not trusted.
	VTabInnocuous ModuleFlags = 1 << iota
	// VTabDirectOnly: not usable from views and triggers.
	VTabDirectOnly
	// VTabUsesAllSchemas: statements open a read transaction on every schema.
	VTabUsesAllSchemas
	// VTabConstraintSupport: Insert and Update obey OnConflict, and have changed
	// nothing when they return ErrConstraint.
	VTabConstraintSupport
)

// ModuleArgs are the words of CREATE VIRTUAL TABLE schema.table USING
// module(arg, …), each argument as written, without outer blanks.
type ModuleArgs struct {
	Module, Schema, Table string
	Args                  []string
}

// RegisterModule makes m known on every connection opened from now on. It is
// meant for init functions, and panics if T is an interface type, which would
// hide the methods that tables have, or Connect is nil.
func RegisterModule[T Table](m Module[T]) {
	if reflect.TypeFor[T]().Kind() == reflect.Interface || m.Connect == nil {
		panic("sqlite3: registering module " + m.Name + ": it needs a concrete table type and a Connect function")
	}
	var zero T
	r := &module{name: m.Name, flags: m.Flags, abilities: abilitiesOf(zero)}
	r.connect = func(c *Conn, args ModuleArgs) (Table, error) { return m.Connect(c, args) }
	if m.Create != nil {
		r.create = func(c *Conn, args ModuleArgs) (Table, error) { return m.Create(c, args) }
	}
	if m.ShadowName != nil {
		r.shadowName = func(tls *libc.TLS, suffix uintptr) int32 { return shadowName(m.ShadowName, suffix) }
	}
	registerModule(r)
}

// module is a registered Module without its type parameter.
type module struct {
	name      string
	flags     ModuleFlags
	abilities abilities
	// create is nil in an eponymous-only module.
	create, connect func(*Conn, ModuleArgs) (Table, error)
	// shadowName is a closure, since C passes no client data; the module, which
	// lives as long as the process, keeps it alive.
	shadowName func(tls *libc.TLS, suffix uintptr) int32
}

// abilities says which optional interfaces a table type has.
type abilities struct {
	destroy, update, transact, savepoint, rename, integrity bool
}

func abilitiesOf(t Table) (a abilities) {
	_, a.destroy = t.(Destroyer)
	_, a.update = t.(Updater)
	_, a.transact = t.(Transactor)
	_, a.savepoint = t.(Savepointer)
	_, a.rename = t.(Renamer)
	_, a.integrity = t.(IntegrityChecker)
	return a
}

// declare makes the module known on one connection. The sqlite3_module is the
// connection's own and freed with it; the module's number is the client data.
func (m *module) declare(tls *libc.TLS, db uintptr, number uintptr) Code {
	name, err := cString(m.name)
	if err != nil {
		return ErrMisuse
	}
	p := mallocZero(tls, unsafe.Sizeof(moduleStruct{}))
	if p == 0 {
		return ErrNoMemory
	}
	s := at[moduleStruct](p)
	s.number = number
	m.fill(&s.Tsqlite3_module)
	l := lend(tls, name)
	rc := lib.Xsqlite3_create_module_v2(tls, db, l.addr, p, p, funcPointer(lib.Xsqlite3_free))
	l.end()
	return Code(rc)
}

// moduleStruct is a sqlite3_module followed by the module's number.
type moduleStruct struct {
	lib.Tsqlite3_module
	number uintptr
}

// fill sets the methods that the module's tables have.
func (m *module) fill(s *lib.Tsqlite3_module) {
	s.FiVersion = 4
	s.FxConnect = funcPointer(tableConnect)
	s.FxBestIndex = funcPointer(tableBestIndex)
	s.FxDisconnect = funcPointer(tableDisconnect)
	s.FxDestroy = funcPointer(tableDisconnect)
	s.FxOpen = funcPointer(tableOpen)
	s.FxClose = funcPointer(cursorClose)
	s.FxFilter = funcPointer(cursorFilter)
	s.FxNext = funcPointer(cursorNext)
	s.FxEof = funcPointer(cursorEOF)
	s.FxColumn = funcPointer(cursorColumn)
	s.FxRowid = funcPointer(cursorRowid)
	if m.create != nil {
		s.FxCreate = funcPointer(tableCreate)
	}
	if m.abilities.destroy {
		s.FxDestroy = funcPointer(tableDestroy)
	}
	if m.abilities.update {
		s.FxUpdate = funcPointer(tableUpdate)
	}
	if m.abilities.transact {
		s.FxBegin = funcPointer(tableBegin)
		s.FxSync = funcPointer(tableSync)
		s.FxCommit = funcPointer(tableCommit)
		s.FxRollback = funcPointer(tableRollback)
	}
	if m.abilities.savepoint {
		s.FxSavepoint = funcPointer(tableSavepoint)
		s.FxRelease = funcPointer(tableRelease)
		s.FxRollbackTo = funcPointer(tableRollbackTo)
	}
	if m.abilities.rename {
		s.FxRename = funcPointer(tableRename)
	}
	if m.abilities.integrity {
		s.FxIntegrity = funcPointer(tableIntegrity)
	}
	if m.shadowName != nil {
		s.FxShadowName = funcPointer(m.shadowName)
	}
}

// configure sets the module's flags on the table being made; it must be called
// from xCreate or xConnect. https://sqlite.org/c3ref/vtab_config.html
func (m *module) configure(c *Conn) error {
	options := [...]struct {
		flag ModuleFlags
		op   int32
	}{
		{VTabInnocuous, lib.SQLITE_VTAB_INNOCUOUS},
		{VTabDirectOnly, lib.SQLITE_VTAB_DIRECTONLY},
		{VTabUsesAllSchemas, lib.SQLITE_VTAB_USES_ALL_SCHEMAS},
		{VTabConstraintSupport, lib.SQLITE_VTAB_CONSTRAINT_SUPPORT},
	}
	for _, o := range options {
		if m.flags&o.flag == 0 {
			continue
		}
		on := libc.NewVaList(int32(1))
		rc := lib.Xsqlite3_vtab_config(c.tls, c.db, o.op, on)
		libc.Xfree(c.tls, on)
		if err := c.check(rc); err != nil {
			return err
		}
	}
	return nil
}

// DeclareVTab tells SQLite the columns of the table being made, as a CREATE
// TABLE statement. Create and Connect call it once.
// https://sqlite.org/c3ref/declare_vtab.html
func (c *Conn) DeclareVTab(createTable string) error {
	s, err := cString(createTable)
	if err != nil {
		return err
	}
	l := lend(c.tls, s)
	rc := lib.Xsqlite3_declare_vtab(c.tls, c.db, l.addr)
	l.end()
	return c.check(rc)
}

// Conflict is what a statement wants done about a constraint it violates.
// https://sqlite.org/c3ref/c_fail.html
type Conflict int32

// The ways to resolve a conflict.
const (
	ConflictRollback Conflict = lib.SQLITE_ROLLBACK
	ConflictIgnore   Conflict = lib.SQLITE_IGNORE
	ConflictFail     Conflict = lib.SQLITE_FAIL
	ConflictAbort    Conflict = lib.SQLITE_ABORT
	ConflictReplace  Conflict = lib.SQLITE_REPLACE
)

// OnConflict is the resolution of the statement that runs; only inside Insert
// and Update. https://sqlite.org/c3ref/vtab_on_conflict.html
func (c *Conn) OnConflict() Conflict {
	return Conflict(lib.Xsqlite3_vtab_on_conflict(c.tls, c.db))
}
