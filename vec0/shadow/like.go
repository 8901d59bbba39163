package shadow

import "github.com/nearlite/nearlite/internal/sqlite3"

// Like is SQLite's own LIKE, which PRAGMA case_sensitive_like governs.
// https://sqlite.org/lang_expr.html#like
func (s *Store) Like(text string, pattern sqlite3.Value) (holds bool, err error) {
	err = s.with(`SELECT ?1 LIKE ?2`, func(stmt *sqlite3.Stmt) error {
		if err := firstError(stmt.BindText(1, text), stmt.BindValue(2, pattern)); err != nil {
			return err
		}
		_, err := stmt.Step()
		holds = stmt.Int64(0) != 0
		return err
	})
	return holds, err
}
