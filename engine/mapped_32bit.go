//go:build 386 || arm || mips || mipsle

package engine

// mapped is how many bytes of a database file are mapped into memory by
// default: none, where addresses are scarce.
const mapped = "0"
