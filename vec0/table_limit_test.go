package vec0_test

import (
	"fmt"
	"testing"
)

func TestK(t *testing.T) {
	s := connect(t, ":memory:", "CREATE VIRTUAL TABLE v USING vec0(e float[1], chunk_size=8)", series("v", 1, 10))
	for _, test := range []struct{ k, want string }{
		{"0", ""},
		{"1", "1"},
		{"3", "1; 2; 3"},
		{"'3'", "1; 2; 3"},
		{"2.9", "1; 2"},
		{"NULL", ""},
		{"'x'", ""},
		{"10", "1; 2; 3; 4; 5; 6; 7; 8; 9; 10"},
		{"4097", "1; 2; 3; 4; 5; 6; 7; 8; 9; 10"},
		{"9223372036854775807", "1; 2; 3; 4; 5; 6; 7; 8; 9; 10"},
		{"-1", "error: k value in knn queries must be greater than or equal to 0."},
		{"-9223372036854775808", "error: k value in knn queries must be greater than or equal to 0."},
	} {
		s.check(step{"SELECT rowid FROM v WHERE e MATCH '[0]' AND k = " + test.k, test.want})
	}
}

func TestKAbove4096(t *testing.T) {
	s := connect(t, ":memory:", "CREATE VIRTUAL TABLE v USING vec0(e float[1], chunk_size=512)", series("v", 1, 6000))
	for _, k := range []int{4096, 4097, 5000, 6000, 100000} {
		rows := min(k, 6000)
		s.check(step{fmt.Sprintf("SELECT count(*), min(rowid), max(rowid), max(distance) FROM v WHERE e MATCH '[0]' AND k = %d", k),
			fmt.Sprintf("%d 1 %d %d.0", rows, rows, rows)})
	}
	_, rows, err := s.query("SELECT rowid FROM v WHERE e MATCH '[0]' AND k = 5000")
	if err != nil || len(rows) != 5000 {
		t.Fatalf("%d rows, %v; want 5000", len(rows), err)
	}
	for i, row := range rows {
		if row[0] != int64(i+1) {
			t.Fatalf("row %d has rowid %v, want %d", i, row[0], i+1)
		}
	}
}

func TestLimitAndOffset(t *testing.T) {
	s := connect(t, ":memory:", "CREATE VIRTUAL TABLE v USING vec0(e float[1], chunk_size=8)", series("v", 1, 10))
	for _, test := range []struct{ clause, want string }{
		{"LIMIT 3", "1; 2; 3"},
		{"LIMIT 0", ""},
		{"LIMIT 3 OFFSET 2", "3; 4; 5"},
		{"LIMIT 3 OFFSET 0", "1; 2; 3"},
		{"LIMIT 5 OFFSET 8", "9; 10"},
		{"LIMIT 5 OFFSET 10", ""},
		{"LIMIT 5 OFFSET 1000000", ""},
		{"LIMIT 0 OFFSET 3", ""},
		{"LIMIT 9223372036854775807 OFFSET 8", "9; 10"},
		{"LIMIT 2 OFFSET -5", "1; 2"}, // as everywhere in SQLite
		{"LIMIT -1", "error: k value in knn queries must be greater than or equal to 0."},
	} {
		for _, order := range []string{"", "ORDER BY distance "} {
			s.check(step{"SELECT rowid FROM v WHERE e MATCH '[0]' " + order + test.clause, test.want})
		}
	}
}

// TestPaging reads pages of an answer with ties and finds each row once.
func TestPaging(t *testing.T) {
	s := connect(t, ":memory:", "CREATE VIRTUAL TABLE v USING vec0(e float[1], chunk_size=8)",
		`INSERT INTO v(rowid, e) WITH RECURSIVE i(n) AS (SELECT 1 UNION ALL SELECT n+1 FROM i WHERE n < 50)
			SELECT n, vec_f32('[' || (n % 7) || ']') FROM i`)
	_, whole, err := s.query("SELECT rowid FROM v WHERE e MATCH '[2.25]' LIMIT 50")
	if err != nil || len(whole) != 50 {
		t.Fatalf("%d rows, %v; want 50", len(whole), err)
	}
	for _, size := range []int{1, 7, 8, 49} {
		var pages [][]any
		for offset := 0; offset < 50; offset += size {
			_, page, err := s.query("SELECT rowid FROM v WHERE e MATCH '[2.25]' LIMIT ? OFFSET ?", size, offset)
			if err != nil {
				t.Fatal(err)
			}
			pages = append(pages, page...)
		}
		if render(pages) != render(whole) {
			t.Errorf("pages of %d\n got %s\nwant %s", size, render(pages), render(whole))
		}
	}
}

func TestLimitWithFilters(t *testing.T) {
	connect(t, ":memory:", "CREATE VIRTUAL TABLE v USING vec0(e float[1], n integer, chunk_size=8)",
		`INSERT INTO v(rowid, e, n) WITH RECURSIVE i(n) AS (SELECT 1 UNION ALL SELECT n+1 FROM i WHERE n < 30)
			SELECT n, vec_f32('[' || n || ']'), n % 2 FROM i`,
	).check(
		step{"SELECT rowid FROM v WHERE e MATCH '[0]' AND n = 0 LIMIT 3", "2; 4; 6"},
		step{"SELECT rowid FROM v WHERE e MATCH '[0]' AND n = 0 LIMIT 3 OFFSET 2", "6; 8; 10"},
		step{"SELECT rowid FROM v WHERE e MATCH '[0]' AND distance > 10 ORDER BY distance LIMIT 2 OFFSET 1", "12; 13"},
		step{"SELECT rowid FROM v WHERE e MATCH '[0]' AND rowid IN (5, 9, 20) LIMIT 5 OFFSET 1", "9; 20"},
		step{"SELECT rowid FROM v LIMIT 2 OFFSET 3", "4; 5"},
	)
}
