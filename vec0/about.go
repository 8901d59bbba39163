package vec0

import (
	"runtime/debug"

	"github.com/nearlite/nearlite/internal/simd"
	"github.com/nearlite/nearlite/internal/sqlite3"
)

// compatibleVersion is the version of sqlite-vec whose SQL this package speaks.
const compatibleVersion = "v0.1.10-alpha.3"

func version(ctx sqlite3.Context, _ sqlite3.Args) error {
	ctx.ResultText(compatibleVersion)
	return nil
}

// debugInfo is vec_debug: four lines, the last one with the instruction set in
// use and the features that programs test for.
func debugInfo(ctx sqlite3.Context, _ sqlite3.Args) error {
	date, commit := buildOrigin()
	ctx.ResultText("Version: " + compatibleVersion +
		"\nDate: " + date +
		"\nCommit: " + commit +
		"\nBuild flags: " + instructionSet() + "rescore")
	return nil
}

// buildOrigin is the time and the commit of the source, where the Go tool
// stamped them into the program.
func buildOrigin() (date, commit string) {
	date, commit = "unknown", "unknown"
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return date, commit
	}
	for _, s := range info.Settings {
		switch s.Key {
		case "vcs.time":
			date = s.Value
		case "vcs.revision":
			commit = s.Value
		}
	}
	return date, commit
}

// instructionSet is sqlite-vec's flag for the kernels in use, with the blank
// that parts it from the next flag.
func instructionSet() string {
	switch simd.Tier() {
	case "avx512", "avx2":
		return "avx "
	case "neon":
		return "neon "
	}
	return ""
}

func length(ctx sqlite3.Context, args sqlite3.Args) error {
	o, err := readFinite(ctx, args, 0)
	if err != nil {
		return err
	}
	ctx.ResultInt64(int64(o.dims()))
	return nil
}

func typeName(ctx sqlite3.Context, args sqlite3.Args) error {
	o, err := readFinite(ctx, args, 0)
	if err != nil {
		return err
	}
	ctx.ResultText(o.element.String())
	return nil
}
