package scan

import (
	"context"
	"fmt"
	"os/exec"
	"path"
	"path/filepath"
)

// Build compiles the main package with the Go tool and returns the path of the
// program in folder.
func Build(ctx context.Context, folder, pkg string) (program string, err error) {
	program = filepath.Join(folder, path.Base(pkg)+".exe") // Windows insists on a suffix, others do not mind
	out, err := exec.CommandContext(ctx, "go", "build", "-o", program, pkg).CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("go build %s: %w\n%s", pkg, err, out)
	}
	return program, nil
}
