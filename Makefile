# The two commands of the README are demo and test; the rest are for those who
# work on Recount.

GO      ?= go
VERSION ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
LDFLAGS := -s -w -X main.version=$(VERSION)
DEMO    ?= demo.casebook
ADDR    ?= 127.0.0.1:8417

export CGO_ENABLED = 0

.PHONY: demo test check bench build dist assets clean

# Build, load the sample casebook and serve it. Needs only Go.
demo: build
	bin/recount demo --casebook $(DEMO) --addr $(ADDR)

build:
	$(GO) build -trimpath -ldflags '$(LDFLAGS)' -o bin/recount ./cmd/recount

# One static binary for each system.
dist:
	@for t in linux/amd64 linux/arm64 darwin/amd64 darwin/arm64 windows/amd64 windows/arm64; do \
		ext=; case $$t in windows/*) ext=.exe;; esac; \
		echo dist/recount-$$(echo $$t | tr / -)$$ext; \
		GOOS=$${t%/*} GOARCH=$${t#*/} $(GO) build -trimpath -ldflags '$(LDFLAGS)' -o dist/recount-$$(echo $$t | tr / -)$$ext ./cmd/recount || exit 1; \
	done

# Everything that must hold before a change lands. Installs a browser for the
# tests of pages, and openssl for those of stamps, where it may; without them
# those tests say that they were skipped.
test: check
	@if ! command -v chromium >/dev/null && [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo "installing chromium for the tests of pages"; \
		(apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-noto-core) >/dev/null 2>&1 || echo "chromium could not be installed: the tests of pages in a browser will be skipped"; \
	fi
	@if ! command -v openssl >/dev/null && [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo "installing openssl for the tests of stamps"; \
		(apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends openssl) >/dev/null 2>&1 || echo "openssl could not be installed: stamps will not be held against it"; \
	fi
	$(GO) test -timeout 20m ./...

check:
	@test -z "$$(gofmt -l . )" || { gofmt -l .; echo "run gofmt on these"; exit 1; }
	$(GO) vet ./...

bench:
	$(GO) test -run xxx -bench . -benchmem ./text ./extract ./gazetteer ./link ./tally ./store ./collect ./desk

# Rebuild what is committed as data from its pinned sources. Needs npm.
assets:
	$(GO) run ./gazetteer/build
	sh web/assets/build.sh

clean:
	rm -rf bin dist $(DEMO)
