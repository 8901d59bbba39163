package engine

import (
	"bytes"
	"database/sql"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"sync"
	"testing"
)

// writerVariable makes the test binary a second process that writes.
const writerVariable = "NEARLITE_TEST_WRITER"

func TestMain(m *testing.M) {
	if dsn := os.Getenv(writerVariable); dsn != "" {
		if err := writeRows(dsn, "other"); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

const rowsPerWriter = 200

// writeRows opens a pool, so that both processes also race to create the file,
// and commits its rows one by one from four goroutines.
func writeRows(dsn, writer string) error {
	db, err := Open(dsn)
	if err != nil {
		return err
	}
	defer db.Close()
	if _, err := db.Exec("CREATE TABLE IF NOT EXISTS t(writer TEXT, i INTEGER, UNIQUE(writer, i))"); err != nil {
		return err
	}
	var group sync.WaitGroup
	failures := make([]error, 4)
	for w := range failures {
		group.Go(func() {
			for i := w; i < rowsPerWriter && failures[w] == nil; i += len(failures) {
				failures[w] = writeRow(db, writer, i)
			}
		})
	}
	group.Wait()
	for _, err := range failures {
		if err != nil {
			return err
		}
	}
	return nil
}

func writeRow(db *sql.DB, writer string, i int) error {
	if _, err := db.Exec("INSERT INTO t VALUES (?, ?)", writer, i); err != nil {
		return err
	}
	var found int
	if err := db.QueryRow("SELECT count(*) FROM t WHERE writer = ? AND i = ?", writer, i).Scan(&found); err != nil {
		return err
	}
	if found != 1 {
		return fmt.Errorf("row %d of %s is not visible after its commit", i, writer)
	}
	return nil
}

func TestTwoProcessesShareAFile(t *testing.T) {
	for _, mode := range []string{"", "&journal_mode=delete&synchronous=off"} {
		t.Run("options "+mode, func(t *testing.T) {
			dsn := filepath.Join(t.TempDir(), "a.db") + "?busy_timeout=60000" + mode
			other := secondProcess(dsn)
			var output bytes.Buffer
			other.Stderr = &output
			if err := other.Start(); err != nil {
				t.Fatal(err)
			}
			failure := writeRows(dsn, "this")
			if err := other.Wait(); err != nil {
				t.Errorf("second process: %v\n%s", err, output.Bytes())
			}
			if failure != nil {
				t.Fatal(failure)
			}
			db := open(t, dsn)
			if got, want := value(t, db, "SELECT count(*) FROM t"), strconv.Itoa(2*rowsPerWriter); got != want {
				t.Errorf("%s rows, want %s", got, want)
			}
			if got := value(t, db, "PRAGMA integrity_check"); got != "ok" {
				t.Error(got)
			}
		})
	}
}

// secondProcess is the test binary as the second process.
func secondProcess(dsn string) *exec.Cmd {
	command := exec.Command(os.Args[0])
	command.Env = append(os.Environ(), writerVariable+"="+dsn)
	return command
}
