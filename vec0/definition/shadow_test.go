package definition_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/nearlite/nearlite/vec0/definition"
)

// The statements that SQLite keeps of a table's shadow tables, where $ stands
// for the table's name.
const (
	infoSQL    = `CREATE TABLE "$_info" (key text primary key, value any)`
	chunksSQL  = `CREATE TABLE "$_chunks"(chunk_id INTEGER PRIMARY KEY AUTOINCREMENT,size INTEGER NOT NULL,validity BLOB NOT NULL,rowids BLOB NOT NULL)`
	rowidsSQL  = `CREATE TABLE "$_rowids"(rowid INTEGER PRIMARY KEY AUTOINCREMENT,id,chunk_id INTEGER,chunk_offset INTEGER)`
	textIDSQL  = `CREATE TABLE "$_rowids"(rowid INTEGER PRIMARY KEY AUTOINCREMENT,id TEXT UNIQUE NOT NULL,chunk_id INTEGER,chunk_offset INTEGER)`
	vectorsSQL = `CREATE TABLE "$_vector_chunks00"(rowid PRIMARY KEY,vectors BLOB NOT NULL)`
)

// stored are statements that sqlite-vec made tables of, with what SQLite keeps
// of the shadow tables.
var stored = []struct {
	name, table, statement string
	schema                 []string
}{
	{"flat", "v", "create virtual table v using vec0(e float[4], chunk_size=8)",
		[]string{infoSQL, chunksSQL, rowidsSQL, vectorsSQL}},
	{"one element", "v", "create virtual table v using vec0(e float[1], chunk_size=8)",
		[]string{infoSQL, chunksSQL, rowidsSQL, vectorsSQL}},
	{"metric l2", "a", "create virtual table a using vec0(e float[3] distance_metric=l2, chunk_size=8)",
		[]string{infoSQL, chunksSQL, rowidsSQL, vectorsSQL}},
	{"metric L1", "b", "create virtual table b using vec0(e float[3] distance_metric=L1, chunk_size=8)",
		[]string{infoSQL, chunksSQL, rowidsSQL, vectorsSQL}},
	{"metric cosine", "c", "create virtual table c using vec0(e float[3] distance_metric=cosine, chunk_size=8)",
		[]string{infoSQL, chunksSQL, rowidsSQL, vectorsSQL}},
	{"int8, l2", "a", "create virtual table a using vec0(e int8[20] distance_metric=l2, chunk_size=16)",
		[]string{infoSQL, chunksSQL, rowidsSQL, vectorsSQL}},
	{"int8, cosine", "b", "create virtual table b using vec0(e int8[20] distance_metric=cosine, chunk_size=16)",
		[]string{infoSQL, chunksSQL, rowidsSQL, vectorsSQL}},
	{"int8, l1", "c", "create virtual table c using vec0(e int8[20] distance_metric=l1, chunk_size=16)",
		[]string{infoSQL, chunksSQL, rowidsSQL, vectorsSQL}},
	{"bits", "v", "create virtual table v using vec0(e bit[64], s bit[24], w bit[320], chunk_size=8)",
		[]string{infoSQL, chunksSQL, rowidsSQL, vectorsSQL,
			`CREATE TABLE "$_vector_chunks01"(rowid PRIMARY KEY,vectors BLOB NOT NULL)`,
			`CREATE TABLE "$_vector_chunks02"(rowid PRIMARY KEY,vectors BLOB NOT NULL)`}},
	{"auxiliary", "v", "create virtual table v using vec0(e float[2], +a text, +b integer, +c float, +d blob, chunk_size=8)",
		[]string{infoSQL, chunksSQL, rowidsSQL, vectorsSQL,
			`CREATE TABLE "$_auxiliary"( rowid integer PRIMARY KEY , value00, value01, value02, value03)`}},
	{"metadata and long text", "v", "create virtual table v using vec0(e float[2], m integer, t text, chunk_size=8)",
		[]string{infoSQL, chunksSQL, rowidsSQL, vectorsSQL,
			`CREATE TABLE "$_metadatachunks00"(rowid PRIMARY KEY, data BLOB NOT NULL)`,
			`CREATE TABLE "$_metadatachunks01"(rowid PRIMARY KEY, data BLOB NOT NULL)`,
			`CREATE TABLE "$_metadatatext01"(rowid PRIMARY KEY, data TEXT)`}},
	{"metadata of all types", "v", "create virtual table v using vec0(e float[2], flag boolean, n integer, x float, t text, chunk_size=8)",
		[]string{infoSQL, chunksSQL, rowidsSQL, vectorsSQL,
			`CREATE TABLE "$_metadatachunks00"(rowid PRIMARY KEY, data BLOB NOT NULL)`,
			`CREATE TABLE "$_metadatachunks01"(rowid PRIMARY KEY, data BLOB NOT NULL)`,
			`CREATE TABLE "$_metadatachunks02"(rowid PRIMARY KEY, data BLOB NOT NULL)`,
			`CREATE TABLE "$_metadatachunks03"(rowid PRIMARY KEY, data BLOB NOT NULL)`,
			`CREATE TABLE "$_metadatatext03"(rowid PRIMARY KEY, data TEXT)`}},
	{"partition keys", "v", "create virtual table v using vec0(tenant text partition key, e float[2], yr integer partition key, chunk_size=8)",
		[]string{infoSQL,
			`CREATE TABLE "$_chunks"(chunk_id INTEGER PRIMARY KEY AUTOINCREMENT,size INTEGER NOT NULL,sequence_id integer,partition00,partition01,validity BLOB NOT NULL, rowids BLOB NOT NULL)`,
			rowidsSQL, vectorsSQL}},
	{"text primary key", "v", "create virtual table v using vec0(id text primary key, e float[2], +note text, chunk_size=8)",
		[]string{infoSQL, chunksSQL, textIDSQL, vectorsSQL,
			`CREATE TABLE "$_auxiliary"( rowid integer PRIMARY KEY , value00)`}},
	{"rescore", "v", "create virtual table v using vec0(e float[32] indexed by rescore(quantizer=bit, oversample=4), +a text, chunk_size=16)",
		[]string{infoSQL, chunksSQL, rowidsSQL,
			`CREATE TABLE "$_rescore_chunks00"(rowid PRIMARY KEY, vectors BLOB NOT NULL)`,
			`CREATE TABLE "$_rescore_vectors00"(rowid INTEGER PRIMARY KEY, vector BLOB NOT NULL)`,
			`CREATE TABLE "$_auxiliary"( rowid integer PRIMARY KEY , value00)`}},
	{"a column named like the table, of version 0.1.9", "v", "create virtual table v using vec0(e float[4], v text, +a text, p int partition key, chunk_size=8)",
		[]string{infoSQL,
			`CREATE TABLE "$_chunks"(chunk_id INTEGER PRIMARY KEY AUTOINCREMENT,size INTEGER NOT NULL,sequence_id integer,partition00,validity BLOB NOT NULL, rowids BLOB NOT NULL)`,
			rowidsSQL, vectorsSQL,
			`CREATE TABLE "$_metadatachunks00"(rowid PRIMARY KEY, data BLOB NOT NULL)`,
			`CREATE TABLE "$_metadatatext00"(rowid PRIMARY KEY, data TEXT)`,
			`CREATE TABLE "$_auxiliary"( rowid integer PRIMARY KEY , value00)`}},
	{"of version 0.1.6", "legacy_vectors", "CREATE VIRTUAL TABLE legacy_vectors USING vec0(emb float[4])",
		[]string{infoSQL, chunksSQL, rowidsSQL, vectorsSQL}},
	{"of version 0.1.6, a column named like the table", "emb", "CREATE VIRTUAL TABLE emb USING vec0(emb float[4])",
		[]string{infoSQL, chunksSQL, rowidsSQL, vectorsSQL}},
}

const schemaQuery = `SELECT sql FROM %s.sqlite_master WHERE type = 'table' AND name LIKE '%\_%' ESCAPE '\' AND name <> 'sqlite_sequence' AND sql LIKE 'CREATE TABLE%' ORDER BY rowid`

func TestShadowTablesAreStoredAsSqliteVecStoresThem(t *testing.T) {
	for _, test := range stored {
		t.Run(test.name, func(t *testing.T) {
			db := open(t)
			if err := create(db, "main", test.table, test.statement); err != nil {
				t.Fatal(err)
			}
			want := strings.Split(strings.ReplaceAll(strings.Join(test.schema, "\n"), "$", test.table), "\n")
			got := column(t, db, strings.Replace(schemaQuery, "%s", "main", 1))
			if !slices.Equal(got, want) {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
			}
		})
	}
}

func TestShadowTablesOfQuotedNamesAndOtherSchemas(t *testing.T) {
	db := open(t)
	if _, err := db.Exec(`ATTACH ':memory:' AS "a ""schema"""`); err != nil {
		t.Fatal(err)
	}
	const table = `we"ird t`
	if err := create(db, `a "schema"`, table, `CREATE VIRTUAL TABLE "a ""schema"""."we""ird t" USING vec0(e int8[3])`); err != nil {
		t.Fatal(err)
	}
	got := column(t, db, strings.Replace(schemaQuery, "%s", `"a ""schema"""`, 1))
	want := strings.Split(strings.ReplaceAll(strings.Join([]string{infoSQL, chunksSQL, rowidsSQL, vectorsSQL}, "\n"), "$", `we""ird t`), "\n")
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestShadowTablesAreNamedBySuffix(t *testing.T) {
	table := parse(t, "e float[8]", "f float[8] indexed by rescore(quantizer=int8)", "g bit[8]", "+x text")
	var names, suffixes []string
	for _, s := range table.ShadowTables("main", "My T") {
		names = append(names, s.Name)
		suffixes = append(suffixes, s.Suffix)
	}
	want := []string{definition.Info, definition.Chunks, definition.Rowids,
		definition.VectorChunks(0), definition.VectorChunks(2),
		definition.RescoreChunks(1), definition.RescoreVectors(1), definition.AuxiliaryValues}
	if !slices.Equal(suffixes, want) {
		t.Errorf("suffixes %q, want %q", suffixes, want)
	}
	for i := range want {
		if want := "My T_" + want[i]; names[i] != want {
			t.Errorf("name %q, want %q", names[i], want)
		}
	}
}

func TestSuffixesHaveTwoDigits(t *testing.T) {
	for got, want := range map[string]string{
		definition.VectorChunks(0):    "vector_chunks00",
		definition.VectorChunks(15):   "vector_chunks15",
		definition.RescoreChunks(3):   "rescore_chunks03",
		definition.RescoreVectors(3):  "rescore_vectors03",
		definition.MetadataChunks(10): "metadatachunks10",
		definition.MetadataText(9):    "metadatatext09",
	} {
		if got != want {
			t.Errorf("suffix %q, want %q", got, want)
		}
	}
}

func TestShadowSuffixesAreThoseThatSqliteVecProtects(t *testing.T) {
	for suffix, want := range map[string]bool{
		"rowids": true, "chunks": true, "auxiliary": true, "info": true, "INFO": true, "Chunks": true,
		"metadatachunks00": true, "metadatachunks15": true, "metadatatext00": true, "MetadataText15": true,
		"metadatachunks16": false, "metadatatext16": false, "metadatachunks": false, "metadatachunks0": false,
		"vector_chunks00": false, "rescore_chunks00": false, "rescore_vectors00": false, "vectors00": false,
		"": false, "rowid": false, "infos": false, "ınfo": false,
	} {
		if got := definition.IsShadowSuffix(suffix); got != want {
			t.Errorf("IsShadowSuffix(%q) = %t, want %t", suffix, got, want)
		}
	}
}

func TestCreateErrorsNameTheShadowTable(t *testing.T) {
	cause := errors.New("disk full")
	for suffix, want := range map[string]string{
		definition.Info:              "Could not create '_info' shadow table: disk full",
		definition.Chunks:            "Could not create '_chunks' shadow table: disk full",
		definition.VectorChunks(0):   "Could not create '_vector_chunks00' shadow table: disk full",
		definition.MetadataChunks(2): "Could not create '_metata_chunks02' shadow table: disk full", // sic
		definition.MetadataText(2):   "Could not create '_metadatatext02' shadow table: disk full",
		definition.AuxiliaryValues:   "Could not create auxiliary shadow table: disk full",
	} {
		err := definition.Shadow{Suffix: suffix}.CreateError(cause)
		if err.Error() != want || !errors.Is(err, cause) {
			t.Errorf("got %q, want %q with its cause", err, want)
		}
	}
}
