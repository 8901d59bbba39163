package engine

import "database/sql"

// RegisterVectorFunctions does nothing and returns nil. Every connection has
// the vector functions from the start; the function is here for programs that
// register them for each database.
func RegisterVectorFunctions(*sql.DB) error { return nil }
