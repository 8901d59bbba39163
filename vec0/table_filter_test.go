package vec0_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// filtered is a table of 60 rows whose distance to [0] is their rowid, with
// metadata of every type. Texts have 0 to 30 bytes, many of them 11, 12 and 13.
func filtered(t *testing.T) *session {
	t.Helper()
	s := connect(t, ":memory:",
		"CREATE VIRTUAL TABLE v USING vec0(e float[1], b boolean, n integer, x float, t text, chunk_size=8)",
		"CREATE TABLE plain(id INTEGER PRIMARY KEY, b, n, x REAL, t)")
	for i, text := range filterTexts() {
		for _, insert := range []string{
			"INSERT INTO v(rowid, e, b, n, x, t) VALUES(?1, vec_f32('[' || ?1 || ']'), ?2, ?3, ?4, ?5)",
			"INSERT INTO plain VALUES(?1, ?2, ?3, ?4, ?5)",
		} {
			number := int64(i%13) - 6
			if i%9 == 0 {
				number <<= 40
			}
			if _, _, err := s.query(insert, i+1, i%2, number, float64(i%7)-2.5, text); err != nil {
				t.Fatal(err)
			}
		}
	}
	return s
}

func filterTexts() (texts []string) {
	fixed := []string{"", "a", "b", "elevenbytes", "twelve bytes", "twelve bytez", "twelve", "thirteen byte",
		"twelve bytes and more", "twelve bytes and mord", "éééééé", "ééééééé", "Twelve Bytes", "zzz", "zzzzzzzzzzzzzzzzzzzz"}
	for i := range 60 {
		text := fixed[i%len(fixed)]
		if i >= 30 {
			text += strings.Repeat("x", i%5)
		}
		texts = append(texts, text)
	}
	return texts
}

// TestMetadataFilters holds filters of a KNN to the same filters of an ordinary
// table: the nearest rows among those that match.
func TestMetadataFilters(t *testing.T) {
	s := filtered(t)
	var filters []string
	for _, operator := range []string{"=", "!=", "<", "<=", ">", ">="} {
		for _, n := range []string{"-6", "0", "3", "100", "-9223372036854775808", "9223372036854775807", "4398046511104", "5497558138880"} {
			filters = append(filters, "n "+operator+" "+n)
		}
		for _, x := range []string{"-2.5", "0.5", "0.25", "-1e300", "1e300"} {
			filters = append(filters, "x "+operator+" "+x)
		}
		for _, text := range append(filterTexts()[:15], "c", "elevenbyte", "twelve bytesx", "twelve bytes and m", "zzzzzzzzzzzzz", "\u00ff") {
			filters = append(filters, "t "+operator+" '"+text+"'")
		}
	}
	filters = append(filters, "b = 0", "b = 1", "b != 0", "b != 1",
		"n BETWEEN -2 AND 4", "x BETWEEN -0.5 AND 1.5", "t BETWEEN 'b' AND 'twelve bytes'",
		"n IN (1, 2, 77, -6)", "n IN (-9223372036854775808, 3)", "n IN (SELECT id FROM plain WHERE id < 4)", "n = 1 OR n = 4",
		"t IN ('', 'a', 'twelve bytes', 'nope')", "t IN ('thirteen byte', 'twelve bytes and more', 'ééééééé')", "t IN ('twelve bytes')",
		"b = 1 AND n > 0", "b = 0 AND x < 1.0 AND t > 'b'", "n != 3 AND n != 4 AND t != ''", "n > 0 AND n < 0",
		"t >= 'twelve bytes' AND t < 'twelve bytez'")
	for _, filter := range filters {
		for _, k := range []int{3, 100} {
			s.same(fmt.Sprintf("SELECT rowid FROM v WHERE e MATCH '[0]' AND k = %d AND (%s)", k, filter),
				fmt.Sprintf("SELECT id FROM plain WHERE %s ORDER BY id LIMIT %d", filter, k))
		}
	}
	t.Logf("%d filters", len(filters))
}

// TestMetadataOperands converts operands to the column's type as sqlite-vec
// does, which is not SQLite's way of comparing.
func TestMetadataOperands(t *testing.T) {
	s := connect(t, ":memory:", "CREATE VIRTUAL TABLE v USING vec0(e float[1], b boolean, n integer, x float, t text, chunk_size=8)",
		"INSERT INTO v(rowid, e, b, n, x, t) VALUES(1, '[1]', 0, 10, 1.5, ''), (2, '[2]', 1, 0, 0.0, '10'), (3, '[3]', 1, -3, -2.0, '1.5')")
	for _, test := range []struct{ filter, want string }{
		{"b = 5", "2; 3"},
		{"b = NULL", "1"},
		{"b != '1'", "1"},
		{"n = '10'", "1"},
		{"n = 10.7", "1"},
		{"n = NULL", "2"},
		{"n < '5'", "2; 3"},
		{"x = '1.5'", "1"},
		{"x < 1", "2; 3"},
		{"x = NULL", "2"},
		{"t = 10", "2"},
		{"t = 1.5", "3"},
		{"t = NULL", "1"},
	} {
		s.check(step{"SELECT rowid FROM v WHERE e MATCH '[0]' AND k = 9 AND " + test.filter, test.want})
	}
}

func TestLike(t *testing.T) {
	s := filtered(t)
	for _, pattern := range []string{
		"a%", "A%", "%", "", "_", "twelve%", "TWELVE%", "%bytes", "%BYTE%", "t%e%s", "twelve bytes", "twelve_bytes", "twelve bytes_%",
		"%more", "é%", "É%", "____________", "_____________", "%é", "zz%z", "nothing%", "%x", "Twelve Bytes%",
	} {
		for _, k := range []int{2, 100} {
			s.same(fmt.Sprintf("SELECT rowid FROM v WHERE e MATCH '[0]' AND k = %d AND t LIKE '%s'", k, pattern),
				fmt.Sprintf("SELECT id FROM plain WHERE t LIKE '%s' ORDER BY id LIMIT %d", pattern, k))
		}
	}
	s.same("SELECT rowid FROM v WHERE e MATCH '[0]' AND k = 5 AND t LIKE 'twelve%' AND n > 0",
		"SELECT id FROM plain WHERE t LIKE 'twelve%' AND n > 0 ORDER BY id LIMIT 5")
	s.same("SELECT rowid FROM v WHERE e MATCH '[0]' AND t LIKE 't%' LIMIT 3 OFFSET 4",
		"SELECT id FROM plain WHERE t LIKE 't%' ORDER BY id LIMIT 3 OFFSET 4")
	s.same("SELECT rowid FROM v WHERE e MATCH '[0]' AND k = 100 AND t LIKE NULL", "SELECT id FROM plain WHERE t LIKE NULL")
}

// TestFiltersOfOtherPlans are SQLite's own.
func TestFiltersOfOtherPlans(t *testing.T) {
	s := filtered(t)
	for _, filter := range []string{"b = 1", "n > 0", "x <= 0.5", "t = 'twelve bytes'", "t LIKE 'TWELVE%'", "t GLOB 't*'", "n IS NULL", "id = 7 AND n < 0", "id > 50"} {
		s.same("SELECT rowid FROM v WHERE "+strings.ReplaceAll(filter, "id", "rowid"), "SELECT id FROM plain WHERE "+filter)
	}
}

func TestPartitionFilters(t *testing.T) {
	s := connect(t, ":memory:", "CREATE VIRTUAL TABLE v USING vec0(p text partition key, q int partition key, e float[1], chunk_size=8)",
		"CREATE TABLE plain(id INTEGER PRIMARY KEY, p, q)",
		"INSERT INTO plain WITH RECURSIVE i(n) AS (SELECT 1 UNION ALL SELECT n+1 FROM i WHERE n < 60) SELECT n, nullif(char(97 + n % 5), 'e'), nullif(n % 3, 2) FROM i",
		"INSERT INTO v(rowid, p, q, e) SELECT id, p, q, vec_f32('[' || id || ']') FROM plain")
	for _, filter := range []string{
		"p = 'a'", "p != 'a'", "p > 'b'", "p >= 'b'", "p < 'c'", "p <= 'c'", "q = 0", "q != 1", "q > 0", "p = 'b' AND q = 1",
		"p > 'a' AND p < 'd' AND q <= 0", "p = 'nope'", "p = NULL", "q = '1'", "q = 1.0", "p BETWEEN 'b' AND 'c'", "p > 'a' AND id IN (3, 8, 11, 60)",
	} {
		for _, k := range []int{4, 100} {
			s.same(fmt.Sprintf("SELECT rowid FROM v WHERE e MATCH '[0]' AND k = %d AND %s", k, strings.ReplaceAll(filter, "id", "rowid")),
				fmt.Sprintf("SELECT id FROM plain WHERE %s ORDER BY id LIMIT %d", filter, k))
		}
	}
	s.check(
		// SQLite runs the search once for each value of a list.
		step{"SELECT rowid, p FROM v WHERE e MATCH '[0]' AND k = 2 AND p IN ('a', 'c')", "5 'a'; 10 'a'; 2 'c'; 7 'c'"},
		step{"SELECT rowid FROM v WHERE e MATCH '[0]' AND k = 2 AND p IN ('a', 'c') ORDER BY distance", "2; 5; 7; 10"},
		// SQLite checks these on the k rows that it is given.
		step{"SELECT rowid FROM v WHERE e MATCH '[0]' AND k = 10 AND p IS NULL", "4; 9"},
		step{"SELECT rowid FROM v WHERE e MATCH '[0]' AND k = 10 AND rowid > 7", "8; 9; 10"},
	)
	s.same("SELECT rowid FROM v WHERE p = 'a' ORDER BY rowid", "SELECT id FROM plain WHERE p = 'a'")
}

// TestRandomFilters combines filters of every kind.
func TestRandomFilters(t *testing.T) {
	seed := rand.Uint64()
	t.Cleanup(func() {
		if t.Failed() {
			t.Logf("seed %d", seed)
		}
	})
	random := rand.New(rand.NewPCG(seed, 0))
	s := filtered(t)
	s.run("DELETE FROM v WHERE rowid % 7 = 3", "DELETE FROM plain WHERE id % 7 = 3",
		"UPDATE v SET t = 'twelve bytes', n = 3 WHERE rowid % 11 = 5", "UPDATE plain SET t = 'twelve bytes', n = 3 WHERE id % 11 = 5")
	texts := filterTexts()
	operators := []string{"=", "!=", "<", "<=", ">", ">="}
	for range 500 {
		var terms []string
		for range 1 + random.IntN(4) {
			operator := operators[random.IntN(len(operators))]
			terms = append(terms, []string{
				fmt.Sprintf("n %s %d", operator, random.IntN(14)-7),
				fmt.Sprintf("x %s %.2f", operator, float64(random.IntN(28))/4-3),
				fmt.Sprintf("t %s '%s'", operator, texts[random.IntN(len(texts))]),
				fmt.Sprintf("t LIKE '%.5s%%'", texts[random.IntN(len(texts)/5)]),
				fmt.Sprintf("b = %d", random.IntN(2)),
				fmt.Sprintf("n IN (%d, %d)", random.IntN(14)-7, random.IntN(14)-7),
			}[random.IntN(6)])
		}
		filter, k := strings.Join(terms, " AND "), random.IntN(12)
		s.same(fmt.Sprintf("SELECT rowid FROM v WHERE e MATCH '[0]' AND k = %d AND %s", k, filter),
			fmt.Sprintf("SELECT id FROM plain WHERE %s ORDER BY id LIMIT %d", filter, k))
	}
}
