// Package topk keeps the k nearest of any number of candidates.
package topk
