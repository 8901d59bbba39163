package vec0_test

import (
	"strings"
	"testing"
)

// TestPlans holds the index numbers and strings, as EXPLAIN QUERY PLAN shows
// them, to sqlite-vec's.
func TestPlans(t *testing.T) {
	s := connect(t, ":memory:",
		"CREATE VIRTUAL TABLE v USING vec0(p text partition key, q int partition key, e float[1], f float[1], n integer, t text, b bool, x float, +a text)",
		"CREATE VIRTUAL TABLE w USING vec0(id text primary key, e float[1])")
	for _, test := range []struct{ query, want string }{
		{"SELECT rowid FROM v", "0:1"},
		{"SELECT rowid FROM v WHERE n = 1", "0:1"},
		{"SELECT rowid FROM v WHERE rowid > 1", "0:1"},
		{"SELECT rowid FROM v WHERE rowid IN (1, 2)", "0:1"},
		{"SELECT rowid FROM v WHERE rowid = 1", "1:2!___"},
		{"SELECT e FROM v WHERE rowid = 1", "9:2!___"}, // the columns used: rowid and e
		{"SELECT id FROM w WHERE id = 'a'", "1:2!___"},
		{"SELECT rowid FROM v WHERE e MATCH '[1]' AND k = 3", "0:3{___}___"},
		{"SELECT rowid FROM v WHERE f MATCH '[1]' AND k = 3", "1:3{___}___"},
		{"SELECT rowid FROM v WHERE k = 3 AND f MATCH '[1]'", "1:3{___}___"},
		{"SELECT rowid FROM v WHERE e MATCH '[1]' LIMIT 3", "0:3{___}___"},
		{"SELECT rowid FROM v WHERE e MATCH '[1]' AND k = 3 AND rowid IN (1, 2)", "0:3{___}___[___"},
		{"SELECT id FROM w WHERE e MATCH '[1]' AND k = 3 AND id IN ('a', 'b')", "0:3{___}___[___"},
		{"SELECT rowid FROM v WHERE e MATCH '[1]' AND k = 3 AND p = 'a' AND q > 1 AND q <= 2", "0:3{___}___]Aa_]Bb_]Bc_"},
		{"SELECT rowid FROM v WHERE e MATCH '[1]' AND k = 3 AND q < 1 AND q >= 2 AND q != 3", "0:3{___}___]Bd_]Be_]Bf_"},
		{"SELECT rowid FROM v WHERE e MATCH '[1]' AND k = 3 AND n = 1 AND t IN ('a', 'b') AND x < 2", "0:3{___}___&Aa_&Bg_&Dd_"},
		{"SELECT rowid FROM v WHERE e MATCH '[1]' AND k = 3 AND (n = 1 OR n = 2)", "0:3{___}___&Ag_"},
		{"SELECT rowid FROM v WHERE e MATCH '[1]' AND k = 3 AND b != 1", "0:3{___}___&Cf_"},
		{"SELECT rowid FROM v WHERE e MATCH '[1]' AND k = 3 AND n BETWEEN 1 AND 2", "0:3{___}___&Ae_&Ac_"},
		{"SELECT rowid FROM v WHERE e MATCH '[1]' AND k = 3 AND distance < 1 AND distance > 0", "0:3{___}___*c__*a__"},
		{"SELECT rowid FROM v WHERE e MATCH '[1]' AND k = 3 AND distance <= 1 AND distance >= 0", "0:3{___}___*d__*b__"},
		{"SELECT rowid FROM v WHERE distance < 1 AND n = 1 AND p = 'a' AND rowid IN (1, 2) AND k = 3 AND e MATCH '[1]'", "0:3{___}___[___]Aa_&Aa_*c__"},
	} {
		_, rows, err := s.query("EXPLAIN QUERY PLAN " + test.query)
		if err != nil {
			t.Errorf("%s: %v", test.query, err)
			continue
		}
		detail := rows[0][3].(string)
		if _, plan, _ := strings.Cut(detail, " VIRTUAL TABLE INDEX "); plan != test.want {
			t.Errorf("%s\n got %s\nwant %s", test.query, detail, test.want)
		}
	}
}

func TestOrderByDistanceIsSortedBySQLite(t *testing.T) {
	s := connect(t, ":memory:", "CREATE VIRTUAL TABLE v USING vec0(e float[1])")
	_, rows, err := s.query("EXPLAIN QUERY PLAN SELECT rowid FROM v WHERE e MATCH '[1]' AND k = 3 ORDER BY distance")
	if err != nil || len(rows) != 2 || rows[1][3] != "USE TEMP B-TREE FOR ORDER BY" {
		t.Errorf("got %s, %v", render(rows), err)
	}
}

func TestPlanErrors(t *testing.T) {
	s := connect(t, ":memory:",
		"CREATE VIRTUAL TABLE v USING vec0(p text partition key, e float[1], f float[1], n integer, t text, b bool, x float, +a text)")
	const (
		metadataOperator = "An illegal WHERE constraint was provided on a vec0 metadata column in a KNN query. Only one of EQUALS, GREATER_THAN, LESS_THAN_OR_EQUAL, LESS_THAN, GREATER_THAN_OR_EQUAL, NOT_EQUALS is allowed."
		auxiliary        = "An illegal WHERE constraint was provided on a vec0 auxiliary column in a KNN query."
		distance         = "Illegal WHERE constraint on distance column in a KNN query. Only one of GT, GE, LT, LE constraints are allowed."
		noLimit          = "A LIMIT or 'k = ?' constraint is required on vec0 knn queries."
		boolean          = "ONLY EQUALS (=) or NOT_EQUALS (!=) operators are allowed on boolean metadata columns."
		in               = "'xxx in (...)' is only available on INTEGER or TEXT metadata columns."
	)
	for _, test := range []struct{ where, want string }{
		{"e MATCH '[1]'", noLimit},
		{"e MATCH '[1]' ORDER BY distance", noLimit},
		{"e MATCH '[1]' AND k > 3", noLimit},
		{"e MATCH '[1]' AND k = 3 LIMIT 3", "Only LIMIT or 'k =?' can be provided, not both"},
		{"e MATCH '[1]' AND f MATCH '[1]' AND k = 3", "only 1 MATCH operator is allowed in a single vec0 query"},
		{"e MATCH '[1]' AND e MATCH '[1]' AND k = 3", "only 1 MATCH operator is allowed in a single vec0 query"},
		{"e MATCH '[1]' AND k = 3 AND rowid IN (1, 2) AND rowid IN (2, 3)", "only 1 'rowid in (..)' operator is allowed in a single vec0 query"},
		{"rowid IN (1, 2) AND rowid IN (2, 3)", "only 1 'rowid in (..)' operator is allowed in a single vec0 query"},
		{"e MATCH '[1]' AND k = 3 ORDER BY distance, rowid", "Only a single 'ORDER BY distance' clause is allowed on vec0 KNN queries"},
		{"e MATCH '[1]' AND k = 3 ORDER BY rowid", "Only a single 'ORDER BY distance' clause is allowed on vec0 KNN queries, not on other columns"},
		{"e MATCH '[1]' AND k = 3 ORDER BY distance DESC", "Only ascending in ORDER BY distance clause is supported, DESC is not supported yet."},
		{"e MATCH '[1]' AND k = 3 AND a = 'x'", auxiliary},
		{"e MATCH '[1]' AND k = 3 AND n IS NULL", metadataOperator},
		{"e MATCH '[1]' AND k = 3 AND n IS NOT NULL", metadataOperator},
		{"e MATCH '[1]' AND k = 3 AND n IS 1", metadataOperator},
		{"e MATCH '[1]' AND k = 3 AND t GLOB 'a*'", metadataOperator},
		{"e MATCH '[1]' AND k = 3 AND x IN (1.5, 2.5)", in},
		{"e MATCH '[1]' AND k = 3 AND b IN (0, 1)", in},
		{"e MATCH '[1]' AND k = 3 AND b > 0", boolean},
		{"e MATCH '[1]' AND k = 3 AND b <= 0", boolean},
		{"e MATCH '[1]' AND k = 3 AND distance = 1", distance},
		{"e MATCH '[1]' AND k = 3 AND distance != 1", distance},
		{"e MATCH '[1]' AND k = 3 AND distance IS NULL", distance},
	} {
		s.check(step{"SELECT rowid FROM v WHERE " + test.where, "error: " + test.want})
	}
}
