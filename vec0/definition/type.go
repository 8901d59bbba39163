package definition

import "fmt"

// Type is the type of the values of a column that holds no vectors.
type Type uint8

// The types.
const (
	Text Type = iota
	Integer
	Float
	Blob
	Boolean // 0 or 1
)

// String returns the type as error texts spell it, such as "INTEGER".
func (t Type) String() string {
	switch t {
	case Text:
		return "TEXT"
	case Integer:
		return "INTEGER"
	case Float:
		return "FLOAT"
	case Blob:
		return "BLOB"
	case Boolean:
		return "BOOLEAN"
	}
	return fmt.Sprintf("Type(%d)", uint8(t))
}

// typeName is a type and the names that a column may give it.
type typeName struct {
	typ   Type
	names []string
}

// typeOf is the first type that the token names or starts the name of.
func (t token) typeOf(types []typeName) (Type, bool) {
	for _, candidate := range types {
		if t.is(candidate.names...) {
			return candidate.typ, true
		}
	}
	return 0, false
}
