package engine

import (
	"context"
	"crypto/rand"
	"encoding/binary"
	"errors"
	"fmt"
	"sync"

	"github.com/nearlite/nearlite/internal/sqlite3"
)

// The base driver keeps SQLite's connection to itself. An SQL function is
// called on it, and so can hand it over: setup asks for it under a number
// that nobody else knows.
const handleFunction = "nearlite_connection"

// awaited holds what setup waits for: *sqlite3.Conn to fill in, by number.
var awaited sync.Map

func init() {
	sqlite3.RegisterFunction(sqlite3.Function{
		Name: handleFunction, Args: 1, Flags: sqlite3.DirectOnly,
		Call: func(ctx sqlite3.Context, args sqlite3.Args) error {
			place, ok := awaited.LoadAndDelete(args.At(0).Int64())
			if !ok {
				return errors.New(handleFunction + " is for the engine alone; do not call it")
			}
			*place.(*sqlite3.Conn) = *ctx.Conn()
			return nil
		},
	})
}

// handle returns SQLite's connection behind the base connection.
func (s setup) handle() (*sqlite3.Conn, error) {
	var random [8]byte
	rand.Read(random[:])
	number := int64(binary.NativeEndian.Uint64(random[:]))
	handle := new(sqlite3.Conn)
	awaited.Store(number, handle)
	defer awaited.Delete(number)
	_, err := s.query(fmt.Sprintf("SELECT %s(%d)", handleFunction, number))
	return handle, err
}

// interruptWhenDone interrupts what runs on the connection once ctx is done.
// After stop has returned it does so no more.
func (c *conn) interruptWhenDone(ctx context.Context) (stop func()) {
	var mu sync.Mutex
	stopped := false
	unhook := context.AfterFunc(ctx, func() {
		mu.Lock()
		defer mu.Unlock()
		if !stopped {
			c.handle.Interrupt()
		}
	})
	return func() {
		unhook()
		mu.Lock()
		stopped = true
		mu.Unlock()
	}
}
