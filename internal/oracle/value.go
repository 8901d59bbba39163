package oracle

import (
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Value is an SQL value, held as nil, int64, float64, string or []byte. As text
// it is one letter for the type, and then the value so that it reads back
// exactly; texts and blobs are in base64, since they may hold any bytes.
type Value struct{ Any any }

// MarshalText implements [encoding.TextMarshaler].
func (v Value) MarshalText() ([]byte, error) {
	switch v := v.Any.(type) {
	case nil:
		return []byte{'n'}, nil
	case int64:
		return strconv.AppendInt([]byte{'i'}, v, 10), nil
	case float64:
		return strconv.AppendFloat([]byte{'r'}, v, 'g', -1, 64), nil
	case string:
		return base64.StdEncoding.AppendEncode([]byte{'t'}, []byte(v)), nil
	case []byte:
		return base64.StdEncoding.AppendEncode([]byte{'b'}, v), nil
	}
	return nil, fmt.Errorf("oracle: a value of Go type %T; want nil, int64, float64, string or []byte", v.Any)
}

// UnmarshalText implements [encoding.TextUnmarshaler].
func (v *Value) UnmarshalText(text []byte) (err error) {
	if len(text) == 0 {
		return fmt.Errorf("oracle: an empty value; want a letter for its type")
	}
	letter, rest := text[0], string(text[1:])
	switch letter {
	case 'n':
		v.Any = nil
	case 'i':
		v.Any, err = strconv.ParseInt(rest, 10, 64)
	case 'r':
		v.Any, err = strconv.ParseFloat(rest, 64)
	case 't':
		var b []byte
		b, err = base64.StdEncoding.DecodeString(rest)
		v.Any = string(b)
	case 'b':
		v.Any, err = base64.StdEncoding.AppendDecode([]byte{}, []byte(rest))
	default:
		err = fmt.Errorf("oracle: a value of type %q; want n, i, r, t or b", letter)
	}
	return err
}

// SQL returns the value as an SQL literal. Text that is not plain is written as
// a cast of a blob.
func (v Value) SQL() string {
	switch v := v.Any.(type) {
	case int64:
		return strconv.FormatInt(v, 10)
	case float64:
		return strconv.FormatFloat(v, 'e', -1, 64)
	case string:
		if !utf8.ValidString(v) || strings.ContainsFunc(v, unicode.IsControl) {
			return "CAST(x'" + hex.EncodeToString([]byte(v)) + "' AS TEXT)"
		}
		return "'" + strings.ReplaceAll(v, "'", "''") + "'"
	case []byte:
		return "x'" + hex.EncodeToString(v) + "'"
	}
	return "NULL"
}
