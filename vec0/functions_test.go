package vec0_test

import (
	"database/sql"
	"encoding/hex"
	"fmt"
	"strings"
	"testing"

	_ "github.com/nearlite/nearlite/vec0"
	_ "modernc.org/sqlite"
)

func open(t testing.TB) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

// evaluate is the value of an SQL expression as SQL text: 'text', x'blob', a
// number or NULL; or "error: " and the text of the error.
func evaluate(db *sql.DB, expression string, args ...any) string {
	var v any
	if err := db.QueryRow("SELECT "+expression, args...).Scan(&v); err != nil {
		text := strings.TrimPrefix(err.Error(), "SQL logic error: ")
		return "error: " + strings.TrimSuffix(text, " (1)")
	}
	switch v := v.(type) {
	case nil:
		return "NULL"
	case []byte:
		return "x'" + hex.EncodeToString(v) + "'"
	case string:
		return "'" + v + "'"
	default:
		return fmt.Sprint(v)
	}
}

// TestFunctions holds results and error texts to those of sqlite-vec.
func TestFunctions(t *testing.T) {
	db := open(t)
	for _, test := range []struct{ expression, want string }{
		{"vec_version()", "'v0.1.10-alpha.3'"},

		{"vec_f32('[1, 2.5]')", "x'0000803f00002040'"},
		{"vec_f32(x'0000803f')", "x'0000803f'"},
		{"vec_f32(vec_int8(x'0000803f'))", "x'0000803f'"},
		{"vec_int8('[1, -2, 127, -128]')", "x'01fe7f80'"},
		{"vec_int8(x'01ff')", "x'01ff'"},
		{"vec_bit(x'0f')", "x'0f'"},

		{"vec_type('[1]')", "'float32'"},
		{"vec_type(vec_f32('[1]'))", "'float32'"},
		{"vec_type(vec_int8('[1]'))", "'int8'"},
		{"vec_type(vec_bit(x'01'))", "'bit'"},
		{"vec_type(json('[1,2]'))", "'float32'"},
		{"vec_length('[1,2,3]')", "3"},
		{"vec_length(vec_int8('[1,2]'))", "2"},
		{"vec_length(vec_bit(x'ffff'))", "16"},

		{"vec_f32(x'')", "error: zero-length vectors are not supported."},
		{"vec_f32('')", "error: zero-length vectors are not supported."},
		{"vec_f32('[]')", "error: zero-length vectors are not supported."},
		{"vec_int8(x'')", "error: zero-length vectors are not supported."},
		{"vec_bit(x'')", "error: zero-length vectors are not supported."},
		{"vec_f32(x'aabbcc')", "error: invalid float32 vector BLOB length. Must be divisible by 4, found 3"},
		{"vec_f32(x'0000803f0000c07f')", "error: invalid float32 vector: element 1 is NaN"},
		{"vec_f32(x'0000807f')", "error: invalid float32 vector: element 0 is Inf"},
		{"vec_f32('[1e39]')", "error: invalid float32 vector: element 0 is Inf"},
		{"vec_f32('[1, nan]')", "error: invalid float32 vector: element 1 is NaN"},
		{"vec_f32('[1e999]')", "error: JSON parsing error"},
		{"vec_f32('[1e-999]')", "error: JSON parsing error"},
		{"vec_f32('1')", "error: JSON array parsing error: Input does not start with '['"},
		{"vec_f32('[,1]')", "error: JSON parsing error"},
		{"vec_f32('[1;2]')", "error: JSON parsing error"},
		{`vec_f32('["1"]')`, "error: JSON parsing error"},
		{"vec_to_json('[1 2 3]')", "'[1.000000,2.000000,3.000000]'"},
		{"vec_to_json('[1,,2')", "'[1.000000,2.000000]'"},
		{"vec_to_json('[0x10]garbage')", "'[16.000000]'"},
		{"vec_f32(1)", "error: Input must have type BLOB (compact format) or TEXT (JSON), found INTEGER"},
		{"vec_f32(1.5)", "error: Input must have type BLOB (compact format) or TEXT (JSON), found FLOAT"},
		{"vec_f32(NULL)", "error: Input must have type BLOB (compact format) or TEXT (JSON), found NULL"},
		{"vec_int8(1)", "error: Unknown type for int8 vector."},
		{"vec_int8('[1.5]')", "error: JSON parsing error"},
		{"vec_int8('[128]')", "error: JSON parsing error: value out of range for int8"},
		{"vec_int8('[99999999999999999999]')", "error: JSON parsing error"},
		{"vec_bit('[1]')", "error: Unknown type for bitvector."},
		{"vec_bit(NULL)", "error: Unknown type for bitvector."},

		{"vec_distance_l2('[0,0]', '[3,4]')", "5"},
		{"vec_distance_l2(vec_int8('[0,0]'), vec_int8('[3,4]'))", "5"},
		{"vec_distance_l2(vec_bit(x'00'), vec_bit(x'ff'))", "error: Cannot calculate L2 distance between two bitvectors."},
		{"vec_distance_l1('[1,2]', '[3,-4]')", "8"},
		{"typeof(vec_distance_l1('[1]', '[2]'))", "'real'"},
		{"typeof(vec_distance_l1(vec_int8('[1]'), vec_int8('[2]')))", "'integer'"},
		{"vec_distance_l1(vec_int8('[-128,127]'), vec_int8('[127,-128]'))", "510"},
		{"vec_distance_l1(vec_bit(x'00'), vec_bit(x'ff'))", "error: Cannot calculate L1 distance between two bitvectors."},
		{"vec_distance_cosine('[1,0]', '[0,1]')", "1"},
		{"vec_distance_cosine('[1,0]', '[-2,0]')", "2"},
		{"vec_distance_cosine('[1,0]', '[0,0]')", "NULL"},
		{"vec_distance_cosine(vec_int8('[1,0]'), vec_int8('[5,0]'))", "0"},
		{"vec_distance_cosine(vec_bit(x'00'), vec_bit(x'ff'))", "error: Cannot calculate cosine distance between two bitvectors."},
		{"vec_distance_hamming(vec_bit(x'0f00'), vec_bit(x'00ff'))", "12"},
		{"typeof(vec_distance_hamming(vec_bit(x'0f'), vec_bit(x'00')))", "'real'"},
		{"vec_distance_hamming('[1]', '[2]')", "error: Cannot calculate hamming distance between two float32 vectors."},
		{"vec_distance_hamming(vec_int8('[1]'), vec_int8('[2]'))", "error: Cannot calculate hamming distance between two int8 vectors."},

		{"vec_distance_l2('[1]', '[1,2]')", "error: Vector dimension mistmatch. First vector has 1 dimensions, while the second has 2 dimensions."},
		{"vec_distance_l2('[1]', vec_int8('[1]'))", "error: Vector type mistmatch. First vector has type float32, while the second has type int8."},
		{"vec_distance_l2(NULL, '[1]')", "error: Error reading 1st vector: Input must have type BLOB (compact format) or TEXT (JSON), found NULL"},
		{"vec_distance_l2('[1]', 'x')", "error: Error reading 2nd vector: JSON array parsing error: Input does not start with '['"},
		{"vec_distance_l2(x'0000c07f', x'00000000')", "error: Error reading 1st vector: invalid float32 vector: element 0 is NaN"},
		{"vec_distance_cosine(x'00000000', x'0000807f')", "error: Error reading 2nd vector: invalid float32 vector: element 0 is Inf"},
		{"vec_distance_l1(x'0000c07f', x'0000000000000000')", "error: Error reading 1st vector: invalid float32 vector: element 0 is NaN"},
		{"vec_distance_hamming(x'0000c07f', x'00000000')", "error: Error reading 1st vector: invalid float32 vector: element 0 is NaN"},
		{"vec_distance_l2(x'0000c07f', NULL)", "error: Error reading 1st vector: invalid float32 vector: element 0 is NaN"},
		{"vec_distance_l2('[1]', json_array(1))", "0"},

		{"vec_to_json(vec_add('[1,2]', '[3,4]'))", "'[4.000000,6.000000]'"},
		{"vec_to_json(vec_sub('[1,2]', '[3,4]'))", "'[-2.000000,-2.000000]'"},
		{"vec_to_json(vec_add(vec_int8('[127,-128]'), vec_int8('[1,-1]')))", "'[-128,127]'"},
		{"vec_type(vec_sub(vec_int8('[1]'), vec_int8('[1]')))", "'int8'"},
		{"vec_add(vec_bit(x'00'), vec_bit(x'ff'))", "error: Cannot add two bitvectors together."},
		{"vec_sub(vec_bit(x'00'), vec_bit(x'ff'))", "error: Cannot subtract two bitvectors together."},
		{"vec_add('[1]', '[1,2]')", "error: Vector dimension mistmatch. First vector has 1 dimensions, while the second has 2 dimensions."},

		{"vec_to_json(vec_slice('[1,2,3]', 1, 3))", "'[2.000000,3.000000]'"},
		{"vec_to_json(vec_slice(vec_int8('[1,2,3]'), 0, 1))", "'[1]'"},
		{"vec_to_json(vec_slice(vec_bit(x'0f01'), 8, 16))", "'[1,0,0,0,0,0,0,0]'"},
		{"vec_slice('[1]', -1, 1)", "error: slice 'start' index must be a postive number."},
		{"vec_slice('[1]', 0, -1)", "error: slice 'end' index must be a postive number."},
		{"vec_slice('[1]', 2, 3)", "error: slice 'start' index is greater than the number of dimensions"},
		{"vec_slice('[1]', 0, 3)", "error: slice 'end' index is greater than the number of dimensions"},
		{"vec_slice('[1,2,3]', 2, 1)", "error: slice 'start' index is greater than 'end' index"},
		{"vec_slice('[1,2,3]', 1, 1)", "error: slice 'start' index is equal to the 'end' index, vectors must have non-zero length"},
		{"vec_slice(vec_bit(x'0f01'), 4, 16)", "error: start index must be divisible by 8."},
		{"vec_slice(vec_bit(x'0f01'), 0, 12)", "error: end index must be divisible by 8."},

		{"vec_to_json(vec_normalize('[3,4]'))", "'[0.600000,0.800000]'"},
		{"vec_normalize('[0]')", "x'0000c0ff'"},
		{"vec_normalize(vec_int8('[1]'))", "error: only float32 vectors are supported when normalizing"},

		{"vec_to_json('[1e10, -0.0, 0.1234567]')", "'[10000000000.000000,0.000000,0.123457]'"},
		{"vec_to_json(vec_int8('[1,-2]'))", "'[1,-2]'"},
		{"vec_to_json(vec_bit(x'01'))", "'[1,0,0,0,0,0,0,0]'"},
		{"json_array(vec_to_json(vec_int8('[1]')))", "'[[1]]'"},

		{"vec_quantize_int8('[1,0,-1,2,0.5,-0.5]', 'unit')", "x'7e00807f3fc0'"},
		{"vec_type(vec_quantize_int8('[1]', 'UNIT'))", "'int8'"},
		{"vec_quantize_int8('[1]', 'units')", "error: 2nd argument to vec_quantize_int8() must be 'unit'."},
		{"vec_quantize_int8('[1]', 1)", "error: 2nd argument to vec_quantize_int8() must be 'unit'."},
		{"vec_quantize_int8(NULL, 'unit')", "error: Input must have type BLOB (compact format) or TEXT (JSON), found NULL"},
		{"vec_quantize_binary('[1,0,-1,1,1,1,1,1]')", "x'f9'"},
		{"vec_quantize_binary(vec_int8('[1,0,-1,1,1,1,1,1]'))", "x'f9'"},
		{"vec_type(vec_quantize_binary('[1,0,-1,1,1,1,1,1]'))", "'bit'"},
		{"vec_quantize_binary('[1]')", "error: Binary quantization requires vectors with a length divisible by 8"},
		{"vec_quantize_binary(vec_bit(x'00'))", "error: Can only binary quantize float or int8 vectors"},

		{"(SELECT group_concat(rowid || ':' || value, ' ') FROM vec_each('[1,2.5]'))", "'0:1.0 1:2.5'"},
		{"(SELECT group_concat(value, ' ') FROM vec_each(vec_int8('[1,-2]')))", "'1 -2'"},
		{"(SELECT group_concat(value, '') FROM vec_each(vec_bit(x'01f0')))", "'0000000111110000'"},
		{"(SELECT count(vector) FROM vec_each('[1,2]'))", "0"},
		{"(SELECT count(*) FROM (SELECT '[1,2]' AS v UNION ALL SELECT '[3]') JOIN vec_each(v))", "3"},
		{"(SELECT count(*) FROM vec_each('nonsense'))", "error: SQL logic error"},
		{"(SELECT count(*) FROM vec_each(NULL))", "error: SQL logic error"},
		{"(SELECT count(*) FROM vec_each)", "error: no query solution"},
	} {
		if got := evaluate(db, test.expression); got != test.want {
			t.Errorf("%s\n got %s\nwant %s", test.expression, got, test.want)
		}
	}
}

func TestVecEachCannotBeCreated(t *testing.T) {
	_, err := open(t).Exec("CREATE VIRTUAL TABLE e USING vec_each")
	if err == nil || !strings.Contains(err.Error(), "no such module: vec_each") {
		t.Error(err)
	}
}

func TestDebugNamesVersionAndFlags(t *testing.T) {
	lines := strings.Split(strings.Trim(evaluate(open(t), "vec_debug()"), "'"), "\n")
	for i, prefix := range []string{"Version: v0.1.10-alpha.3", "Date: ", "Commit: ", "Build flags: "} {
		if len(lines) != 4 || !strings.HasPrefix(lines[i], prefix) {
			t.Fatalf("got %q", lines)
		}
	}
	if !strings.Contains(lines[3], "rescore") || strings.Contains(lines[3], "ivf") {
		t.Errorf("flags %q", lines[3])
	}
}

// TestFunctionList holds names, argument counts and flags to sqlite-vec's, on
// each of 8 connections of a pool.
func TestFunctionList(t *testing.T) {
	const ( // the pragma does not show SQLITE_RESULT_SUBTYPE
		plain  = 0x800 | 0x200000 // DETERMINISTIC, INNOCUOUS
		reads  = plain | 0x100000 // SUBTYPE
		writes = reads
		utf8   = 0x1
	)
	want := strings.Join([]string{
		fmt.Sprint("vec_add 2 ", writes), fmt.Sprint("vec_bit 1 ", writes), fmt.Sprint("vec_debug 0 ", plain),
		fmt.Sprint("vec_distance_cosine 2 ", reads), fmt.Sprint("vec_distance_hamming 2 ", reads),
		fmt.Sprint("vec_distance_l1 2 ", reads), fmt.Sprint("vec_distance_l2 2 ", reads),
		fmt.Sprint("vec_f32 1 ", writes), fmt.Sprint("vec_int8 1 ", writes), fmt.Sprint("vec_length 1 ", reads),
		fmt.Sprint("vec_normalize 1 ", writes), fmt.Sprint("vec_quantize_binary 1 ", writes),
		fmt.Sprint("vec_quantize_int8 2 ", writes), fmt.Sprint("vec_slice 3 ", writes), fmt.Sprint("vec_sub 2 ", writes),
		fmt.Sprint("vec_to_json 1 ", writes), fmt.Sprint("vec_type 1 ", plain), fmt.Sprint("vec_version 0 ", plain),
	}, ",")
	db := open(t)
	for range 8 {
		conn, err := db.Conn(t.Context()) // held to the end, so that each is another one
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		var got, modules string
		err = conn.QueryRowContext(t.Context(), `SELECT group_concat(name || ' ' || narg || ' ' || (flags & ~?), ',')
			FROM (SELECT * FROM pragma_function_list WHERE name LIKE 'vec%' ORDER BY name)`, utf8).Scan(&got)
		if err != nil || got != want {
			t.Fatalf("functions (%v):\n got %s\nwant %s", err, got, want)
		}
		err = conn.QueryRowContext(t.Context(), `SELECT group_concat(name) FROM pragma_module_list WHERE name LIKE 'vec%'`).Scan(&modules)
		if err != nil || modules != "vec0,vec_each" {
			t.Errorf("modules %q, %v", modules, err)
		}
	}
}

// TestUnalignedBlobs reads vectors at every offset of a page: small blobs are
// handed to functions where they lie.
func TestUnalignedBlobs(t *testing.T) {
	db := open(t)
	db.SetMaxOpenConns(1)
	if _, err := db.Exec(`CREATE TABLE t(pad, v)`); err != nil {
		t.Fatal(err)
	}
	for pad := range 64 {
		if _, err := db.Exec(`INSERT INTO t VALUES(zeroblob(?), vec_f32('[3, 4, 0, 0, 0]'))`, pad); err != nil {
			t.Fatal(err)
		}
	}
	if got := evaluate(db, `(SELECT sum(vec_distance_l2(v, '[0,0,0,0,0]')) FROM t)`); got != "320" {
		t.Errorf("sum of distances %s, want 320", got)
	}
}

func TestFunctionsWorkInViewsAndIndexesOfUntrustedSchemas(t *testing.T) {
	db := open(t)
	db.SetMaxOpenConns(1)
	_, err := db.Exec(`PRAGMA trusted_schema = off;
		CREATE TABLE t(v); INSERT INTO t VALUES('[1,2]');
		CREATE INDEX i ON t(vec_length(v));
		CREATE VIEW w AS SELECT vec_to_json(v) AS j, (SELECT sum(value) FROM vec_each(v)) AS s FROM t`)
	if err != nil {
		t.Fatal(err)
	}
	if got := evaluate(db, "j || s FROM w"); got != "'[1.000000,2.000000]3.0'" {
		t.Error(got)
	}
}
