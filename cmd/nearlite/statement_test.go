package main

import (
	"slices"
	"strings"
	"testing"
)

// cut cuts a text into statements, the last of which may lack its end.
func cut(text string) (statements []string, complete bool) {
	complete = true
	for complete {
		var s string
		if s, text, complete = nextStatement(text); s == "" {
			break
		}
		statements = append(statements, strings.TrimSpace(s))
	}
	return statements, complete
}

func TestStatements(t *testing.T) {
	const trigger = `CREATE TRIGGER t AFTER INSERT ON a BEGIN SELECT CASE WHEN 1 THEN 2 END; DELETE FROM b; END;`
	tests := []struct {
		name, text string
		want       []string
		complete   bool
	}{
		{"nothing", " \n-- only a comment;\n/* ; */ ;; ", nil, true},
		{"one", "SELECT 1;", []string{"SELECT 1;"}, true},
		{"without its end", "SELECT 1", []string{"SELECT 1"}, false},
		{"two", "SELECT 1; SELECT 2 ;", []string{"SELECT 1;", "SELECT 2 ;"}, true},
		{"quotes", `SELECT ';''', ";", [;], ` + "`;`;x;", []string{`SELECT ';''', ";", [;], ` + "`;`;", "x;"}, true},
		{"open string", "SELECT 'a;", []string{"SELECT 'a;"}, false},
		{"open comment", "SELECT 1 /* ;", []string{"SELECT 1 /* ;"}, false},
		{"minus and division", "SELECT 1-1/2; x;", []string{"SELECT 1-1/2;", "x;"}, true},
		{"trigger", trigger + " SELECT 1;", []string{trigger, "SELECT 1;"}, true},
		{"temporary trigger", "create temp " + trigger[len("CREATE "):], []string{"create temp " + trigger[len("CREATE "):]}, true},
		{"open trigger", trigger[:len(trigger)-5], []string{trigger[:len(trigger)-5]}, false},
		{"table named trigger", "SELECT * FROM trigger; x;", []string{"SELECT * FROM trigger;", "x;"}, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, complete := cut(tt.text)
			for i := range tt.want {
				tt.want[i] = strings.TrimSpace(tt.want[i])
			}
			if !slices.Equal(got, tt.want) || complete != tt.complete {
				t.Errorf("got %q, %v, want %q, %v", got, complete, tt.want, tt.complete)
			}
		})
	}
}

// FuzzNextStatement checks that cutting loses nothing but what is blank, comes
// to an end, and that a statement that was cut off stands alone.
func FuzzNextStatement(f *testing.F) {
	f.Add("SELECT ';', \"a\"; -- b;\n/* c */ ; CREATE TRIGGER t BEGIN SELECT 1; END; [x")
	f.Fuzz(func(t *testing.T, text string) {
		left := text
		for {
			s, rest, complete := nextStatement(left)
			if !strings.HasSuffix(left, s+rest) {
				t.Fatalf("%q is not the end of %q", s+rest, left)
			}
			if s == "" || !complete {
				if rest != "" {
					t.Fatalf("%q is left behind %q", rest, s)
				}
				return
			}
			if again, rest, complete := nextStatement(s); again != s || rest != "" || !complete {
				t.Fatalf("%q is cut into %q and %q", s, again, rest)
			}
			left = rest
		}
	})
}
