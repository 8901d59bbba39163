package main

import (
	"context"
	"io"
	"testing"
)

// TestPeersAgree runs the whole comparison over small tables, of more than one
// chunk: it fails where the peers find different rows.
func TestPeersAgree(t *testing.T) {
	if testing.Short() {
		t.Skip("builds two programs")
	}
	c := comparison{scale: 0.015, runs: 2, folder: t.TempDir()}
	if err := c.run(context.Background(), io.Discard); err != nil {
		t.Fatal(err)
	}
}
