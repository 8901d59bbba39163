// Command nearlite is the peer of the benchmark that opens the database by
// nearlite's engine.
package main

import (
	"database/sql"

	"github.com/nearlite/nearlite/bench/scan"
	"github.com/nearlite/nearlite/engine"
)

func main() {
	scan.Peer(func(dsn string) (*sql.DB, error) { return engine.Open(dsn) })
}
