package engine

import (
	"database/sql"
	"fmt"
)

// Limit sets a run-time limit of one connection and returns the one before; a
// negative value only asks. id is one of SQLite's SQLITE_LIMIT_ numbers, see
// https://www.sqlite.org/c3ref/limit.html. It stands in for the base driver's
// function of that name, which knows only connections of its own.
func Limit(c *sql.Conn, id, value int) (before int, err error) {
	err = c.Raw(func(driverConn any) error {
		ours, ok := driverConn.(*conn)
		if !ok {
			return fmt.Errorf("the connection is a %T, not one of the driver %s; use the Limit of its own driver", driverConn, DriverName)
		}
		before = ours.handle.Limit(id, value)
		return nil
	})
	return before, err
}
