// Package engine is the door to nearlite for Go programs: SQLite databases
// through database/sql, by [Open], by sql.Open with the driver name
// "nearlite", or by sql.OpenDB with a [Connector].
//
//	db, err := engine.Open("notes.db?busy_timeout=10000")
//
// A pool may hold any number of connections. Each is a connection of
// modernc.org/sqlite in a thin wrapper: what that driver's documentation says
// about types, parameters, contexts and what sql.Conn.Raw gives access to
// holds here too, except for its function Limit, which insists on a connection
// of its own; this package has a [Limit] in its place.
//
// # Data source names
//
// A DSN is a place, and options after the first question mark, written as in a
// URL: name=value joined by "&", with % escapes, "+" for a blank. The place is
// one of:
//
//   - A path, relative or absolute, taken letter by letter up to the first
//     "?": "#", "%", blanks and backslashes stand for themselves, and so does
//     a Windows drive letter.
//   - A URI: "file:relative/path", "file:/absolute/path",
//     "file:///absolute/path", "file:///C:/path". It has % escapes, and ends
//     at "#". A file with a question mark in its name is opened by it:
//     "file:what%3F.db".
//   - ":memory:", a new database in memory. All connections of the pool share
//     it, nobody else sees it, and it lasts until the pool is closed. It has
//     no WAL mode: a writer and readers wait for each other, for the busy
//     timeout at most. Deserialize, by sql.Conn.Raw, gives the one connection
//     a database of its own.
//
// An empty path is an error. To open a file named ":memory:" or one whose name
// begins with "file:", put "./" before it.
//
// Several pools of a process share a database in memory by name with
// "file:NAME?mode=memory&cache=shared"; it lasts until the last is closed.
//
// # Options
//
// An unknown option, a value that is not allowed, and an option given twice
// are errors that say what is right. Booleans are 0 or 1; off, on, no, yes,
// false and true are understood. [Options] returns this table.
//
//	name                 value                          default
//	mode                 ro, rw, rwc, memory            rwc: read, write, create
//	vfs                  name of a registered VFS       SQLite's for the platform
//	cache                private, shared                private
//	immutable            boolean                        0
//	nolock               boolean                        0
//	psow                 boolean                        1
//	modeof               path of a file                 none
//	busy_timeout         milliseconds                   5000
//	auto_vacuum          none, full, incremental        as the file has it
//	pragma               one PRAGMA, repeatable         none
//	journal_mode         wal, delete, truncate,         wal where the file can
//	                     persist, memory, off           be written
//	synchronous          off, normal, full, extra       normal in WAL mode,
//	                                                    otherwise full
//	foreign_keys         boolean                        1
//	trusted_schema       boolean                        0
//	cache_size           KiB for each connection        16384
//	temp_store           default, file, memory          default
//	mmap_size            bytes                          2147418112; on 32-bit
//	                                                    machines 0
//	query_only           boolean                        0
//	txlock               deferred, immediate,           deferred
//	                     exclusive
//	time_format          sqlite, datetime,              time.Time.String
//	                     string_no_monotonic
//	time_integer_format  unix, unix_milli,              times are text
//	                     unix_micro, unix_nano
//	inttotime            boolean                        0
//	texttotime           boolean                        0
//	timezone             IANA name                      as stored
//	dqs                  boolean                        1
//	defensive            boolean                        0
//	error_rc             boolean                        0
//
// The options from mode to modeof are those of https://www.sqlite.org/uri.html
// and work with a plain path too. Those from busy_timeout to query_only are
// PRAGMAs of the same name, see https://www.sqlite.org/pragma.html. The rest
// is documented at the method Open of the base driver's type Driver.
//
// DSNs written for the base driver keep their meaning: every option may have
// an underscore in front, so that _txlock and _pragma=busy_timeout(1000) are
// understood, as are its short names _timeout, _journal, _sync, _fk and
// _vacuum. A PRAGMA set by the option pragma replaces the default of the
// option of that name. Its value is a single PRAGMA; a semicolon is refused.
//
// Some defaults deserve a reason:
//
//   - journal_mode is wal, as readers and a writer then do not wait for each
//     other. The mode is a property of the file and stays. Without the option,
//     a file that cannot be changed keeps its mode: one that is read-only, or
//     in use elsewhere for longer than the busy timeout. With the option that
//     is an error. A database in memory has no use for it and ignores it.
//   - txlock is deferred, as a transaction that only reads should not wait for
//     a writer. A transaction that reads first and then writes is better begun
//     with immediate: otherwise the write fails at once with [ErrLocked] if
//     another connection has written in between.
//   - mmap_size is the most that SQLite allows, as a search by vectors then
//     takes half the time. A mapped file that another program cuts short in the
//     middle of a transaction ends the process (SIGBUS), as does a disk that
//     fails; set 0 where that is to be feared. SQLite itself never does it.
//   - trusted_schema is off, so that the views and triggers of a hostile file
//     cannot call functions with side effects.
//
// # Errors
//
// Errors of SQLite that a user can do something about are of type [*Error]: it
// has a kind for errors.Is, such as [ErrLocked], the path, and the cure. All
// others are returned as they are. The base driver's *sqlite.Error with
// SQLite's result code is found by errors.As in both.
package engine
