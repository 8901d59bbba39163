package vec0_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"
)

// TestCancelledContextStopsAScan cancels a query that would take long, soon after
// it has begun.
func TestCancelledContextStopsAScan(t *testing.T) {
	s := connect(t, ":memory:", "CREATE VIRTUAL TABLE v USING vec0(e float[64], m text)",
		`INSERT INTO v(rowid, e, m) WITH RECURSIVE i(n) AS (SELECT 1 UNION ALL SELECT n+1 FROM i WHERE n < 8000)
			SELECT n, zeroblob(256), 'a text that is long, of row ' || n FROM i`)
	zero := fmt.Sprintf("zeroblob(%d)", 256)
	for _, query := range []string{
		// Many scans, each of which ends soon.
		"WITH RECURSIVE i(n) AS (SELECT 1 UNION ALL SELECT n+1 FROM i WHERE n < 3000) SELECT sum(distance) FROM i CROSS JOIN v WHERE e MATCH " + zero + " AND k = 1 + n % 2",
		// Few scans with filters that fetch long texts.
		"WITH RECURSIVE i(n) AS (SELECT 1 UNION ALL SELECT n+1 FROM i WHERE n < 100) SELECT sum(distance) FROM i CROSS JOIN v WHERE e MATCH " + zero + " AND k = 1 + n % 2 AND m LIKE '%x%y'",
		"SELECT sum(length(e) + length(m)) FROM v, (SELECT value FROM json_each('[1,2,3,4,5,6,7,8,9,10]'))",
	} {
		ctx, cancel := context.WithCancel(t.Context())
		var cancelled time.Time
		timer := time.AfterFunc(30*time.Millisecond, func() { cancelled = time.Now(); cancel() })
		var sum float64
		err := s.conn.QueryRowContext(ctx, query).Scan(&sum)
		ended := time.Now()
		if timer.Stop() || err == nil {
			t.Errorf("%s ended before it was cancelled: %v", query, err)
		} else if !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v, want context.Canceled", query, err)
		} else {
			t.Logf("stopped after %v: %s", ended.Sub(cancelled), query)
		}
		cancel()
		s.check(step{"SELECT count(*) FROM v WHERE e MATCH " + zero + " AND k = 3", "3"}) // the connection is well
	}
}
