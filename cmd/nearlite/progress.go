package main

import (
	"os"
	"time"

	"github.com/schollz/progressbar/v3"

	"github.com/nearlite/nearlite/vecutil"
)

// progressBar shows on a terminal how far the adding of documents has come.
type progressBar struct {
	label string
	bar   *progressbar.ProgressBar // nil until the number of files is known
}

// newProgressBar returns nil when standard error is no terminal.
func newProgressBar(label string) *progressBar {
	if !isTerminal(os.Stderr) {
		return nil
	}
	return &progressBar{label: label}
}

func (p *progressBar) show(progress vecutil.Progress) {
	if p.bar == nil {
		p.bar = progressbar.NewOptions(progress.FilesTotal,
			progressbar.OptionSetWriter(os.Stderr),
			progressbar.OptionSetDescription(p.label),
			progressbar.OptionSetWidth(30),
			progressbar.OptionShowCount(),
			progressbar.OptionSetItsString("files"),
			progressbar.OptionThrottle(50*time.Millisecond),
			progressbar.OptionClearOnFinish(),
		)
	}
	// The bar's errors are those of a terminal that has gone away.
	_ = p.bar.Set(progress.Files)
}

// clear takes the bar off the screen. It may be called on nil.
func (p *progressBar) clear() {
	if p != nil && p.bar != nil {
		_ = p.bar.Clear()
	}
}
