package main

import (
	"context"
	"io"
	"testing"

	"github.com/nearlite/nearlite/bench/scan"
)

// TestPeersAgree runs the whole comparison over a small table: it fails where
// the peers find different rows.
func TestPeersAgree(t *testing.T) {
	if testing.Short() {
		t.Skip("builds two programs")
	}
	c := comparison{size: scan.Size{Rows: 500, Dims: 64}, runs: 3, folder: t.TempDir()}
	for _, s := range scan.Searches() {
		c.searches = append(c.searches, s.Name)
	}
	if err := c.run(context.Background(), io.Discard); err != nil {
		t.Fatal(err)
	}
}
