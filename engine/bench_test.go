package engine

import (
	"context"
	"database/sql"
	"math"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// BenchmarkOverhead runs the same statements through the engine, with a
// rewriter, and through the base driver under the same settings. It reports
// the ratio of the fastest batches of each, taken in turn, so that a busy
// machine slows both alike.
func BenchmarkOverhead(b *testing.B) {
	const (
		query = "SELECT id, name, price FROM product WHERE id = ? -- about as long as statements are on average"
		batch = 200
	)
	ctx := context.Background()
	scan := func(row *sql.Row) error {
		var id int
		var name string
		var price float64
		return row.Scan(&id, &name, &price)
	}
	ways := []struct {
		name string
		run  func(subject) error
	}{
		{"exec", func(s subject) error {
			_, err := s.conn.ExecContext(ctx, "UPDATE product SET price = price WHERE id = ?", 700)
			return err
		}},
		{"query", func(s subject) error { return scan(s.conn.QueryRowContext(ctx, query, 7)) }},
		{"prepared", func(s subject) error { return scan(s.stmt.QueryRowContext(ctx, 7)) }},
	}
	base, err := sql.Open("sqlite", filepath.Join(b.TempDir(), "base.db")+
		"?_pragma=busy_timeout(5000)&_pragma=journal_mode(wal)&_pragma=synchronous(normal)&_pragma=foreign_keys(1)&_pragma=trusted_schema(0)&_pragma=cache_size(-16384)")
	if err != nil {
		b.Fatal(err)
	}
	defer base.Close()
	theirs := newSubject(b, base, query)
	ours := newSubject(b, open(b, filepath.Join(b.TempDir(), "engine.db"), WithRewriter(new(dialect))), query)
	for _, way := range ways {
		b.Run(way.name, func(b *testing.B) {
			fastest := func(s subject, best time.Duration) time.Duration {
				start := time.Now()
				for range batch {
					if err := way.run(s); err != nil {
						b.Fatal(err)
					}
				}
				return min(best, time.Since(start))
			}
			forOurs, forTheirs := time.Duration(math.MaxInt64), time.Duration(math.MaxInt64)
			for b.Loop() {
				forTheirs = fastest(theirs, forTheirs)
				forOurs = fastest(ours, forOurs)
			}
			b.ReportMetric(0, "ns/op")
			b.ReportMetric(float64(forTheirs.Nanoseconds())/batch, "base-ns")
			b.ReportMetric(float64(forOurs.Nanoseconds())/batch, "engine-ns")
			b.ReportMetric(float64(forOurs)/float64(forTheirs), "ratio")
		})
	}
}

// subject is a connection with the benchmark's table and prepared statement.
type subject struct {
	conn *sql.Conn
	stmt *sql.Stmt
}

func newSubject(b *testing.B, db *sql.DB, query string) subject {
	b.Helper()
	ctx := context.Background()
	c, err := db.Conn(ctx)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { c.Close() })
	mustExec(b, c, "CREATE TABLE product(id INTEGER PRIMARY KEY, name TEXT, price REAL)", "INSERT INTO product VALUES (7, 'tea', 3.5)")
	s, err := c.PrepareContext(ctx, query)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { s.Close() })
	return subject{c, s}
}

// BenchmarkMentionsVectors is what a statement without vector words costs on
// a connection with a rewriter.
func BenchmarkMentionsVectors(b *testing.B) {
	text := strings.Repeat("SELECT id, name, price FROM product WHERE id = ? ", 100)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if mentionsVectors(text) {
			b.Fatal("found")
		}
	}
}

// BenchmarkOpen is the price of a connection with its settings.
func BenchmarkOpen(b *testing.B) {
	c, err := NewConnector(filepath.Join(b.TempDir(), "a.db"))
	if err != nil {
		b.Fatal(err)
	}
	keep, err := c.Connect(context.Background())
	if err != nil {
		b.Fatal(err)
	}
	defer keep.Close()
	for b.Loop() {
		opened, err := c.Connect(context.Background())
		if err != nil {
			b.Fatal(err)
		}
		opened.Close()
	}
}
