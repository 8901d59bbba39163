// Command moderncvec is the peer of the benchmark that opens the database by
// the driver modernc.org/sqlite with sqlite-vec as modernc.org/sqlite/vec has it.
package main

import (
	"database/sql"

	"github.com/nearlite/nearlite/bench/scan"
	_ "modernc.org/sqlite"
	_ "modernc.org/sqlite/vec"
)

func main() {
	scan.Peer(func(dsn string) (*sql.DB, error) { return sql.Open("sqlite", dsn) })
}
