package tables

import (
	"math/rand/v2"
	"strings"
	"testing"
)

func random(seed uint64) Sequence { return Random(rand.New(rand.NewPCG(seed, 0))) }

func TestEqualSeedsGiveEqualSequences(t *testing.T) {
	for seed := range uint64(50) {
		if a, b := random(seed).String(), random(seed).String(); a != b {
			t.Fatalf("seed %d gives\n%s\nand\n%s", seed, a, b)
		}
	}
	if random(1).String() == random(2).String() {
		t.Error("two seeds give one sequence")
	}
}

// TestSequencesHaveEveryStatement makes sure that no kind is lost.
func TestSequencesHaveEveryStatement(t *testing.T) {
	var all strings.Builder
	for seed := range uint64(200) {
		all.WriteString(random(seed).String())
	}
	for _, text := range []string{
		"INSERT INTO", "INSERT OR REPLACE INTO", "INSERT OR IGNORE INTO", "UNION ALL", "UPDATE", "DELETE", "MATCH", "k = ", "LIMIT", "OFFSET", "LIKE",
		" IN (", "distance <", "ORDER BY distance", "EXPLAIN QUERY PLAN", "BEGIN", "COMMIT", "ROLLBACK TO", "RELEASE", "DROP TABLE", "temp.", "other.",
		"float[", "int8[", "bit[", "metric=l1", "metric=cosine", "text primary key", "integer primary key", "text partition key", "integer partition key",
		"m0 text", "m0 integer", "m0 float", "m0 boolean", "+a0 blob", "('optimize')", "NULL", "nan",
	} {
		if !strings.Contains(all.String(), text) {
			t.Errorf("no statement has %q", text)
		}
	}
}

// TestReduce looks for a fault that needs one row and one search.
func TestReduce(t *testing.T) {
	fails := func(s Sequence) bool {
		at := strings.Index(s.String(), "thirteen byte'")
		return at >= 0 && strings.Contains(s.String()[at:], "MATCH")
	}
	reduced := 0
	for seed := range uint64(40) {
		s := random(seed)
		if !fails(s) {
			continue
		}
		reduced++
		less := s.Reduce(fails)
		if !fails(less) || len(less.Steps) > 2 || len(less.Tables[0].Columns) > 3 {
			t.Errorf("seed %d is reduced to\n%s", seed, less)
		}
	}
	if reduced < 5 {
		t.Errorf("%d of 40 sequences have the fault, too few to test with", reduced)
	}
}
