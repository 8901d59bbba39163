package stress

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/nearlite/nearlite/engine"
)

// A crowd is eight connections of two drivers that write and read one table. Its
// writers insert and delete twins: two rows with one vector, in one transaction.
// Whoever sees one of them without the other sees half a transaction.
type crowd struct {
	dsn   string
	first int // rowid of the first pair of the first writer
}

// The number of pairs that a writer inserts, and of those that it leaves.
const (
	pairs     = 6
	pairsLeft = 4
	writers   = 4
)

const crowdedTable = "CREATE VIRTUAL TABLE v USING vec0(p integer partition key, e float[2], m text, +a text, chunk_size=8)"

func TestConnectionsAndProcessesShareATable(t *testing.T) {
	for _, mode := range []string{"wal", "delete"} {
		t.Run(mode, func(t *testing.T) {
			name := filepath.Join(t.TempDir(), "t.db")
			create(t, name, mode, crowdedTable)
			dsn := name + "?_pragma=busy_timeout(600000)&_pragma=synchronous(off)"
			other := helper('w', dsn)
			var output bytes.Buffer
			other.Stderr = &output
			if err := other.Start(); err != nil {
				t.Fatal(err)
			}
			failure := (&crowd{dsn: dsn}).run()
			if err := other.Wait(); err != nil {
				t.Fatalf("the other process: %v\n%s", err, output.Bytes())
			}
			if failure != nil {
				t.Fatal(failure)
			}
			const left = 2 * writers * pairsLeft
			db := open(t, name)
			check(t, db, "SELECT count(*) FROM v", 2*left)
			check(t, db, "SELECT count(DISTINCT rowid) FROM v", 2*left)
			check(t, db, "SELECT count(DISTINCT vec_to_json(e)) FROM v", left)
			check(t, db, `SELECT count(*) FROM v a JOIN v b ON b.rowid = -a.rowid
				WHERE a.rowid > 0 AND a.e = b.e AND a.m = b.m AND a.a = b.a AND a.p = 1 - b.p`, left)
			check(t, db, "PRAGMA integrity_check", "ok")
		})
	}
}

// run has four connections write and four read until the writers are done.
func (c *crowd) run() error {
	ctx, stop := context.WithCancelCause(context.Background())
	defer stop(nil)
	var writing, reading sync.WaitGroup
	for i := range writers {
		for _, part := range []struct {
			group *sync.WaitGroup
			do    func(context.Context, *sql.Conn, int) error
		}{{&writing, c.write}, {&reading, c.read}} {
			part.group.Go(func() {
				if err := c.as(ctx, i, part.do); err != nil {
					stop(err)
				}
			})
		}
	}
	writing.Wait()
	stop(errDone)
	reading.Wait()
	if err := context.Cause(ctx); !errors.Is(err, errDone) {
		return err
	}
	return nil
}

var errDone = errors.New("the writers are done")

// as opens connection i, by one driver or the other.
func (c *crowd) as(ctx context.Context, i int, do func(context.Context, *sql.Conn, int) error) error {
	db, err := sql.Open([]string{"sqlite", engine.DriverName}[i%2], c.dsn)
	if err != nil {
		return err
	}
	defer db.Close()
	conn, err := db.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	return do(ctx, conn, i)
}

// write inserts pairs, and deletes some again.
func (c *crowd) write(ctx context.Context, conn *sql.Conn, writer int) error {
	for i := range pairs {
		n := c.first + writer*pairs + i + 1
		insert := fmt.Sprintf("INSERT INTO v(rowid, p, e, m, a) VALUES(%d, %d, '[%[1]d,1]', 'a long text, of pair %[1]d', 'aux %[1]d')", n, n%2)
		twin := fmt.Sprintf("INSERT INTO v(rowid, p, e, m, a) VALUES(-%d, %d, '[%[1]d,1]', 'a long text, of pair %[1]d', 'aux %[1]d')", n, 1-n%2)
		statements := []string{"BEGIN IMMEDIATE", insert, twin, "COMMIT"}
		if i >= pairsLeft { // one pair comes and an older one goes
			remove := fmt.Sprintf("DELETE FROM v WHERE rowid IN (%d, -%[1]d)", n-pairsLeft)
			statements = []string{"BEGIN IMMEDIATE", insert, remove, "SAVEPOINT s", "DELETE FROM v", "ROLLBACK TO s", twin, "COMMIT"}
		}
		for _, statement := range statements {
			if _, err := conn.ExecContext(ctx, statement); err != nil {
				return fmt.Errorf("%s: %w", statement, err)
			}
		}
	}
	return nil
}

// read asks for neighbours until the writers are done.
func (c *crowd) read(ctx context.Context, conn *sql.Conn, reader int) error {
	random := rand.New(rand.NewPCG(uint64(reader), 0))
	for ctx.Err() == nil {
		query := "SELECT rowid, distance, m, a FROM v WHERE e MATCH '[0,1]' AND k = 1000"
		if random.IntN(2) == 0 {
			query = "SELECT rowid, 0, m, a FROM v"
		}
		if err := checkTwins(ctx, conn, query); err != nil && ctx.Err() == nil {
			return fmt.Errorf("%s: %w", query, err)
		}
		time.Sleep(5 * time.Millisecond) // leave the lock to the writers
	}
	return nil
}

// checkTwins holds a query to one snapshot.
func checkTwins(ctx context.Context, conn *sql.Conn, query string) error {
	rows, err := conn.QueryContext(ctx, query)
	if err != nil {
		return err
	}
	defer rows.Close()
	seen := map[int64]bool{}
	for rows.Next() {
		var rowid int64
		var distance float64
		var m, a string
		if err := rows.Scan(&rowid, &distance, &m, &a); err != nil {
			return err
		}
		n := max(rowid, -rowid)
		if m != fmt.Sprintf("a long text, of pair %d", n) || a != fmt.Sprintf("aux %d", n) || distance != 0 && distance != float64(n) || seen[rowid] {
			return fmt.Errorf("row %d: distance %g, %s, %s, seen before: %v", rowid, distance, m, a, seen[rowid])
		}
		seen[rowid] = true
	}
	if err := rows.Err(); err != nil {
		return err
	}
	for rowid := range seen {
		if !seen[-rowid] {
			return fmt.Errorf("row %d is there without its twin, beside %d others", rowid, len(seen)-1)
		}
	}
	return nil
}
