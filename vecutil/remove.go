package vecutil

import (
	"context"
	"fmt"
	"path/filepath"
)

// Remove takes the documents at and below paths out of the library, whether
// their files exist or not, and returns how many they were. All go or none.
func (l *Library) Remove(ctx context.Context, paths []string) (int, error) {
	roots, err := absolute(paths)
	if err != nil {
		return 0, err
	}
	known, err := readStored(ctx, l.db)
	if err != nil {
		return 0, err
	}
	var ids []int64
	for path, s := range known {
		if isBelow(path, roots) {
			ids = append(ids, s.id)
		}
	}
	return len(ids), l.remove(ctx, ids)
}

// absolute makes paths absolute, as documents are stored.
func absolute(paths []string) ([]string, error) {
	abs := make([]string, len(paths))
	for i, p := range paths {
		var err error
		if abs[i], err = filepath.Abs(p); err != nil {
			return nil, fmt.Errorf("finding the folder of %s: %w", p, err)
		}
	}
	return abs, nil
}
