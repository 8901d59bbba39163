package definition

// Suffixes of the shadow tables that a table has once. A shadow table is called
// like its table, with an underscore and the suffix.
const (
	Info            = "info"      // key: the version that made the table
	Chunks          = "chunks"    // chunk_id: slots in use, their rowids, partition values
	Rowids          = "rowids"    // rowid: id, chunk and slot of a row
	AuxiliaryValues = "auxiliary" // rowid: values of all auxiliary columns
)

// VectorChunks is the suffix of the table of a flat vector column's chunks. As
// for all of these, i counts the columns of a kind from 0, up to 15.
func VectorChunks(i int) string { return numbered("vector_chunks", i) }

// RescoreChunks is the suffix of the table of a rescore column's quantised
// vectors, by chunk.
func RescoreChunks(i int) string { return numbered("rescore_chunks", i) }

// RescoreVectors is the suffix of the table of a rescore column's vectors, by
// rowid.
func RescoreVectors(i int) string { return numbered("rescore_vectors", i) }

// MetadataChunks is the suffix of the table of a metadata column's chunks.
func MetadataChunks(i int) string { return numbered("metadatachunks", i) }

// MetadataText is the suffix of the table of a text metadata column's values
// that are too long for a chunk.
func MetadataText(i int) string { return numbered("metadatatext", i) }

// IsShadowSuffix reports whether SQLite lists tables of that suffix as shadow
// tables, and protects them from plain SQL on connections in defensive mode.
// Upper and lower case are one. The tables of vectors are not among them, as in
// sqlite-vec, so what they hold is never to be trusted.
//
// https://sqlite.org/vtab.html#the_xshadowname_method
func IsShadowSuffix(suffix string) bool {
	switch suffix = lower(suffix); suffix {
	case Info, Chunks, Rowids, AuxiliaryValues:
		return true
	}
	for i := range MaxMetadata {
		if suffix == MetadataChunks(i) || suffix == MetadataText(i) {
			return true
		}
	}
	return false
}
