package engine

import (
	"context"
	"database/sql"
	"database/sql/driver"
)

// DriverName is the name under which [Driver] is registered with database/sql.
const DriverName = "nearlite"

func init() {
	sql.Register(DriverName, Driver{})
}

// Open opens the database the DSN names and connects once, so that a wrong
// path, a file of another kind or a lock is an error here and not at the first
// query. Like SQLite, it creates a file that does not exist, unless the DSN
// has mode=ro or mode=rw. The package documentation says how a DSN reads.
//
// The pool returned may hold any number of connections; Close it when done.
// The error is an [*Error] when SQLite could not open the database.
func Open(dsn string, options ...ConnectorOption) (*sql.DB, error) {
	return OpenContext(context.Background(), dsn, options...)
}

// OpenContext is [Open] with a context for the first connection, which ends
// the wait for a lock. The pool returned does not depend on the context.
func OpenContext(ctx context.Context, dsn string, options ...ConnectorOption) (*sql.DB, error) {
	connector, err := NewConnector(dsn, options...)
	if err != nil {
		return nil, err
	}
	db := sql.OpenDB(connector)
	if err := db.PingContext(ctx); err != nil {
		db.Close()
		return nil, err
	}
	return db, nil
}

// Driver is the database/sql driver named "nearlite". sql.Open with that name
// checks the DSN at once and connects at the first use, as database/sql does
// with every driver.
type Driver struct{}

var (
	_ driver.Driver        = Driver{}
	_ driver.DriverContext = Driver{}
)

// Open returns one connection. A database in memory is its own and ends with
// it; database/sql does not come this way but through OpenConnector.
func (Driver) Open(dsn string) (driver.Conn, error) {
	connector, err := NewConnector(dsn)
	if err != nil {
		return nil, err
	}
	return connector.open(context.Background())
}

// OpenConnector returns a [*Connector] for the DSN.
func (Driver) OpenConnector(dsn string) (driver.Connector, error) {
	connector, err := NewConnector(dsn)
	if err != nil {
		return nil, err
	}
	return connector, nil
}
