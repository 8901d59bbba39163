// Nearlite searches your own documents, offline, from one SQLite file, and runs
// SQL with vector functions.
//
//	nearlite add notes.db ~/notes
//	nearlite search notes.db "renew the certificate"
//	nearlite sql notes.db "SELECT path FROM library_documents"
//
// "nearlite VERB --help" explains each verb. The verbs are thin: what they do,
// a Go program does with a few calls to the packages engine and vecutil.
//
// The exit status is 0 when all went well, 1 when something did not or nothing
// was found, 2 for a wrong command line, and 130 after Ctrl-C.
package main
