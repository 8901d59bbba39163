//go:build amd64 || 386 || arm64 || ppc64le

package vector

// readsUnaligned tells that the processor reads a float32 at any address, so
// that blobs, which SQLite puts anywhere, need no copy.
const readsUnaligned = true
