// Package expression makes random SQL expressions of sqlite-vec's functions,
// and makes one that shows a difference smaller.
//
// A [Query] is a SELECT over one [Node], the tree of the expression. [Random]
// makes queries whose vectors mostly fit together, and now and then do not:
// other lengths and types, texts spelled oddly, elements that are not finite.
// [Query.Reduce] cuts a query down while it still fails.
package expression
