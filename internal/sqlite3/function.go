package sqlite3

import (
	"modernc.org/libc"
	lib "modernc.org/sqlite/lib"
)

// FunctionFlags say what SQLite may assume of a function.
// https://sqlite.org/c3ref/c_deterministic.html
type FunctionFlags uint32

// The flags; UTF-8 is always set.
const (
	// Deterministic: equal arguments give equal results within a statement.
	Deterministic FunctionFlags = lib.SQLITE_DETERMINISTIC
	// DirectOnly: not callable from views, triggers, indexes or defaults.
	DirectOnly FunctionFlags = lib.SQLITE_DIRECTONLY
	// Innocuous: callable from a schema that is not trusted.
	Innocuous FunctionFlags = lib.SQLITE_INNOCUOUS
	// Subtype: the function reads its arguments' subtypes.
	Subtype FunctionFlags = lib.SQLITE_SUBTYPE
	// ResultSubtype: the function sets its result's subtype.
	ResultSubtype FunctionFlags = lib.SQLITE_RESULT_SUBTYPE
)

// AnyArgs as a Function's Args takes any number of arguments.
const AnyArgs = -1

// Function is a scalar SQL function.
// https://sqlite.org/c3ref/create_function.html
type Function struct {
	// Name as SQL spells it; case does not matter.
	Name string
	// Args is the number of arguments, or AnyArgs.
	Args int
	// Flags say what SQLite may assume.
	Flags FunctionFlags
	// Call computes one result. It sets the result on ctx, or returns an error
	// that becomes the SQL error. Several connections call it at once.
	Call func(ctx Context, args Args) error
}

// create makes the function known on one connection. Its number travels as the
// function's user data.
func (f *Function) create(tls *libc.TLS, db uintptr, number uintptr) Code {
	name, err := cString(f.Name)
	if err != nil {
		return ErrMisuse
	}
	l := lend(tls, name)
	rc := lib.Xsqlite3_create_function_v2(tls, db, l.addr, int32(f.Args),
		int32(uint32(f.Flags)|lib.SQLITE_UTF8), number, funcPointer(functionCall), 0, 0, 0)
	l.end()
	return Code(rc)
}

// functionCall is xFunc of every function.
func functionCall(tls *libc.TLS, ctx uintptr, argc int32, argv uintptr) {
	c := Context{tls, ctx}
	f := registry.current.Load().functions[lib.Xsqlite3_user_data(tls, ctx)]
	defer func() {
		if p := recover(); p != nil {
			c.resultError(panicError(f.Name, p))
		}
	}()
	if err := f.Call(c, Args{tls, argv, int(argc)}); err != nil {
		c.resultError(err)
	}
}
