// Package embed turns texts into vectors.
//
// [Hash] is built in: it needs no network and no model file, gives the same
// vectors on every machine, and is good at words and parts of words. [OpenAI]
// asks an embedding model behind an OpenAI-compatible endpoint.
package embed
