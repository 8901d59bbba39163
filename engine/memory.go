package engine

import (
	"context"
	"crypto/rand"
	"database/sql/driver"
	"encoding/hex"
	"strings"
	"sync"
)

// memoryVFS is SQLite's VFS for databases in memory that several connections
// of the process share, see https://www.sqlite.org/inmemorydb.html.
//
// The other way to share one, a shared cache, was tried too. It locks whole
// tables, and no busy timeout applies: a goroutine that queries while another
// connection of its own holds a write transaction waits for ever. With memdb
// the same goroutine gets "database is locked" after the busy timeout. Eight
// goroutines that read and write without pause got no error from either, more
// writes and fewer reads from memdb. WAL mode needs a file and is had by
// neither: readers and a writer wait for each other.
const memoryVFS = "memdb"

// memoryLimit is the size in bytes that a database in memory may have, in
// place of SQLite's 1 GiB: the machine's memory is limit enough.
const memoryLimit = 1 << 46

// memoryIgnores reports whether the option says only where the database is,
// which memoryName has settled for a database in memory.
func memoryIgnores(option string) bool {
	switch option {
	case "mode", "cache", "vfs":
		return true
	}
	return false
}

// memoryName returns the name under which the connections of one pool share
// their database. It is private to the pool, unless the DSN asks for a name
// that the process shares, as SQLite's own URIs do: by cache=shared, or by
// vfs=memdb and a path with a leading slash.
func memoryName(d *dsn) string {
	shared := d.values["cache"] == "shared"
	if d.values["vfs"] == memoryVFS {
		shared = strings.HasPrefix(d.path, "/")
	}
	if shared {
		return "/" + strings.TrimPrefix(d.path, "/")
	}
	var id [16]byte
	rand.Read(id[:])
	return "/nearlite-" + hex.EncodeToString(id[:])
}

// keeper holds one idle connection to a database in memory. SQLite drops such
// a database with its last connection, and a pool may close all of its own.
type keeper struct {
	mu   sync.Mutex
	conn driver.Conn
}

// hold opens the connection unless it is open.
func (k *keeper) hold(ctx context.Context, connector driver.Connector) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.conn != nil {
		return nil
	}
	conn, err := connector.Connect(ctx)
	if err != nil {
		return err
	}
	k.conn = conn
	return nil
}

// release closes the connection, and with it the database when no other
// connection has it open.
func (k *keeper) release() error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.conn == nil {
		return nil
	}
	err := k.conn.Close()
	k.conn = nil
	return err
}
