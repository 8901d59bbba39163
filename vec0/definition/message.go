package definition

import "fmt"

// message is an error text of sqlite-vec's, to the letter: programs compare it.
type message string

func (m message) Error() string { return string(m) }

// prefix starts every error about the arguments of a table.
const prefix = "vec0 constructor error: "

// messagef is a message with its prefix and values filled in.
func messagef(format string, args ...any) error {
	return message(prefix + fmt.Sprintf(format, args...))
}
