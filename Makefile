# make report     set up, build, write everything into reports/
# make test       set up for the tests, build, test
# make bench      measure, beside the peers that are installed
# make fuzz       run the fuzzer: make fuzz FUZZ="json 60", a target and seconds
# make sanitize   run the quick tests under the address and the thread sanitizer
# make lint       check the format and the scripts; make format mends the format
# make docs       build the libraries' documentation into .build/docs
# make install    install the program, its templates, completions and manual page to PREFIX
# make uninstall  remove them again

PREFIX ?= /usr/local
SWIFT ?= swift
# More options for the build, such as SWIFTFLAGS="-c release".
SWIFTFLAGS ?=
SOURCES = Package.swift Sources Tests Benchmarks Examples Fuzzing
SCRIPTS = .ci/run scripts/build-docs scripts/check-examples scripts/check-reports \
  scripts/fuzz scripts/install-packages scripts/install-program scripts/sanitize

bindir = $(DESTDIR)$(PREFIX)/bin
datadir = $(DESTDIR)$(PREFIX)/share
bash_completion = $(datadir)/bash-completion/completions/report
zsh_completion = $(datadir)/zsh/site-functions/_report
fish_completion = $(datadir)/fish/vendor_completions.d/report.fish
manual = $(datadir)/man/man1/report.1

.PHONY: report test bench fuzz sanitize lint format docs build-release install uninstall packages test-packages \
  lint-packages

report: packages
	$(SWIFT) run $(SWIFTFLAGS) report

test: test-packages
	$(SWIFT) test $(SWIFTFLAGS)

bench: build-release
	$(SWIFT) build --product report
	GRADBOOK_BENCHMARKS=1 $(SWIFT) run -c release bench $(BENCH)

fuzz: packages
	SWIFT="$(SWIFT)" scripts/fuzz $(FUZZ)

sanitize: test-packages
	SWIFT="$(SWIFT)" scripts/sanitize address $(FILTER)
	SWIFT="$(SWIFT)" scripts/sanitize thread $(FILTER)

lint: lint-packages
	$(SWIFT) format lint --strict --parallel --recursive $(SOURCES)
	shellcheck $(SCRIPTS)

format:
	$(SWIFT) format format --in-place --parallel --recursive $(SOURCES)

docs: packages
	SWIFT="$(SWIFT)" scripts/build-docs

build-release: packages
	$(SWIFT) build -c release --product report

install: build-release
	scripts/install-program "$(bindir)" "$(datadir)"

uninstall:
	rm -f "$(bindir)/report" "$(bash_completion)" "$(zsh_completion)" "$(fish_completion)" \
	  "$(manual)"
	rm -rf "$(datadir)/gradbook"

packages:
	scripts/install-packages

lint-packages:
	scripts/install-packages --lint

test-packages:
	scripts/install-packages --tests
