package engine

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// endless is a query that only an interrupt ends before the test's patience.
const endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n) SELECT count(*) FROM n"

func TestMentionsVectors(t *testing.T) {
	for text, want := range map[string]bool{
		"": false, "ve": false, "vec": true, "VEC": true, "SELECT vEc_match": true, "CREATE VECTOR INDEX": true, "@@vec_x": true,
		"vvec": true, "veec": false, "vevec": true, "ec": false, "v e c": false, "xxvec": true, "xvec": true, "SELECT 1": false, "vexvecx": true,
	} {
		if got := mentionsVectors(text); got != want {
			t.Errorf("mentionsVectors(%q) = %v", text, got)
		}
	}
	const seed = 20
	random := rand.New(rand.NewPCG(seed, seed))
	for range 100_000 {
		text := make([]byte, random.IntN(12))
		for i := range text {
			text[i] = "vVeEcC\x16\x45\xff_"[random.IntN(10)]
		}
		want := strings.Contains(strings.ToLower(string(text)), "vec")
		if got := mentionsVectors(string(text)); got != want {
			t.Fatalf("seed %d: mentionsVectors(%q) = %v", seed, text, got)
		}
	}
}

// dialect is a rewriter that knows one word and notes what it is shown.
type dialect struct {
	mu    sync.Mutex
	shown []string
}

var errDialect = errors.New("no such vector statement")

func (d *dialect) Rewrite(query string) (string, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.shown = append(d.shown, query)
	if strings.Contains(query, "VECTOR NONSENSE") {
		return "", errDialect
	}
	return strings.ReplaceAll(query, "@@vec_answer", "42"), nil
}

func TestRewriterOnEveryPath(t *testing.T) {
	const question = "SELECT @@vec_answer + ?"
	ctx := context.Background()
	paths := map[string]func(*sql.DB, string) (int, error){
		"query": func(db *sql.DB, text string) (n int, err error) {
			return n, db.QueryRow(text, 1).Scan(&n)
		},
		"exec": func(db *sql.DB, text string) (n int, err error) {
			if _, err := db.Exec("INSERT INTO t "+text, 1); err != nil {
				return 0, err
			}
			return n, db.QueryRow("SELECT a FROM t").Scan(&n)
		},
		"prepared": func(db *sql.DB, text string) (n int, err error) {
			s, err := db.Prepare(text)
			if err != nil {
				return 0, err
			}
			defer s.Close()
			return n, s.QueryRow(1).Scan(&n)
		},
		"transaction": func(db *sql.DB, text string) (n int, err error) {
			tx, err := db.Begin()
			if err != nil {
				return 0, err
			}
			defer tx.Rollback()
			return n, tx.QueryRow(text, 1).Scan(&n)
		},
		"column info": func(db *sql.DB, text string) (n int, err error) {
			return 43, raw(ctx, db, func(c base) error {
				_, err := c.ColumnInfo(text)
				return err
			})
		},
		"raw": func(db *sql.DB, text string) (n int, err error) {
			return n, raw(ctx, db, func(c base) error {
				r, err := c.Query(text, []driver.Value{int64(1)})
				if err != nil {
					return err
				}
				defer r.Close()
				row := make([]driver.Value, 1)
				if err := r.Next(row); err != nil {
					return err
				}
				n = int(row[0].(int64))
				return nil
			})
		},
	}
	for name, ask := range paths {
		t.Run(name, func(t *testing.T) {
			d := new(dialect)
			db := open(t, memoryPath, WithRewriter(d))
			mustExec(t, db, "CREATE TABLE t(a)")
			if n, err := ask(db, question); err != nil || n != 43 {
				t.Errorf("got %d, %v", n, err)
			}
			if len(d.shown) != 1 || !strings.HasSuffix(d.shown[0], question) {
				t.Errorf("the rewriter was shown %q", d.shown)
			}
			if _, err := ask(db, "SELECT VECTOR NONSENSE"); !errors.Is(err, errDialect) {
				t.Errorf("error of the rewriter came back as %v", err)
			}
		})
	}
}

func TestStatementsBehaveAsTheBaseDriversDo(t *testing.T) {
	ours := open(t, filepath.Join(t.TempDir(), "ours.db"))
	theirs, err := sql.Open("sqlite", filepath.Join(t.TempDir(), "theirs.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer theirs.Close()
	steps := []struct {
		name string
		run  func(*sql.DB) (any, error)
	}{
		{"a script", func(db *sql.DB) (any, error) {
			r, err := db.Exec("CREATE TABLE t(a INTEGER PRIMARY KEY, b TEXT UNIQUE); INSERT INTO t VALUES (1, 'x'), (2, 'y'); INSERT INTO t(b) VALUES ('z')")
			if err != nil {
				return nil, err
			}
			id, _ := r.LastInsertId()
			n, _ := r.RowsAffected()
			return []int64{id, n}, nil
		}},
		{"a script of queries", func(db *sql.DB) (any, error) { return scanAll(db.Query("SELECT 1; SELECT a, b FROM t")) }},
		{"an empty text", func(db *sql.DB) (any, error) { return scanAll(db.Query(" -- nothing\n")) }},
		{"parameters", func(db *sql.DB) (any, error) {
			return scanAll(db.Query("SELECT ?, :n, ?3, @m, ?", 1, sql.Named("n", "x"), 2.5, sql.Named("m", nil), []byte{1}))
		}},
		{"a missing parameter", func(db *sql.DB) (any, error) { return scanAll(db.Query("SELECT ?, ?", 1)) }},
		{"a syntax error", func(db *sql.DB) (any, error) { return scanAll(db.Query("SELEKT 1")) }},
		{"a constraint", func(db *sql.DB) (any, error) { return db.Exec("INSERT INTO t VALUES (9, 'x')") }},
		{"a failing row", func(db *sql.DB) (any, error) {
			return scanAll(db.Query("SELECT abs(b) FROM (SELECT 1 b UNION ALL SELECT -9223372036854775807-1)"))
		}},
		{"returning", func(db *sql.DB) (any, error) { return scanAll(db.Query("UPDATE t SET b = b || '!' RETURNING a, b")) }},
		{"a prepared statement used twice", func(db *sql.DB) (any, error) {
			s, err := db.Prepare("SELECT b FROM t WHERE a = ?")
			if err != nil {
				return nil, err
			}
			defer s.Close()
			one, _ := scanAll(s.Query(1))
			two, err := scanAll(s.Query(2))
			return fmt.Sprint(one, two), err
		}},
		{"a prepared syntax error", func(db *sql.DB) (any, error) { return db.Prepare("SELEKT 1") }},
		{"column types", func(db *sql.DB) (any, error) {
			rows, err := db.Query("SELECT a, b FROM t")
			if err != nil {
				return nil, err
			}
			defer rows.Close()
			types, err := rows.ColumnTypes()
			return fmt.Sprint(types[0].DatabaseTypeName(), types[1].DatabaseTypeName(), types[0].ScanType()), err
		}},
	}
	for _, step := range steps {
		t.Run(step.name, func(t *testing.T) {
			got, gotErr := step.run(ours)
			want, wantErr := step.run(theirs)
			if fmt.Sprint(gotErr) != fmt.Sprint(wantErr) {
				t.Errorf("error %v, want %v", gotErr, wantErr)
			}
			if wantErr == nil && fmt.Sprint(got) != fmt.Sprint(want) {
				t.Errorf("got %v, want %v", got, want)
			}
		})
	}
}

func scanAll(rows *sql.Rows, err error) ([][]any, error) {
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		return nil, err
	}
	var all [][]any
	for rows.Next() {
		row := make([]any, len(columns))
		to := make([]any, len(columns))
		for i := range row {
			to[i] = &row[i]
		}
		if err := rows.Scan(to...); err != nil {
			return nil, err
		}
		all = append(all, row)
	}
	return all, rows.Err()
}

// The second row of this result would take a minute.
func TestCancelledContextInterruptsTheSearchForTheNextRow(t *testing.T) {
	const query = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n) SELECT i FROM n WHERE i IN (1, 100000000)"
	db := open(t, memoryPath)
	db.SetMaxOpenConns(1)
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Millisecond)
	defer cancel()
	if all, err := scanAll(db.QueryContext(ctx, query)); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v, %v", all, err)
	}
	if got := value(t, db, "SELECT 1"); got != "1" {
		t.Errorf("the pool is of no use afterwards: %s", got)
	}
}

// A context that ends when the result is closed must not hit the statement
// that comes next.
func TestCancelAfterTheResultHarmsNobody(t *testing.T) {
	db := open(t, memoryPath)
	db.SetMaxOpenConns(1)
	for range 300 {
		ctx, cancel := context.WithCancel(context.Background())
		rows, err := db.QueryContext(ctx, "SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3")
		if err != nil {
			t.Fatal(err)
		}
		rows.Next()
		rows.Next()
		go cancel()
		rows.Close()
		mustExec(t, db, "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n LIMIT 500) SELECT count(*) FROM n")
	}
}

func TestCancelledContextInterruptsAQuery(t *testing.T) {
	db := open(t, filepath.Join(t.TempDir(), "a.db"))
	prepared, err := db.Prepare(endless)
	if err != nil {
		t.Fatal(err)
	}
	defer prepared.Close()
	for name, run := range map[string]func(context.Context) error{
		"exec":     func(ctx context.Context) error { _, err := db.ExecContext(ctx, endless); return err },
		"query":    func(ctx context.Context) error { _, err := db.QueryContext(ctx, endless); return err },
		"prepared": func(ctx context.Context) error { _, err := prepared.QueryContext(ctx); return err },
	} {
		t.Run(name, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(context.Background(), 20*time.Millisecond)
			defer cancel()
			if err := run(ctx); !errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("got %v", err)
			}
		})
	}
}
