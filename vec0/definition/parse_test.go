package definition_test

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/nearlite/nearlite/vec0/definition"
	"github.com/nearlite/nearlite/vector"
)

func parse(t testing.TB, args ...string) *definition.Table {
	t.Helper()
	table, err := definition.Parse(args)
	if err != nil {
		t.Fatalf("%q: %v", args, err)
	}
	return table
}

func float32s(name string, dims int) definition.Vector {
	return definition.Vector{Name: name, Dims: dims}
}

func TestVectorColumns(t *testing.T) {
	rescore := func(q vector.Element, oversample int) definition.Vector {
		v := float32s("e", 16)
		v.Rescore = &definition.Rescore{Quantizer: q, Oversample: oversample}
		return v
	}
	for arg, want := range map[string]definition.Vector{
		"e float[3]":        float32s("e", 3),
		"e FLOAT[3]":        float32s("e", 3),
		"e f32[3]":          float32s("e", 3),
		"Emb_2 float[8192]": float32s("Emb_2", 8192),
		"e int8[3]":         {Name: "e", Element: vector.Int8, Dims: 3},
		"e i8[3]":           {Name: "e", Element: vector.Int8, Dims: 3},
		"e bit[16]":         {Name: "e", Element: vector.Bit, Dims: 16, Metric: vector.Hamming},
		"e bit[9]":          {Name: "e", Element: vector.Bit, Dims: 9, Metric: vector.Hamming},

		"e float[3] distance_metric=l2":                        float32s("e", 3),
		"e float[3] distance_metric=L1":                        {Name: "e", Dims: 3, Metric: vector.L1},
		"e float[3] distance_metric = Cosine":                  {Name: "e", Dims: 3, Metric: vector.Cosine},
		"e int8[3] distance_metric=cosine":                     {Name: "e", Element: vector.Int8, Dims: 3, Metric: vector.Cosine},
		"e float[3] distance_metric=l1 distance_metric=cosine": {Name: "e", Dims: 3, Metric: vector.Cosine},

		"e float[16] indexed by flat()":                                        float32s("e", 16),
		"e float[16] indexed by rescore(quantizer=bit)":                        rescore(vector.Bit, 8),
		"e float[16] INDEXED BY RESCORE(quantizer=int8, oversample=128)":       rescore(vector.Int8, 128),
		"e float[16] indexed by rescore(oversample=1,quantizer=bit)":           rescore(vector.Bit, 1),
		"e float[16] indexed by rescore(quantizer=bit,)":                       rescore(vector.Bit, 8),
		"e float[16] indexed by rescore(quantizer=bit) indexed by flat()":      float32s("e", 16),
		"e float[16] distance_metric=l2 indexed by rescore(quantizer=int8)":    rescore(vector.Int8, 8),
		"e float[16] indexed by rescore(quantizer=int8) distance_metric = l2 ": rescore(vector.Int8, 8),

		// Keywords may be cut short, types may go on.
		"e floatxyz[3]":                float32s("e", 3),
		"e float8[3]":                  float32s("e", 3),
		"e bitmap[8]":                  {Name: "e", Element: vector.Bit, Dims: 8, Metric: vector.Hamming},
		"e float[3] d=cos":             {Name: "e", Dims: 3, Metric: vector.Cosine},
		"e float[3] distance_metric=l": float32s("e", 3),
		"e float[16] i b r(q=b, o=2)":  rescore(vector.Bit, 2),
		"e float(3)":                   float32s("e", 3),
		"e float=3 4":                  float32s("e", 3),
		"e float==3":                   float32s("e", 3),
		"e\tfloat\r\n[ 3 ]":            float32s("e", 3),
		"1 float[3]":                   float32s("1", 3),
		"text float[3]":                float32s("text", 3),
	} {
		t.Run(arg, func(t *testing.T) {
			got := parse(t, arg)
			if len(got.Vectors) != 1 || !reflect.DeepEqual(got.Vectors[0], want) {
				t.Errorf("got %+v, want %+v", got.Vectors, want)
			}
			if !reflect.DeepEqual(got.Columns, []definition.Column{{Kind: definition.KindVector}}) {
				t.Errorf("columns %v", got.Columns)
			}
		})
	}
}

func TestVectorSizes(t *testing.T) {
	for arg, want := range map[string][2]int{ // of a vector and of its code
		"e float[10]": {40, 0},
		"e int8[10]":  {10, 0},
		"e bit[16]":   {2, 0},
		"e bit[15]":   {1, 0},
		"e bit[7]":    {0, 0},
		"e float[16] indexed by rescore(quantizer=bit)":  {64, 2},
		"e float[10] indexed by rescore(quantizer=int8)": {40, 10},
	} {
		v := parse(t, arg).Vectors[0]
		if got := [2]int{v.BlobSize(), v.CodeSize()}; got != want {
			t.Errorf("%s: sizes %v, want %v", arg, got, want)
		}
	}
}

func TestOtherColumns(t *testing.T) {
	type table = definition.Table
	for arg, want := range map[string]table{
		"p text partition key":                {Partitions: []definition.Partition{{"p", definition.Text}}},
		"p int partition key":                 {Partitions: []definition.Partition{{"p", definition.Integer}}},
		"p INTEGER PARTITION KEY":             {Partitions: []definition.Partition{{"p", definition.Integer}}},
		"p text partition key not null":       {Partitions: []definition.Partition{{"p", definition.Text}}},
		"t text p k":                          {Partitions: []definition.Partition{{"t", definition.Text}}},
		"id text primary key":                 {PrimaryKey: definition.PrimaryKey{Name: "id", Text: true}},
		"id integer primary key":              {PrimaryKey: definition.PrimaryKey{Name: "id"}},
		"id int pri key autoincrement":        {PrimaryKey: definition.PrimaryKey{Name: "id"}},
		"+a text":                             {Auxiliary: []definition.Auxiliary{{"a", definition.Text}}},
		"+ a int not null":                    {Auxiliary: []definition.Auxiliary{{"a", definition.Integer}}},
		"+a integer":                          {Auxiliary: []definition.Auxiliary{{"a", definition.Integer}}},
		"+a float":                            {Auxiliary: []definition.Auxiliary{{"a", definition.Float}}},
		"+a double":                           {Auxiliary: []definition.Auxiliary{{"a", definition.Float}}},
		"+a BLOB":                             {Auxiliary: []definition.Auxiliary{{"a", definition.Blob}}},
		"+text":                               {Auxiliary: []definition.Auxiliary{{"text", definition.Text}}},
		"+i":                                  {Auxiliary: []definition.Auxiliary{{"i", definition.Integer}}},
		"m boolean":                           {Metadata: []definition.Metadata{{"m", definition.Boolean}}},
		"m bool":                              {Metadata: []definition.Metadata{{"m", definition.Boolean}}},
		"m int64":                             {Metadata: []definition.Metadata{{"m", definition.Integer}}},
		"m integer64":                         {Metadata: []definition.Metadata{{"m", definition.Integer}}},
		"m integer":                           {Metadata: []definition.Metadata{{"m", definition.Integer}}},
		"m int":                               {Metadata: []definition.Metadata{{"m", definition.Integer}}},
		"m float":                             {Metadata: []definition.Metadata{{"m", definition.Float}}},
		"m double":                            {Metadata: []definition.Metadata{{"m", definition.Float}}},
		"m float64":                           {Metadata: []definition.Metadata{{"m", definition.Float}}},
		"m f64":                               {Metadata: []definition.Metadata{{"m", definition.Float}}},
		"m text":                              {Metadata: []definition.Metadata{{"m", definition.Text}}},
		"m TEXT not null":                     {Metadata: []definition.Metadata{{"m", definition.Text}}},
		"t t":                                 {Metadata: []definition.Metadata{{"t", definition.Text}}},
		"t bo":                                {Metadata: []definition.Metadata{{"t", definition.Boolean}}},
		"t text p":                            {Metadata: []definition.Metadata{{"t", definition.Text}}},
		"id text not null primary key":        {Metadata: []definition.Metadata{{"id", definition.Text}}},
		"m float -- [ is what makes a vector": {Metadata: []definition.Metadata{{"m", definition.Float}}},
		"chunk_size=8":                        {ChunkSize: 8},
		"CHUNK_SIZE = 4096":                   {ChunkSize: 4096},
		"c=16":                                {ChunkSize: 16},
		"c 24":                                {ChunkSize: 24},
	} {
		t.Run(arg, func(t *testing.T) {
			want.Vectors = []definition.Vector{float32s("e", 2)}
			want.Columns = []definition.Column{{Kind: definition.KindVector}}
			if want.ChunkSize == 0 {
				want.ChunkSize = definition.DefaultChunkSize
			}
			switch {
			case want.Partitions != nil:
				want.Columns = append(want.Columns, definition.Column{Kind: definition.KindPartition})
			case want.Metadata != nil:
				want.Columns = append(want.Columns, definition.Column{Kind: definition.KindMetadata})
			case want.Auxiliary != nil:
				want.Columns = append(want.Columns, definition.Column{Kind: definition.KindAuxiliary})
			}
			if got := parse(t, "e float[2]", arg); !reflect.DeepEqual(*got, want) {
				t.Errorf("got  %+v\nwant %+v", *got, want)
			}
		})
	}
}

// prefix starts the errors of Parse.
const prefix = "vec0 constructor error: "

func TestRefusedArguments(t *testing.T) {
	malformed := func(arg string) string { return "could not parse vector column '" + arg + "'" }
	for _, test := range []struct{ arg, want string }{
		{"e float[0]", malformed("e float[0]")},
		{"e float[-3]", malformed("e float[-3]")},
		{"e float[x]", malformed("e float[x]")},
		{"e float[]", malformed("e float[]")},
		{"e float[", malformed("e float[")},
		{"e float[3", malformed("e float[3")},
		{"e float[3] extra", malformed("e float[3] extra")},
		{"e float[3] -", malformed("e float[3] -")},
		{"e float[3] distance_metric", malformed("e float[3] distance_metric")},
		{"e float[3] distance_metric=", malformed("e float[3] distance_metric=")},
		{"e float[3] distance_metric=hamming", malformed("e float[3] distance_metric=hamming")},
		{"e float[3] distance_metric=l22", malformed("e float[3] distance_metric=l22")},
		{"e bit[8] distance_metric=l2", malformed("e bit[8] distance_metric=l2")},
		{"e float[8] indexed", malformed("e float[8] indexed")},
		{"e float[8] indexed by", malformed("e float[8] indexed by")},
		{"e float[8] indexed by flat", malformed("e float[8] indexed by flat")},
		{"e float[8] indexed by flat(", malformed("e float[8] indexed by flat(")},
		{"e float[8] indexed by flat(1)", malformed("e float[8] indexed by flat(1)")},
		{"e float[8] indexed by hnsw()", malformed("e float[8] indexed by hnsw()")},
		{"e float[8] indexed with flat()", malformed("e float[8] indexed with flat()")},
		{"e float[8] indexed by rescore", malformed("e float[8] indexed by rescore")},
		{"e float[8] indexed by rescore()", malformed("e float[8] indexed by rescore()")},
		{"e float[8] indexed by rescore(oversample=2)", malformed("e float[8] indexed by rescore(oversample=2)")},
		{"e float[8] indexed by rescore(quantizer=bit", malformed("e float[8] indexed by rescore(quantizer=bit")},
		{"e float[8] indexed by rescore(quantizer=bit,", malformed("e float[8] indexed by rescore(quantizer=bit,")},
		{"e float[8] indexed by rescore(quantizer=)", malformed("e float[8] indexed by rescore(quantizer=)")},
		{"e float[8] indexed by rescore(quantizer bit)", malformed("e float[8] indexed by rescore(quantizer bit)")},
		{"e float[8] indexed by rescore(quantizer=none)", malformed("e float[8] indexed by rescore(quantizer=none)")},
		{"e float[8] indexed by rescore(quantizer=bit oversample=2)", malformed("e float[8] indexed by rescore(quantizer=bit oversample=2)")},
		{"e float[8] indexed by rescore(quantizer=bit, oversample=0)", malformed("e float[8] indexed by rescore(quantizer=bit, oversample=0)")},
		{"e float[8] indexed by rescore(quantizer=bit, oversample=129)", malformed("e float[8] indexed by rescore(quantizer=bit, oversample=129)")},
		{"e float[8] indexed by rescore(quantizer=bit, oversample=x)", malformed("e float[8] indexed by rescore(quantizer=bit, oversample=x)")},
		{"e float[8] indexed by rescore(quantizer=bit, depth=2)", malformed("e float[8] indexed by rescore(quantizer=bit, depth=2)")},
		{"e float[9] indexed by rescore(quantizer=bit)", malformed("e float[9] indexed by rescore(quantizer=bit)")},
		{"e int8[8] indexed by rescore(quantizer=bit)", malformed("e int8[8] indexed by rescore(quantizer=bit)")},
		{"e float[8193]", "Dimension on vector column too large, provided 8193, maximum 8192"},
		{"e float[99999999999999999999]", "Dimension on vector column too large, provided 9223372036854775807, maximum 8192"},

		{"+bitrate integer", malformed("+bitrate integer")}, // + is its name and bitrate its type

		{"chunk_size=0", "chunk_size must be a non-zero positive integer"},
		{"chunk_size=x", "chunk_size must be a non-zero positive integer"},
		{"chunk_size=7", "chunk_size must be divisible by 8"},
		{"chunk_size=4104", "chunk_size too large"},
		{"chunk_size=-8", "could not parse table option 'chunk_size=-8'"},
		{"chunk_size=8 9", "could not parse table option 'chunk_size=8 9'"},
		{"chunk_size=", "could not parse table option 'chunk_size='"},
		{"chunk_size", "Could not parse 'chunk_size'"},
		{"page_size=8", "Unknown table option: page_size"},
		{"x varchar", "Unknown table option: x"},
		{"x varchar(10)", "could not parse table option 'x varchar(10)'"},
		{"x blob", "Unknown table option: x"},
		{"+x boolean", "chunk_size must be a non-zero positive integer"},
		{"+x", "chunk_size must be a non-zero positive integer"},

		{"", "Could not parse ''"},
		{" ", "Could not parse ' '"},
		{"x", "Could not parse 'x'"},
		{"_x text", "Could not parse '_x text'"},
		{`"x" text`, `Could not parse '"x" text'`},
		{"é text", "Could not parse 'é text'"},
		{"\x00", "Could not parse '\x00'"},

		{"(float[3]", "the column that '(float[3]' declares has no name: start it with a letter"},
		{"= text primary key", "the column that '= text primary key' declares has no name: start it with a letter"},
		{"= text partition key", "the column that '= text partition key' declares has no name: start it with a letter"},
		{"+ + text", "the column that '+ + text' declares has no name: start it with a letter"},
	} {
		t.Run(test.arg, func(t *testing.T) {
			table, err := definition.Parse([]string{"v float[2]", test.arg})
			if want := prefix + test.want; err == nil || err.Error() != want || table != nil {
				t.Errorf("got %+v, %v\nwant %s", table, err, want)
			}
		})
	}
}

// columns are n arguments with the number in place of %d.
func columns(n int, format string) (args []string) {
	for i := range n {
		args = append(args, fmt.Sprintf(format, i))
	}
	return args
}

func TestLimits(t *testing.T) {
	for _, test := range []struct {
		most   int
		column string
		want   string
	}{
		{definition.MaxVectors - 1, "c%d float[2]", "Too many provided vector columns, maximum 16"}, // and v
		{definition.MaxPartitions, "c%d text partition key", "More than 4 partition key columns were provided"},
		{definition.MaxAuxiliaries, "+c%d text", "More than 16 auxiliary columns were provided"},
		{definition.MaxMetadata, "c%d text", "More than 16 metadata columns were provided"},
		{1, "c%d text primary key", "More than one primary key definition was provided, vec0 only suports a single primary key column"},
	} {
		t.Run(test.column, func(t *testing.T) {
			args := append([]string{"v float[2]"}, columns(test.most+1, test.column)...)
			parse(t, args[:len(args)-1]...)
			if _, err := definition.Parse(args); err == nil || err.Error() != prefix+test.want {
				t.Errorf("got %v, want %s", err, test.want)
			}
		})
	}
}

func TestRefusedCombinations(t *testing.T) {
	const rescore = "r float[8] indexed by rescore(quantizer=bit)"
	for _, test := range []struct {
		args []string
		want string // "" if it is accepted
	}{
		{nil, "At least one vector column is required"},
		{[]string{"chunk_size=8", "m text"}, "At least one vector column is required"},
		{[]string{rescore, "m text"}, "Metadata columns are not supported with rescore indexes"},
		{[]string{"m text", "e float[2]", rescore}, "Metadata columns are not supported with rescore indexes"},
		{[]string{rescore, "p text partition key"}, "Partition key columns are not supported with rescore indexes"},
		{[]string{rescore, "p text partition key", "m text"}, "Metadata columns are not supported with rescore indexes"},
		{[]string{rescore, "+a text", "e int8[3]", "id text primary key"}, ""},
	} {
		_, err := definition.Parse(test.args)
		switch {
		case test.want == "" && err != nil:
			t.Errorf("%q: %v", test.args, err)
		case test.want != "" && (err == nil || err.Error() != prefix+test.want):
			t.Errorf("%q: got %v, want %s", test.args, err, test.want)
		}
	}
}

func TestOtherIndexesAreRefusedByName(t *testing.T) {
	for arg, want := range map[string]definition.IndexError{
		"emb float[8] indexed by diskann(neighbor_quantizer=binary)":                            {Column: "emb", Index: "diskann"},
		"emb float[8] INDEXED BY DISKANN(neighbor_quantizer=int8, n_neighbors=8)":               {Column: "emb", Index: "diskann"},
		"emb int8[8] distance_metric=cosine indexed by diskann(neighbor_quantizer=binary)":      {Column: "emb", Index: "diskann"},
		"emb float[8] indexed by ivf()":                                                         {Column: "emb", Index: "ivf"},
		"emb float[8] indexed by ivf(nlist=128, nprobe=10, quantizer=int8, oversample=4)":       {Column: "emb", Index: "ivf"},
		"emb float[8] indexed by rescore(quantizer=bit) indexed by diskann(anything can follow": {Column: "emb", Index: "diskann"},
	} {
		_, err := definition.Parse([]string{"e float[2]", arg})
		var refusal *definition.IndexError
		if !errors.As(err, &refusal) || *refusal != want {
			t.Errorf("%s: got %v, want %+v", arg, err, want)
			continue
		}
		for _, part := range []string{prefix, `"emb"`, want.Index, "nothing was changed", "open the file with sqlite-vec", "select rowid, emb"} {
			if !strings.Contains(err.Error(), part) {
				t.Errorf("%q does not say %q", err, part)
			}
		}
	}
}
