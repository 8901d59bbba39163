// Command nearlite is the peer that opens the database by nearlite's engine.
package main

import (
	"database/sql"

	"github.com/nearlite/nearlite/bench/peer"
	"github.com/nearlite/nearlite/engine"
)

func main() {
	peer.Main(func(dsn string) (*sql.DB, error) { return engine.Open(dsn) })
}
