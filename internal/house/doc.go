// Package house holds the rules of the source tree as tests: which package may
// import which, who touches SQLite's memory, and what every folder must have.
// It has no code of its own.
package house
