package vec0_test

import "testing"

func TestHiddenColumns(t *testing.T) {
	const columns = "SELECT group_concat(name || ':' || hidden, ' ') FROM pragma_table_xinfo('v')"
	for _, test := range []struct{ arguments, want string }{
		{"e float[1]", "'rowid:0 e:0 v:1 distance:1 k:1'"},
		{"id text primary key, e float[1]", "'id:0 e:0 v:1 distance:1 k:1'"},
		{"e float[1], id integer primary key", "'id:0 e:0 v:1 distance:1 k:1'"},
		{"p text partition key, e float[1], +a text, m int, f bit[8]", "'rowid:0 p:0 e:0 a:0 m:0 f:0 v:1 distance:1 k:1'"},
	} {
		s := connect(t, ":memory:", "CREATE VIRTUAL TABLE v USING vec0("+test.arguments+")")
		s.check(
			step{columns, test.want},
			step{"SELECT count(*) FROM pragma_table_xinfo('v') WHERE type <> ''", "0"},
		)
	}
}

func TestHiddenColumnsReadNullOutsideOfKNN(t *testing.T) {
	connect(t, ":memory:", "CREATE VIRTUAL TABLE v USING vec0(e float[1])", "INSERT INTO v(rowid, e) VALUES(1, '[1]')").check(
		step{"SELECT rowid, v, distance, k FROM v", "1 NULL NULL NULL"},
		step{"SELECT rowid, v, distance, k FROM v WHERE rowid = 1", "1 NULL NULL NULL"},
		step{"SELECT rowid, v, distance, k FROM v WHERE e MATCH '[2]' AND k = 1", "1 NULL 1.0 NULL"},
		step{"SELECT * FROM v", "1 x'0000803f'"},
	)
}

func TestRowidNames(t *testing.T) {
	connect(t, ":memory:",
		"CREATE VIRTUAL TABLE v USING vec0(e float[1])", "INSERT INTO v(rowid, e) VALUES(7, '[1]')",
		"CREATE VIRTUAL TABLE w USING vec0(id text primary key, e float[1])",
	).check(
		step{"SELECT rowid, _rowid_, oid FROM v", "7 7 7"},
		step{"SELECT _rowid_ FROM v WHERE rowid = 7", "7"},
		step{"SELECT rowid FROM w", "error: no such column: rowid"},
	)
}

func TestVectorsKeepTheirType(t *testing.T) {
	s := connect(t, ":memory:", "CREATE VIRTUAL TABLE v USING vec0(f float[2], i int8[2], b bit[8])",
		"INSERT INTO v(rowid, f, i, b) VALUES(1, '[1,2]', vec_int8('[3,-4]'), vec_bit(x'05'))")
	const types = "SELECT vec_type(f), vec_type(i), vec_type(b), vec_to_json(f), vec_to_json(i), vec_to_json(b) FROM v "
	const want = "'float32' 'int8' 'bit' '[1.000000,2.000000]' '[3,-4]' '[1,0,1,0,0,0,0,0]'"
	s.check(
		step{types, want},
		step{types + "WHERE rowid = 1", want},
		step{types + "WHERE b MATCH vec_bit(x'05') AND k = 1", want},
		step{"SELECT f, i, b FROM v", "x'0000803f00000040' x'03fc' x'05'"},
	)
}

// TestShadowTables holds the names of the shadow tables, and which of them
// SQLite protects, to sqlite-vec's.
func TestShadowTables(t *testing.T) {
	connect(t, ":memory:",
		"CREATE VIRTUAL TABLE v USING vec0(p text partition key, e float[8], m text, +a text, f bit[8])",
		"CREATE VIRTUAL TABLE w USING vec0(e float[8] indexed by rescore(quantizer=bit))",
	).check(
		step{"SELECT group_concat(name || ':' || type, ' ') FROM (SELECT * FROM pragma_table_list WHERE name LIKE 'v%' ORDER BY name)",
			"'v:virtual v_auxiliary:shadow v_chunks:shadow v_info:shadow v_metadatachunks00:shadow v_metadatatext00:shadow " +
				"v_rowids:shadow v_vector_chunks00:table v_vector_chunks01:table'"},
		step{"SELECT group_concat(name || ':' || type, ' ') FROM (SELECT * FROM pragma_table_list WHERE name LIKE 'w%' ORDER BY name)",
			"'w:virtual w_chunks:shadow w_info:shadow w_rescore_chunks00:table w_rescore_vectors00:table w_rowids:shadow'"},
		step{"SELECT * FROM v_info", "'CREATE_VERSION' 'v0.1.10-alpha.3'; 'CREATE_VERSION_MAJOR' 0; 'CREATE_VERSION_MINOR' 1; 'CREATE_VERSION_PATCH' 10"},
	)
}
