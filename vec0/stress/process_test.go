package stress

import (
	"database/sql"
	"fmt"
	"os"
	"os/exec"
	"testing"
)

// helperVariable makes the test binary another process: its value says what it
// does and to which file.
const helperVariable = "NEARLITE_STRESS_HELPER"

func TestMain(m *testing.M) {
	job := os.Getenv(helperVariable)
	if job == "" {
		os.Exit(m.Run())
	}
	var err error
	switch dsn := job[1:]; job[0] {
	case 'w':
		err = (&crowd{dsn: dsn, first: 1000}).run()
	case 'k':
		err = insertUntilKilled(dsn)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

// helper is the test binary as another process.
func helper(job byte, dsn string) *exec.Cmd {
	command := exec.Command(os.Args[0])
	command.Env = append(os.Environ(), helperVariable+"="+string(job)+dsn)
	return command
}

// create makes a database with a table.
func create(t *testing.T, name, mode, table string) {
	t.Helper()
	db := open(t, name)
	for _, statement := range []string{"PRAGMA journal_mode = " + mode, table} {
		if _, err := db.Exec(statement); err != nil {
			t.Fatal(err)
		}
	}
}

// open opens a database for this test.
func open(t *testing.T, name string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", name)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

// check holds a query, whose result is one value, to that value.
func check(t *testing.T, db *sql.DB, query string, want any) {
	t.Helper()
	var got string
	if err := db.QueryRow(query).Scan(&got); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	if got != fmt.Sprint(want) {
		t.Errorf("%s\n got %s\nwant %v", query, got, want)
	}
}
