package main

import (
	"os"

	"golang.org/x/sys/windows"
)

// understandsColour makes the console interpret escape sequences, and reports
// whether it does.
// Source: https://learn.microsoft.com/windows/console/setconsolemode
func understandsColour(f *os.File) bool {
	console := windows.Handle(f.Fd())
	var mode uint32
	if err := windows.GetConsoleMode(console, &mode); err != nil {
		return true // a terminal that is no console, such as Cygwin's
	}
	return windows.SetConsoleMode(console, mode|windows.ENABLE_VIRTUAL_TERMINAL_PROCESSING) == nil
}
