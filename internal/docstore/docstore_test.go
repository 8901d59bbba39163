package docstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	_ "modernc.org/sqlite"
)

func open(t *testing.T) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", filepath.Join(t.TempDir(), "docs.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	if err := EnsureSchema(context.Background(), db); err != nil {
		t.Fatal(err)
	}
	return db
}

// byFirstByte scores an embedding by its first byte; 0 cannot be found.
func byFirstByte(embedding []byte) (float64, bool) {
	return float64(embedding[0]), embedding[0] != 0
}

func TestSearchReturnsTheBestFirst(t *testing.T) {
	db, ctx := open(t), context.Background()
	var rows []Row
	for i, score := range []byte{3, 1, 4, 1, 5, 9, 2, 6, 0, 9} {
		rows = append(rows, Row{ID: fmt.Sprint(i), Content: "text", Meta: "{}", Embedding: []byte{score}})
	}
	if err := Upsert(ctx, db, append(rows, Row{ID: "none"})); err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		k    int
		want []int
	}{
		{-1, nil},
		{0, nil},
		{1, []int{5}},
		{3, []int{5, 9, 7}},
		{100, []int{5, 9, 7, 4, 2, 0, 6, 1, 3}},
	}
	for _, tt := range tests {
		got, err := Search(ctx, db, tt.k, byFirstByte)
		if err != nil {
			t.Fatal(err)
		}
		var want []Row
		for _, i := range tt.want {
			want = append(want, rows[i])
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("k %d: %+v, want %+v", tt.k, got, want)
		}
	}
}

func TestUpsertStoresMissingEmbeddingAsNull(t *testing.T) {
	db, ctx := open(t), context.Background()
	rows := []Row{{ID: "a", Embedding: []byte{1}}, {ID: "a"}} // the later one wins
	if err := Upsert(ctx, db, rows); err != nil {
		t.Fatal(err)
	}
	var n int
	var kind string
	if err := db.QueryRow("select count(*), typeof(embedding) from docs").Scan(&n, &kind); err != nil {
		t.Fatal(err)
	}
	if n != 1 || kind != "null" {
		t.Errorf("%d rows with a %s, want 1 with a null", n, kind)
	}
}

func TestUpsertIsAllOrNothing(t *testing.T) {
	db, ctx := open(t), context.Background()
	if _, err := db.Exec(`create trigger refuse before insert on docs when new.id = 'bad' begin select raise(abort, 'refused'); end`); err != nil {
		t.Fatal(err)
	}
	err := Upsert(ctx, db, []Row{{ID: "good"}, {ID: "bad"}})
	if err == nil || !strings.Contains(err.Error(), "item 1 of 2") {
		t.Errorf("error %v does not name the item", err)
	}
	var n int
	if err := db.QueryRow("select count(*) from docs").Scan(&n); err != nil || n != 0 {
		t.Errorf("%d rows remain, %v", n, err)
	}
}

func TestMissingTableIsNamed(t *testing.T) {
	db, ctx := open(t), context.Background()
	if _, err := db.Exec("drop table docs"); err != nil {
		t.Fatal(err)
	}
	_, searchErr := Search(ctx, db, 1, byFirstByte)
	for _, err := range []error{
		searchErr, Upsert(ctx, db, []Row{{ID: "a"}}), Remove(ctx, db, []string{"a"}),
	} {
		if err == nil || !strings.Contains(err.Error(), "EnsureSchema") {
			t.Errorf("error %v does not say what to do", err)
		}
	}
}

func TestCancelledContext(t *testing.T) {
	db := open(t)
	if err := Upsert(context.Background(), db, []Row{{ID: "a", Embedding: []byte{1}}, {ID: "b", Embedding: []byte{2}}}); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	_, err := Search(ctx, db, 2, func([]byte) (float64, bool) {
		cancel()
		return 1, true
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("search: %v", err)
	}
	if err := Remove(ctx, db, []string{"a"}); !errors.Is(err, context.Canceled) {
		t.Errorf("remove: %v", err)
	}
}
