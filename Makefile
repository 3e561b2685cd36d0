# make serve   sets everything up, builds the page and serves it on this machine
# make test    sets everything up and runs every check and test
# make test-clients   has mutt, Dovecot, formail, mblaze and Thunderbird read what is packed, and the other way round
# make test-browsers  the main story in Chromium, Firefox and WebKitGTK
# make dist    dist/nizukuri.html, dist/embed.js, what a hosted copy needs, dist/npm/
# make cli     the command-line twin, target/release/nizukuri
# make bench   speed against the programs a user would take instead
# make clean   removes what was built (not the tools in ~/.cache/nizukuri)

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.ONESHELL:
.SILENT:
.DEFAULT_GOAL := help
.PHONY: help serve test test-clients test-browsers dist cli bench screenshots clean setup

# What set-up found: the toolchain and the tools.
ENV := . build/env;
STEP = printf '\n── %s\n'

help:
	sed -n 's/^# \(make .*\)/\1/p' Makefile

setup:
	tools/setup.sh build

dist: setup
	$(ENV)
	node tools/wasm.mjs
	node tools/dist.mjs

serve: dist
	node tools/serve.mjs

cli: setup
	$(ENV)
	cargo build --quiet --release
	printf '  %s/release/nizukuri\n' "$${CARGO_TARGET_DIR:-target}"

# Every check is named and none is left out: a machine that lacks something fails in set-up.
test:
	tools/setup.sh test
	$(ENV)
	# The longest build has folders of its own and mostly one core: it runs beside the checks.
	node tools/wasm.mjs >build/wasm.log 2>&1 & wasm=$$!
	trap 'kill $$wasm 2>/dev/null || true' EXIT
	$(STEP) 'format'
	cargo fmt --all --check
	cargo fmt --check --manifest-path tools/bindgen/Cargo.toml
	$(STEP) 'clippy, native and wasm32'
	cargo clippy --quiet --locked --workspace --all-targets -- -D warnings
	cargo clippy --quiet --locked --lib -p nizukuri -p nizukuri-carriage --target wasm32-unknown-unknown -- -D warnings
	$(STEP) 'cargo test'
	cargo test --quiet --locked --workspace
	$(STEP) 'types and unit tests of the page'
	npm --prefix www run --silent check
	npm --prefix www run --silent test
	$(STEP) 'build'
	wait $$wasm || { cat build/wasm.log >&2; exit 1; }
	cat build/wasm.log
	trap - EXIT
	node tools/dist.mjs
	$(STEP) 'browser tests'
	# The time is that of a file, and a busy machine is no failure.
	node --test --test-concurrency=2 --test-timeout=900000 --test-reporter=spec tests/browser/*.test.mjs
	$(STEP) 'size budgets'
	node tools/budget.mjs

# Not part of `make test`: it installs mail programs (Debian, some 300 MB). No network is used after that.
test-clients:
	tools/setup.sh clients
	export PATH="$$PATH:$$HOME/.cargo/bin"
	$(STEP) 'build'
	cargo build --quiet --locked
	$(STEP) 'mail programs'
	folder=$$(mktemp -d)
	trap 'rm -rf "$$folder"' EXIT
	python3 tests/clients/run.py "$${CARGO_TARGET_DIR:-target}/debug/nizukuri" "$$folder"

# Not part of `make test`: Firefox and WebKitGTK are some 400 MB (Debian), and geckodriver is built once.
# `make test-browsers ENGINES=firefox` takes only that one.
test-browsers: dist
	tools/setup.sh engines
	$(ENV)
	# Three browsers one after another: the time is that of the file, and a busy machine is no failure.
	node --test --test-concurrency=1 --test-timeout=1200000 --test-reporter=spec tests/engines/*.test.mjs

# `make bench BENCH="--quick --rounds 1 --only P1,P3"`; see bench/run.mjs.
bench: dist
	tools/setup.sh test
	cmp -s bench/package-lock.json bench/node_modules/.nizukuri || {
	  npm --prefix bench ci --silent
	  cp bench/package-lock.json bench/node_modules/.nizukuri
	}
	node bench/run.mjs $(BENCH)

screenshots: dist
	tools/setup.sh test
	node tools/screenshots.mjs

clean:
	rm -rf build dist
	cargo clean --quiet
