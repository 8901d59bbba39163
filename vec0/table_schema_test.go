package vec0_test

import (
	"path/filepath"
	"testing"
)

// everyShadowTable is a table that has a shadow table of every kind but those
// of rescore.
const everyShadowTable = "vec0(p int partition key, e float[1], m text, +a text, f int8[1], chunk_size=8)"

func fill(table string) string {
	return "INSERT INTO " + table + `(rowid, p, e, m, a, f) WITH RECURSIVE i(n) AS (SELECT 1 UNION ALL SELECT n+1 FROM i WHERE n < 20)
		SELECT n, n % 2, vec_f32('[' || n || ']'), 'text of row number ' || n, 'aux', vec_int8('[' || n || ']') FROM i`
}

func TestRename(t *testing.T) {
	name := filepath.Join(t.TempDir(), "t.db")
	s := connect(t, name, "CREATE VIRTUAL TABLE v USING "+everyShadowTable, fill("v"), `ALTER TABLE v RENAME TO "new name"`)
	const nearest = `SELECT rowid, m, a, vec_to_json(f) FROM "new name" WHERE e MATCH '[7]' AND k = 1`
	const row = "7 'text of row number 7' 'aux' '[7]'"
	for _, s := range []*session{s, connect(t, name)} {
		s.check(
			step{nearest, row},
			step{"SELECT count(*) FROM v", "error: no such table: v"},
			step{"SELECT count(*) FROM sqlite_master WHERE name LIKE 'v%'", "0"},
			step{"SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name LIKE 'new name\\_%' ESCAPE '\\'", "8"},
			step{`INSERT INTO "new name"(rowid, p, e, m, a, f) VALUES(50, 1, '[50]', 'one more long text', NULL, vec_int8('[5]'))`, ""},
			step{`DELETE FROM "new name" WHERE rowid = 50`, ""},
			step{"PRAGMA integrity_check", "'ok'"},
		)
	}
	s.run("BEGIN", `ALTER TABLE "new name" RENAME TO w`, "ROLLBACK")
	s.check(step{nearest, row})
	connect(t, name).check(
		step{`INSERT INTO "new name"("new name") VALUES('optimize')`, ""},
		step{nearest, row},
		step{`DROP TABLE "new name"`, ""},
		step{"SELECT name FROM sqlite_master", "'sqlite_sequence'"},
	)
}

func TestRenameOfRescoreTables(t *testing.T) {
	connect(t, ":memory:", "CREATE VIRTUAL TABLE v USING vec0(e float[8] indexed by rescore(quantizer=int8), f float[1])",
		"INSERT INTO v(rowid, e, f) VALUES(1, '[1,0,0,0,0,0,0,0]', '[1]')",
	).check(
		step{"ALTER TABLE v RENAME TO w", ""},
		step{"SELECT rowid, distance FROM w WHERE e MATCH '[1,0,0,0,0,0,0,0]' AND k = 1", "1 0.0"},
		step{"SELECT rowid, distance FROM w WHERE f MATCH '[1]' AND k = 1", "1 0.0"},
		step{"DELETE FROM w", ""},
		step{"DROP TABLE w", ""},
		step{"SELECT name FROM sqlite_master", "'sqlite_sequence'"},
	)
}

func TestDrop(t *testing.T) {
	connect(t, ":memory:", "CREATE VIRTUAL TABLE v USING "+everyShadowTable, fill("v"),
		"CREATE VIRTUAL TABLE w USING vec0(id text primary key, e float[8] indexed by rescore(quantizer=bit), +a text)",
		"INSERT INTO w(id, e) VALUES('x', '[1,2,3,4,5,6,7,8]')",
	).check(
		step{"DELETE FROM v WHERE rowid = 1", ""},
		step{"DROP TABLE v", ""},
		step{"SELECT count(*) FROM sqlite_master WHERE tbl_name LIKE 'v%'", "0"},
		step{"SELECT id FROM w", "'x'"},
		step{"DROP TABLE w", ""},
		step{"SELECT name FROM sqlite_master", "'sqlite_sequence'"},
		step{"CREATE VIRTUAL TABLE v USING " + everyShadowTable, ""},
		step{"SELECT count(*) FROM v", "0"},
	)
}

// TestNames quotes every name that needs it.
func TestNames(t *testing.T) {
	for _, name := range []string{`"select"`, `"with blank"`, `"quo""te"`, `"semi;colon"`, `"ünï"`, `"it's"`} {
		connect(t, ":memory:", "CREATE VIRTUAL TABLE "+name+" USING "+everyShadowTable, fill(name)).check(
			step{"SELECT rowid FROM " + name + " WHERE e MATCH '[7]' AND k = 1 AND m > 'text' AND p = 1", "7"},
			step{"UPDATE " + name + " SET m = 'another long text for it', p = 5 WHERE rowid = 7", ""},
			step{"DELETE FROM " + name + " WHERE rowid < 7", ""},
			step{"SELECT count(*), min(rowid) FROM " + name, "14 7"},
			step{"PRAGMA integrity_check", "'ok'"},
			step{"ALTER TABLE " + name + ` RENAME TO "other ""name"`, ""},
			step{`SELECT m FROM "other ""name" WHERE p = 5`, "'another long text for it'"},
			step{`DROP TABLE "other ""name"`, ""},
			step{"SELECT name FROM sqlite_master", "'sqlite_sequence'"},
		)
	}
}

// TestSchemas has tables of one name in three schemas.
func TestSchemas(t *testing.T) {
	s := connect(t, ":memory:", "ATTACH ':memory:' AS other")
	for _, test := range []struct{ schema, without, nearest, rows string }{
		{"main", "0", "20; 19; 17", "14"}, {"temp", "1", "20; 18; 17", "13"}, {"other", "2", "19; 18; 16", "13"},
	} {
		v := test.schema + ".v"
		s.run("CREATE VIRTUAL TABLE "+v+" USING "+everyShadowTable, fill(v), "DELETE FROM "+v+" WHERE rowid % 3 = "+test.without)
		s.check(
			step{"SELECT rowid FROM " + v + " WHERE e MATCH '[30]' AND k = 3", test.nearest},
			step{"SELECT count(*) FROM " + test.schema + ".v_metadatatext00", test.rows},
			step{"UPDATE " + v + " SET m = 'in " + test.schema + "' WHERE rowid = 17", ""},
			step{"PRAGMA " + test.schema + ".integrity_check", "'ok'"},
		)
	}
	s.check(
		step{"SELECT a.m, b.m, c.rowid FROM main.v a JOIN temp.v b USING (rowid) LEFT JOIN other.v c USING (rowid) WHERE a.rowid = 17", "'in main' 'in temp' NULL"},
		step{"DROP TABLE temp.v", ""},
		step{"SELECT count(*) FROM sqlite_temp_master WHERE name LIKE 'v%'", "0"},
		step{"ALTER TABLE other.v RENAME TO w", ""},
		step{"SELECT rowid FROM w WHERE e MATCH '[30]' AND k = 1", "19"},
		step{"DETACH other", ""},
		step{"SELECT rowid FROM v WHERE e MATCH '[30]' AND k = 1", "20"},
	)
}

// TestTriggersAndViews use a vec0 table under trusted_schema=off.
func TestTriggersAndViews(t *testing.T) {
	s := connect(t, ":memory:", "PRAGMA trusted_schema = off",
		"CREATE TABLE docs(id INTEGER PRIMARY KEY, body, vector)",
		"CREATE VIRTUAL TABLE v USING vec0(e float[2], i int8[2], body text, chunk_size=8)",
		`CREATE TRIGGER docs_insert AFTER INSERT ON docs BEGIN
			INSERT INTO v(rowid, e, i, body) VALUES(new.id, new.vector, vec_quantize_int8(new.vector, 'unit'), new.body); END`,
		`CREATE TRIGGER docs_delete AFTER DELETE ON docs BEGIN DELETE FROM v WHERE rowid = old.id; END`,
		`CREATE TRIGGER docs_update AFTER UPDATE ON docs BEGIN UPDATE v SET e = new.vector, body = new.body WHERE rowid = new.id; END`,
		"CREATE VIEW nearest AS SELECT rowid AS id, distance, body FROM v WHERE e MATCH '[0,0]' AND k = 3")
	s.check(
		step{"INSERT INTO docs VALUES(1, 'one', '[0,1]'), (2, 'two', '[0,0.5]'), (3, 'three, a text that is long', '[1,0.75]')", ""},
		step{"SELECT * FROM nearest", "2 0.5 'two'; 1 1.0 'one'; 3 1.25 'three, a text that is long'"},
		step{"UPDATE docs SET vector = '[0,0.25]', body = 'ONE' WHERE id = 1", ""},
		step{"DELETE FROM docs WHERE id = 3", ""},
		step{"SELECT * FROM nearest", "1 0.25 'ONE'; 2 0.5 'two'"},
		step{"SELECT rowid, distance FROM v WHERE i MATCH vec_int8('[0,0]') AND k = 1", "2 63.0"},
		// A row that the vector table refuses is not in the other table either.
		step{"INSERT INTO docs VALUES(4, 'four', '[1]')", `error: Dimension mismatch for inserted vector for the "e" column. Expected 2 dimensions but received 1.`},
		step{"SELECT count(*) FROM docs", "2"},
		step{"BEGIN", ""},
		step{"INSERT INTO docs VALUES(5, 7, '[1,1]')", "error: Expected text for TEXT metadata column body, received INTEGER"},
		step{"INSERT INTO docs VALUES(6, 'six', '[0,0]')", ""},
		step{"COMMIT", ""},
		step{"SELECT group_concat(id) FROM docs", "'1,2,6'"},
		step{"SELECT id, distance FROM nearest", "6 0.0; 1 0.25; 2 0.5"},
		step{"PRAGMA integrity_check", "'ok'"},
		step{"CREATE TRIGGER x AFTER INSERT ON v BEGIN SELECT 1; END", "error: cannot create triggers on virtual tables"},
		step{"CREATE INDEX x ON v(body)", "error: virtual tables may not be indexed"},
		step{"ALTER TABLE v ADD COLUMN x", "error: virtual tables may not be altered"},
	)
}
