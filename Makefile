# The few commands of daily work. Everything needs only Go, apart from "race",
# which needs a C compiler, and "arm64", which needs qemu-user-static.

STATICCHECK = honnef.co/go/tools/cmd/staticcheck@v0.8.2

.PHONY: test race lint generate bench fuzz oracle arm64 ci

test: ## the tests, under five minutes
	go test ./...

race: ## the packages with concurrency under the race detector
	go test -race -short ./engine/... ./internal/sqlite3/... ./internal/docstore/... ./vec0/... ./vecutil/...

GOFILES = $$(git ls-files --cached --others --exclude-standard --deduplicate '*.go' | xargs ls 2>/dev/null)

lint: ## formatting, vet, staticcheck
	@test -z "$$(gofmt -l $(GOFILES))" || { echo 'run gofmt on:'; gofmt -l $(GOFILES); exit 1; }
	go vet ./...
	go run $(STATICCHECK) ./...

generate: ## the assembly of internal/simd
	go generate ./internal/simd

bench: ## the kernels, and search beside modernc.org/sqlite/vec
	go test -run '^$$' -bench . ./internal/simd ./internal/topk ./vector
	go run ./bench/knn
	go run ./bench/vec0

FUZZTIME ?= 30s
fuzz: ## every fuzz target for FUZZTIME
	@set -e; for f in $$(git grep -l '^func Fuzz' -- '*_test.go'); do \
		for t in $$(sed -n 's/^func \(Fuzz[A-Za-z0-9_]*\).*/\1/p' $$f); do \
			echo "== $$(dirname $$f) $$t"; go test -run '^$$' -fuzz "^$$t\$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 1x ./$$(dirname $$f); \
		done; done

oracle: ## a million statements and expressions beside sqlite-vec, some 20 minutes
	go test ./vec0 -run TablesAgree -oracle.tables.seed 0 -oracle.tables.n 1000000 -timeout 60m
	go test ./vec0 -run ExpressionsAgree -oracle.n 1000000 -timeout 60m

arm64: ## the kernels and encodings of arm64, emulated, with and without dot-product instructions
	GOARCH=arm64 go test -exec qemu-aarch64-static ./internal/simd/... ./vector/...
	GOARCH=arm64 QEMU_CPU=cortex-a72 go test -exec qemu-aarch64-static ./internal/simd/...

ci: ## what a change has to pass
	bash .ci/run
