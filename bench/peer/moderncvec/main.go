// Command moderncvec is the peer that opens the database by the driver
// modernc.org/sqlite with sqlite-vec as modernc.org/sqlite/vec has it.
package main

import (
	"database/sql"

	"github.com/nearlite/nearlite/bench/peer"
	_ "modernc.org/sqlite"
	_ "modernc.org/sqlite/vec"
)

func main() {
	peer.Main(func(dsn string) (*sql.DB, error) { return sql.Open("sqlite", dsn) })
}
