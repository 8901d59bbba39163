// Package docstore keeps documents and their embeddings in one ordinary table
// and searches them by scoring every row. It is the SQL behind vector.SQLiteStore:
// it treats embeddings as opaque bytes and imports no driver.
package docstore
