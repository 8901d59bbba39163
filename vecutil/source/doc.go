// Package source finds the files below given paths and reads them as text.
//
// [Walk] visits files in a fixed order and names each one's [Kind]; [Read]
// returns the text of one file as valid UTF-8 with "\n" line ends. A file or
// folder that cannot be used is an [*Error], which says what to do about it,
// and never stops a walk by itself.
package source
