//go:build !amd64 && !386 && !arm64 && !ppc64le

package vector

// readsUnaligned tells that a float32 may only be read at a multiple of its
// size.
const readsUnaligned = false
