package sqlite3

import (
	"fmt"
	"sync"
	"sync/atomic"

	"modernc.org/libc"
	lib "modernc.org/sqlite/lib"
)

// registered is what every new connection of the process gets. A number is a
// position in its list, which only grows.
type registered struct {
	functions []*Function
	modules   []*module
}

var registry struct {
	once    sync.Once
	mu      sync.Mutex // held to replace current
	current atomic.Pointer[registered]
}

// RegisterFunction makes f known on every connection opened from now on. It is
// meant for init functions.
func RegisterFunction(f Function) {
	register(func(r *registered) { r.functions = append(r.functions[:len(r.functions):len(r.functions)], &f) })
}

func registerModule(m *module) {
	register(func(r *registered) { r.modules = append(r.modules[:len(r.modules):len(r.modules)], m) })
}

// register replaces the lists by changed copies, so that readers need no lock.
func register(change func(*registered)) {
	registry.mu.Lock()
	var r registered
	if old := registry.current.Load(); old != nil {
		r = *old
	}
	change(&r)
	registry.current.Store(&r)
	registry.mu.Unlock()
	registry.once.Do(autoExtend)
}

// autoExtend has SQLite call extend for every connection it opens.
// https://sqlite.org/c3ref/auto_extension.html
func autoExtend() {
	tls := libc.NewTLS()
	defer tls.Close()
	if rc := lib.Xsqlite3_auto_extension(tls, funcPointer(extend)); rc != lib.SQLITE_OK {
		// Nothing can work without it, and an init function has no caller.
		panic(fmt.Sprintf("sqlite3: registering for new connections: %v", Code(rc)))
	}
}

// extend is the entry point SQLite calls with a connection it has just opened.
func extend(tls *libc.TLS, db uintptr, errmsg uintptr, _ uintptr) int32 {
	r := registry.current.Load()
	for i, f := range r.functions {
		if rc := f.create(tls, db, uintptr(i)); rc != lib.SQLITE_OK {
			*at[uintptr](errmsg) = mallocString(tls, "creating SQL function "+f.Name+": "+rc.Error())
			return int32(rc)
		}
	}
	for i, m := range r.modules {
		if rc := m.declare(tls, db, uintptr(i)); rc != lib.SQLITE_OK {
			*at[uintptr](errmsg) = mallocString(tls, "creating module "+m.name+": "+rc.Error())
			return int32(rc)
		}
	}
	return lib.SQLITE_OK
}
