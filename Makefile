# Everything a person or a machine does with this repository. `make` alone lists the targets.
SHELL := /bin/bash
SWIFT ?= swift
# The arrows between targets are checked by the build: an import that Package.swift does not name is an error.
BUILD_FLAGS := --explicit-target-dependency-import-check error
# One file: an installed binary needs neither Swift's libraries nor anything else of ours beside it.
RELEASE_FLAGS := -c release --static-swift-stdlib -Xlinker -s $(BUILD_FLAGS)
# What the build tool leaves in its temporary folder stays in the project.
BUILD_TMP := $(CURDIR)/.build/tmp
BINARY := .build/release/navette
# What tests and the test tool make goes with them. Not below the project: servers that give up root could not reach it in
# somebody's home.
IN_PASSING := folder=$$(mktemp -d /tmp/navette-test.XXXXXX) && chmod 711 "$$folder" && \
	trap 'rm -rf "$$folder"' EXIT && TMPDIR="$$folder"

.DEFAULT_GOAL := help
.PHONY: help deps build man completions install demo test unit adapters scenarios lint bench clean

# Where `make install` puts things; DESTDIR goes before all of it.
PREFIX ?= /usr/local
DESTDIR ?=
# What is made of the built program.
BUILT ?= .build
SHARED := $(DESTDIR)$(PREFIX)/share
UNITS := $(DESTDIR)$(PREFIX)/lib

help: ## print the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

deps: ## install what is missing (Debian packages; asks for sudo when not root)
	@deploy/install-packages.sh build demo test

build: ## build the release binary, .build/release/navette
	@deploy/install-packages.sh build
	@mkdir -p $(BUILD_TMP)
	TMPDIR=$(BUILD_TMP) $(SWIFT) build $(RELEASE_FLAGS) --product navette

man: ## write the manual pages to .build/man, from the built program
	@deploy/install-packages.sh install
	@rm -rf $(BUILT)/man
	/usr/bin/python3 deploy/manual.py $(BINARY) $(BUILT)/man

completions: ## write the completions of bash, zsh and fish to .build/completions, from the built program
	@mkdir -p $(BUILT)/completions
	$(BINARY) --generate-completion-script bash > $(BUILT)/completions/navette.bash
	$(BINARY) --generate-completion-script zsh > $(BUILT)/completions/_navette
	$(BINARY) --generate-completion-script fish > $(BUILT)/completions/navette.fish

install: man completions ## install what was built: PREFIX=/usr/local DESTDIR=
	install -D -m 0755 $(BINARY) $(DESTDIR)$(PREFIX)/bin/navette
	install -d $(SHARED)/man/man1
	install -m 0644 $(BUILT)/man/*.1 $(SHARED)/man/man1
	install -D -m 0644 $(BUILT)/completions/navette.bash $(SHARED)/bash-completion/completions/navette
	install -D -m 0644 $(BUILT)/completions/_navette $(SHARED)/zsh/site-functions/_navette
	install -D -m 0644 $(BUILT)/completions/navette.fish $(SHARED)/fish/vendor_completions.d/navette.fish
	install -D -m 0644 -t $(UNITS)/systemd/system deploy/systemd/*.service deploy/systemd/*.timer
	sed -i 's|/usr/local/bin/navette|$(PREFIX)/bin/navette|' $(UNITS)/systemd/system/navette-*.service
	install -D -m 0644 deploy/sysusers.d/navette.conf $(UNITS)/sysusers.d/navette.conf
	install -D -m 0644 deploy/tmpfiles.d/navette.conf $(UNITS)/tmpfiles.d/navette.conf
	install -D -m 0644 -t $(SHARED)/doc/navette/examples deploy/navette.yaml.example deploy/cron.d-navette \
		deploy/grants.sql

# Where the demo keeps its accounts: sqlite or postgresql.
STORE ?= sqlite

demo: ## a directory, a dry run, a sync, the mails, a second run; STORE=postgresql
	@deploy/install-packages.sh build demo $(if $(filter postgresql,$(STORE)),demo-postgresql)
	@mkdir -p $(BUILD_TMP)
	TMPDIR=$(BUILD_TMP) $(SWIFT) build $(RELEASE_FLAGS) --product navette
	@deploy/demo/demo.sh $(BINARY) $(STORE)

test: ## install what is missing, build, run every suite
	@deploy/install-packages.sh build test
	@mkdir -p $(BUILD_TMP)
	TMPDIR=$(BUILD_TMP) $(SWIFT) build --build-tests $(BUILD_FLAGS)
	$(IN_PASSING) $(SWIFT) test --skip-build

unit: ## only the rules and the wording: no servers
	$(IN_PASSING) $(SWIFT) test $(BUILD_FLAGS) --filter 'ProvisioningTests|PresentationTests'

adapters: ## only the adapters, each on its real server
	@deploy/install-packages.sh build test
	$(IN_PASSING) $(SWIFT) test $(BUILD_FLAGS) --filter AdapterTests

scenarios: ## only the built binary against real servers
	@deploy/install-packages.sh build test
	$(IN_PASSING) $(SWIFT) test $(BUILD_FLAGS) --filter ScenarioTests

lint: ## formatting and shell scripts
	@deploy/install-packages.sh lint
	$(SWIFT) format lint --strict --recursive Package.swift Sources Tests mappings
	shellcheck deploy/*.sh deploy/demo/*.sh

bench: build ## speed and memory, as ratios against ldapsearch in the same run
	@deploy/install-packages.sh demo demo-postgresql bench
	/usr/bin/python3 bench/bench.py $(BINARY)
	/usr/bin/python3 bench/changes.py $(BINARY)
	/usr/bin/python3 bench/watch.py $(BINARY)
	/usr/bin/python3 bench/delivery.py $(BINARY)
	/usr/bin/python3 bench/stores.py $(BINARY)
	/usr/bin/python3 bench/failover.py $(BINARY)
	$(if $(filter 0,$(shell id -u)),,sudo) /usr/bin/python3 bench/servers.py $(BINARY)

clean: ## remove what was built
	rm -rf .build .demo
