package definition

// Limits of a table.
const (
	MaxVectors     = 16
	MaxPartitions  = 4
	MaxMetadata    = 16
	MaxAuxiliaries = 16
	MaxDims        = 8192 // elements of a vector
	MaxChunkSize   = 4096 // slots of a chunk
)

// DefaultChunkSize is the number of slots of a chunk where the arguments give
// none.
const DefaultChunkSize = 1024

// Table is what the arguments of a vec0 table mean. [Parse] makes it and nobody
// changes it, so that any number of goroutines may read it.
type Table struct {
	ChunkSize  int // slots of a chunk: a multiple of 8, 8 to MaxChunkSize
	PrimaryKey PrimaryKey
	Columns    []Column // the user's columns in order of declaration, without the primary key

	Vectors    []Vector // 1 to MaxVectors
	Partitions []Partition
	Metadata   []Metadata
	Auxiliary  []Auxiliary
}
