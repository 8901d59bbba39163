package peer

import (
	"context"
	"fmt"
	"os/exec"
	"path/filepath"
)

// Names are the peers, the one to be compared first.
var Names = [2]string{"nearlite", "moderncvec"}

// Programs are the paths of the compiled peers, in the order of [Names].
type Programs [2]string

// Build compiles the peers with the Go tool into folder.
func Build(ctx context.Context, folder string) (p Programs, err error) {
	for i, name := range Names {
		p[i] = filepath.Join(folder, name+".exe") // Windows insists on a suffix, others do not mind
		out, err := exec.CommandContext(ctx, "go", "build", "-o", p[i], "github.com/nearlite/nearlite/bench/peer/"+name).CombinedOutput()
		if err != nil {
			return p, fmt.Errorf("go build of %s: %w\n%s", name, err, out)
		}
	}
	return p, nil
}
