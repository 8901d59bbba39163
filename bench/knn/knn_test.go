package main

import (
	"context"
	"io"
	"testing"
)

// TestPeersAgree runs the whole comparison over a small table: it fails where
// the peers find different rows.
func TestPeersAgree(t *testing.T) {
	if testing.Short() {
		t.Skip("builds two programs")
	}
	c := comparison{size: size{rows: 500, dims: 64}, runs: 3, searches: searches, folder: t.TempDir()}
	if err := c.run(context.Background(), io.Discard); err != nil {
		t.Fatal(err)
	}
}
