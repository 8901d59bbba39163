// Command moderncvec runs SQL statements with modernc.org/sqlite/vec, for the
// tests that compare this module with it. Its argument is the database; see
// package oracle for what it reads and writes.
package main

import (
	"context"
	"database/sql"
	"fmt"
	"os"

	"github.com/nearlite/nearlite/internal/oracle"
	_ "modernc.org/sqlite"
	_ "modernc.org/sqlite/vec"
)

func main() {
	if err := serve(context.Background()); err != nil {
		fmt.Fprintln(os.Stderr, "moderncvec:", err)
		os.Exit(1)
	}
}

func serve(ctx context.Context) error {
	if len(os.Args) != 2 {
		return fmt.Errorf("%d arguments; want one, the database", len(os.Args)-1)
	}
	db, err := sql.Open("sqlite", os.Args[1])
	if err != nil {
		return err
	}
	defer db.Close()
	conn, err := db.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	defer func() {
		if p := recover(); p != nil {
			// Closing the connection would wait for the lock that the panic left.
			fmt.Fprintln(os.Stderr, "moderncvec: panic:", p)
			os.Exit(2)
		}
	}()
	return oracle.Serve(ctx, conn, os.Stdin, os.Stdout)
}
