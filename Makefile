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
.PHONY: help deps build demo test unit adapters scenarios lint bench clean

help: ## print the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

deps: ## install what is missing (Debian packages; asks for sudo when not root)
	@deploy/install-packages.sh build demo test

build: ## build the release binary, .build/release/navette
	@deploy/install-packages.sh build
	@mkdir -p $(BUILD_TMP)
	TMPDIR=$(BUILD_TMP) $(SWIFT) build $(RELEASE_FLAGS) --product navette

demo: ## a private directory, a dry run, a sync, the mails that left, and a second run
	@deploy/install-packages.sh build demo
	@mkdir -p $(BUILD_TMP)
	TMPDIR=$(BUILD_TMP) $(SWIFT) build $(RELEASE_FLAGS) --product navette
	@deploy/demo/demo.sh $(BINARY)

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
	@deploy/install-packages.sh demo
	/usr/bin/python3 bench/bench.py $(BINARY)

clean: ## remove what was built
	rm -rf .build .demo
