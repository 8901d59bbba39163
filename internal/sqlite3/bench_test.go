package sqlite3

import (
	"testing"
)

func BenchmarkVirtualTableRow(b *testing.B) {
	c := openMemory(b)
	s, err := c.Prepare(`SELECT sum(n) FROM test_counting`, 0)
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := s.Step(); err != nil {
			b.Fatal(err)
		}
		s.Reset()
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/1e6, "ns/row")
}

func BenchmarkFunctionCall(b *testing.B) {
	c := openMemory(b)
	s, err := c.Prepare(`SELECT sum(test_subtype(n)) FROM test_counting`, 0)
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := s.Step(); err != nil {
			b.Fatal(err)
		}
		s.Reset()
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/1e6, "ns/call")
}
