package definition_test

import (
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/nearlite/nearlite/vec0/definition"
	"github.com/nearlite/nearlite/vector"
)

// FuzzParse checks that any arguments, one a line, give an error with the prefix
// of all, or a table within the limits, which is declared and stored by SQLite
// and means the same when its arguments are written in full.
func FuzzParse(f *testing.F) {
	for _, s := range stored {
		open, end := strings.Index(s.statement, "(")+1, len(s.statement)-1
		f.Add(strings.ReplaceAll(s.statement[open:end], ", ", "\n"))
	}
	f.Add(strings.Join(mixed, "\n"))
	f.Add("e float[16] i b r(q=b, o=2)")
	f.Add("e float(3)\n+text\nt text p k\nc 8")
	f.Add("e float[3] = = =\n= = 8")
	f.Add("e bit[9] indexed by diskann(neighbor_quantizer=binary)")
	db := memory(f)
	f.Fuzz(func(t *testing.T, lines string) {
		args := strings.Split(lines, "\n")
		table, err := definition.Parse(args)
		if err != nil {
			if table != nil || !strings.HasPrefix(err.Error(), prefix) {
				t.Fatalf("%q: %+v, %v", args, table, err)
			}
			return
		}
		checkLimits(t, table)
		if again := parse(t, written(table)...); !reflect.DeepEqual(table, again) {
			t.Errorf("%q\nmeans   %+v\n%q\nmeans   %+v", args, table, written(table), again)
		}
		checkDeclared(t, db.Exec, table)
	})
}

func checkLimits(t *testing.T, table *definition.Table) {
	if n := len(table.Vectors); n < 1 || n > definition.MaxVectors {
		t.Errorf("%d vectors", n)
	}
	if len(table.Partitions) > definition.MaxPartitions || len(table.Metadata) > definition.MaxMetadata || len(table.Auxiliary) > definition.MaxAuxiliaries {
		t.Errorf("too many columns: %+v", table)
	}
	if s := table.ChunkSize; s < 8 || s%8 != 0 || s > definition.MaxChunkSize {
		t.Errorf("chunk size %d", s)
	}
	for _, v := range table.Vectors {
		if v.Dims < 1 || v.Dims > definition.MaxDims || v.BlobSize() > v.Element.BlobSize(v.Dims) || !v.Metric.Supports(v.Element) {
			t.Errorf("vector %+v", v)
		}
	}
	for _, c := range table.Columns {
		if table.Name(c) == "" {
			t.Errorf("column %+v has no name", c)
		}
	}
}

// checkDeclared declares the table and makes its shadow tables, unless two
// columns have one name.
func checkDeclared[R any](t *testing.T, exec func(string, ...any) (R, error), table *definition.Table) {
	run := func(statement string) {
		if _, err := exec(statement); err != nil {
			t.Errorf("%s: %v", statement, err)
		}
	}
	names := []string{"rowid", "distance", "k"}
	if table.PrimaryKey.Name != "" {
		names[0] = strings.ToLower(table.PrimaryKey.Name)
	}
	for _, c := range table.Columns {
		names = append(names, strings.ToLower(table.Name(c)))
	}
	slices.Sort(names)
	unique := len(slices.Compact(slices.Clone(names))) == len(names)
	run("SAVEPOINT declared")
	if _, err := exec(table.Declaration("no such column", true)); (err == nil) != unique {
		t.Errorf("declaration of %q: %v", names, err)
	}
	for _, shadow := range table.ShadowTables("main", "t") {
		run(shadow.SQL)
	}
	run("ROLLBACK TO declared")
	run("RELEASE declared")
}

// written are arguments that mean table, in the documented spelling.
func written(table *definition.Table) (args []string) {
	args = append(args, "chunk_size="+strconv.Itoa(table.ChunkSize))
	if key := table.PrimaryKey; key.Name != "" {
		ty := definition.Integer
		if key.Text {
			ty = definition.Text
		}
		args = append(args, key.Name+" "+ty.String()+" primary key")
	}
	for _, c := range table.Columns {
		name := table.Name(c) + " "
		switch c.Kind {
		case definition.KindVector:
			args = append(args, name+writtenVector(table.Vectors[c.Index]))
		case definition.KindPartition:
			args = append(args, name+table.Partitions[c.Index].Type.String()+" partition key")
		case definition.KindMetadata:
			args = append(args, name+table.Metadata[c.Index].Type.String())
		case definition.KindAuxiliary:
			args = append(args, "+"+writtenAuxiliary(table.Auxiliary[c.Index]))
		}
	}
	return args
}

// writtenAuxiliary leaves the type of a column out that is called like it: in
// +float float the name would be taken for the type of a vector.
func writtenAuxiliary(a definition.Auxiliary) string {
	if strings.EqualFold(a.Name, a.Type.String()) {
		return a.Name
	}
	return a.Name + " " + a.Type.String()
}

func writtenVector(v definition.Vector) string {
	text := map[vector.Element]string{vector.Float32: "float", vector.Int8: "int8", vector.Bit: "bit"}[v.Element] + "[" + strconv.Itoa(v.Dims) + "]"
	if v.Element != vector.Bit {
		text += " distance_metric=" + v.Metric.String()
	}
	if !v.Flat() {
		text += " indexed by rescore(quantizer=" + v.Rescore.Quantizer.String() + ", oversample=" + strconv.Itoa(v.Rescore.Oversample) + ")"
	}
	return text
}
