package engine_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log"
	"strings"

	"github.com/nearlite/nearlite/engine"
)

func ExampleOpen() {
	db, err := engine.Open(":memory:?busy_timeout=10000")
	if err != nil {
		log.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec("CREATE TABLE note(id INTEGER PRIMARY KEY, body TEXT); INSERT INTO note(body) VALUES ('tea'), ('rice')"); err != nil {
		log.Fatal(err)
	}
	var n int
	if err := db.QueryRow("SELECT count(*) FROM note").Scan(&n); err != nil {
		log.Fatal(err)
	}
	fmt.Println(n, "notes")
	// Output: 2 notes
}

// The kind of an error says what to do next.
func ExampleError() {
	_, err := engine.Open("missing.db?mode=ro")
	if errors.Is(err, engine.ErrCannotOpen) {
		fmt.Println("nothing to read yet")
	}
	// Output: nothing to read yet
}

// A transaction that reads first and then writes waits at its beginning, and
// so does not fail in the middle, when it begins as immediate.
func Example_txlock() {
	db, err := engine.Open(":memory:?txlock=immediate")
	if err != nil {
		log.Fatal(err)
	}
	defer db.Close()
	tx, err := db.Begin()
	if err != nil {
		log.Fatal(err)
	}
	defer tx.Rollback()
	_, err = tx.Exec("CREATE TABLE counter(n); INSERT INTO counter VALUES (1); UPDATE counter SET n = n + 1")
	if err == nil {
		err = tx.Commit()
	}
	fmt.Println(err)
	// Output: <nil>
}

func Example_readOnlyTransaction() {
	db, err := engine.Open(":memory:")
	if err != nil {
		log.Fatal(err)
	}
	defer db.Close()
	tx, err := db.BeginTx(context.Background(), &sql.TxOptions{ReadOnly: true})
	if err != nil {
		log.Fatal(err)
	}
	defer tx.Rollback()
	_, err = tx.Exec("CREATE TABLE t(a)")
	fmt.Println(errors.Is(err, engine.ErrReadOnly))
	// Output: true
}

// answers is a dialect with a single word.
type answers struct{}

func (answers) Rewrite(query string) (string, error) {
	return strings.ReplaceAll(query, "@@vec_answer", "42"), nil
}

func ExampleWithRewriter() {
	connector, err := engine.NewConnector(":memory:", engine.WithRewriter(answers{}))
	if err != nil {
		log.Fatal(err)
	}
	db := sql.OpenDB(connector)
	defer db.Close()
	var n int
	if err := db.QueryRow("SELECT @@vec_answer").Scan(&n); err != nil {
		log.Fatal(err)
	}
	fmt.Println(n)
	// Output: 42
}
