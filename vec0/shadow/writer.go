package shadow

import "sync"

// writers are the stores that have a buffered chunk, by the table they are of.
var writers = struct {
	sync.Mutex
	stores map[tableOfConn]*Store
}{stores: map[tableOfConn]*Store{}}

// tableOfConn is a table on a connection.
type tableOfConn struct {
	conn          uintptr // its key
	schema, table string
}

func (s *Store) tableOfConn() tableOfConn { return tableOfConn{s.conn.Key(), s.schema, s.table} }

func (s *Store) noteWriter() {
	writers.Lock()
	defer writers.Unlock()
	writers.stores[s.tableOfConn()] = s
}

func (s *Store) forgetWriter() {
	writers.Lock()
	defer writers.Unlock()
	if key := s.tableOfConn(); writers.stores[key] == s {
		delete(writers.stores, key)
	}
}

// TakeOver writes what another store of the table has buffered on this
// connection. Call it for a table that is connected: SQLite forgets its schema
// at times, also in the middle of a transaction, and then connects each table a
// second time while the first instance lives on until the transaction ends.
func (s *Store) TakeOver() error {
	writers.Lock()
	other := writers.stores[s.tableOfConn()]
	writers.Unlock()
	if other == nil || other == s {
		return nil
	}
	if err := other.Flush(); err != nil {
		return err
	}
	other.Discard()
	return nil
}
