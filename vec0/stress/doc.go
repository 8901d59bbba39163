// Package stress holds the tests that have several connections and processes use
// one vec0 table, by each of the drivers: they need a program that the package
// engine is part of.
package stress
