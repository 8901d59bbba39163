package engine

import (
	"database/sql"
	"fmt"
	"strings"
	"testing"

	"github.com/nearlite/nearlite/vector"
)

func TestBlobFunctions(t *testing.T) {
	db := open(t, memoryPath)
	for expression, want := range map[string]string{
		"vec_cosine(vec_f32('[1,0]'), vec_f32('[2,0]'))": "1",
		"vec_cosine(vec_f32('[1,0]'), vec_f32('[0,3]'))": "0",
		"vec_l2(vec_f32('[0,0]'), vec_f32('[3,4]'))":     "5",
		"vec_l2(NULL, vec_f32('[1]'))":                   "<nil>",
		"vec_l2(vec_f32('[1]'), x'')":                    "<nil>",
		"vec_cosine(x'', NULL)":                          "<nil>",
	} {
		if got := value(t, db, "SELECT "+expression); got != want {
			t.Errorf("%s = %s, want %s", expression, got, want)
		}
	}
	for expression, want := range map[string]string{
		"vec_l2('[1]', vec_f32('[1]'))":                  "first argument: an embedding is a BLOB",
		"vec_l2(vec_f32('[1]'), 1)":                      "second argument: an embedding is a BLOB",
		"vec_l2(vec_f32('[1]'), vec_f32('[1,2]'))":       "different dimensions",
		"vec_l2(vec_f32('[1]'), x'010203')":              "second argument: ",
		"vec_cosine(vec_f32('[0,0]'), vec_f32('[1,2]'))": "zero",
	} {
		var v any
		err := db.QueryRow("SELECT " + expression).Scan(&v)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v %v, want an error with %q", expression, v, err, want)
		}
	}
}

func TestVectorsAreBoundAndScanned(t *testing.T) {
	db := open(t, memoryPath)
	mustExec(t, db, "CREATE TABLE t(v)")
	v := vector.FromFloat32s([]float32{1, -2, 0.5})
	if _, err := db.Exec("INSERT INTO t VALUES(?)", v); err != nil {
		t.Fatal(err)
	}
	var got vector.Vector
	if err := db.QueryRow("SELECT v FROM t WHERE vec_distance_l2(v, ?) = 0", v).Scan(&got); err != nil || !got.Equal(v) {
		t.Errorf("got %v, %v", got, err)
	}
}

func TestMemoryIsNotHeldToAGibibyte(t *testing.T) {
	db := open(t, memoryPath)
	c, err := db.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	err = c.Raw(func(driverConn any) error {
		limit, err := driverConn.(*conn).handle.LimitSize("main", -1)
		if limit != memoryLimit {
			t.Errorf("the limit is %d bytes, want %d", limit, int64(memoryLimit))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestLimit(t *testing.T) {
	const columns = 2 // SQLITE_LIMIT_COLUMN
	db := open(t, memoryPath)
	c, err := db.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if before, err := Limit(c, columns, 3); err != nil || before < 3 {
		t.Fatal(before, err)
	}
	if _, err := c.ExecContext(t.Context(), "CREATE TABLE wide(a, b, c, d)"); err == nil {
		t.Error("the limit is not obeyed")
	}
	other, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	foreign, err := other.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer foreign.Close()
	if _, err := Limit(foreign, columns, -1); err == nil || !strings.Contains(fmt.Sprint(err), "sqlite.conn") {
		t.Errorf("a connection of another driver: %v", err)
	}
}
