//go:build !(386 || arm || mips || mipsle)

package engine

// mapped is how many bytes of a database file are mapped into memory by
// default: as many as SQLite allows, 64 KiB below 2 GiB.
const mapped = "2147418112"
