.DEFAULT_GOAL := help
.PHONY: help restore build run watch cli test test-fast mutate bench load soak web screenshots publish deploy format clean

help: ## List what can be made.
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

restore: node_modules/.installed web/dist/index.html
	dotnet restore --verbosity quiet

node_modules/.installed: package-lock.json
	npm ci --no-fund --no-audit
	touch $@

web/node_modules/.installed: web/package-lock.json
	cd web && npm ci --no-fund --no-audit
	touch $@

WEB_SOURCES := $(shell find web -type f -not -path 'web/node_modules/*' -not -path 'web/dist/*')

web/dist/index.html: web/node_modules/.installed docs/openapi.json functions/Ghc.Domain/Documents/countries.json $(WEB_SOURCES)
	cd web && npm run build

web: web/dist/index.html ## Build the pages, check their style, test their parts, weigh them and measure them with Lighthouse.
	cd web && npm run lint && npm test && npm run size && npm run lighthouse

screenshots: restore ## Draw the main states of the pages into artifacts/screenshots.
	dotnet run --project tests/Ghc.Web.Tests -- --filter-class "*ScreenshotTests"

build: restore ## Build everything; a warning is an error.
	dotnet build --no-restore --verbosity quiet

run: node_modules/.installed web/dist/index.html ## Serve the system on http://localhost:7071 (GHC_PORT moves it), with demo data.
	dotnet publish tools/Ghc.Cli --verbosity quiet -o artifacts/cli
	dotnet publish tools/Ghc.LocalHost --verbosity quiet -o artifacts/host
	dotnet publish functions/Ghc.Functions --verbosity quiet -o artifacts/app
	tools/run.sh

# One file with .NET inside for each of these; a machine with .NET takes the tool package.
CLI_RUNTIMES ?= linux-x64 linux-arm64 win-x64 osx-x64 osx-arm64

cli: ## Package ghc as a .NET tool and as single files for Linux, Windows and macOS, into artifacts/cli-packages.
	rm -rf artifacts/cli-packages
	dotnet pack tools/Ghc.Cli --configuration Release --verbosity quiet -o artifacts/cli-packages
	for runtime in $(CLI_RUNTIMES); do tools/cli-file.sh $$runtime artifacts/cli-packages || exit 1; done

watch: node_modules/.installed web/dist/index.html ## The same, with a page on http://localhost:18888 that shows traces, metrics and logs (GHC_WATCH_PORT moves it).
	dotnet publish tools/Ghc.Cli --verbosity quiet -o artifacts/cli
	dotnet publish tools/Ghc.LocalHost --verbosity quiet -o artifacts/host
	dotnet publish functions/Ghc.Functions --verbosity quiet -o artifacts/app
	tools/watch.sh

test: restore ## Run all tests; the last line counts them.
	tools/test.sh

test-fast: restore ## Run what tells most in a minute and a half, while editing.
	tools/test-fast.sh

mutate: ## Mutation testing of Ghc.Domain: its tests must kill 85 % of the mutants (about 15 minutes; report in artifacts/mutate).
	dotnet tool restore
	cd tests/Ghc.Domain.Tests && dotnet stryker --skip-version-check --output $(CURDIR)/artifacts/mutate

# Compiled beforehand for the machine it will run on, so that an instance that starts in the morning rush answers sooner (docs/performance.md).
COMPILED := --no-self-contained -p:PublishReadyToRun=true

bench: restore ## Measure what a scan, a code, a result and a sweep cost, as ratios, into docs/performance.md and docs/scale.md.
	dotnet publish functions/Ghc.Functions --use-current-runtime $(COMPILED) --verbosity quiet -o artifacts/bench/app
	dotnet publish bench/Ghc.Floor --use-current-runtime $(COMPILED) --verbosity quiet -o artifacts/bench/floor
	dotnet publish tools/Ghc.LocalHost --use-current-runtime $(COMPILED) --verbosity quiet -o artifacts/bench/host
	dotnet publish bench/Ghc.Bench --verbosity quiet -o artifacts/bench/harness
	dotnet artifacts/bench/harness/ghc-bench.dll figures --app artifacts/bench/app --floor artifacts/bench/floor --host artifacts/bench/host
	dotnet artifacts/bench/harness/ghc-bench.dll rush
	dotnet artifacts/bench/harness/ghc-bench.dll scale

# How long `make load` runs.
MINUTES ?= 10

load: restore ## Everything at once for ten minutes (MINUTES=1) while the worker is killed twice and storage stands still; counts what is there, into docs/performance.md.
	dotnet publish functions/Ghc.Functions --use-current-runtime $(COMPILED) --verbosity quiet -o artifacts/bench/app
	dotnet publish bench/Ghc.Floor --use-current-runtime $(COMPILED) --verbosity quiet -o artifacts/bench/floor
	dotnet publish tools/Ghc.LocalHost --use-current-runtime $(COMPILED) --verbosity quiet -o artifacts/bench/host
	dotnet publish bench/Ghc.Bench --verbosity quiet -o artifacts/bench/harness
	dotnet artifacts/bench/harness/ghc-bench.dll load --minutes $(MINUTES) --app artifacts/bench/app --floor artifacts/bench/floor --host artifacts/bench/host

publish: web/dist/index.html ## Package the app for Azure into artifacts/ghc.zip.
	rm -rf artifacts/publish artifacts/ghc.zip
	dotnet publish functions/Ghc.Functions --configuration Release --runtime linux-x64 $(COMPILED) --verbosity quiet -o artifacts/publish
	dotnet msbuild functions/Ghc.Functions -t:Package \
		-p:PackageFolder=$(CURDIR)/artifacts/publish -p:PackageFile=$(CURDIR)/artifacts/ghc.zip -verbosity:quiet

# ENVIRONMENT names a parameter file of infra/: dev, prod or china.
ENVIRONMENT ?= dev

deploy: ## Deploy to Azure, from nothing or again; asks for every value (ENVIRONMENT=prod).
	tools/deploy/deploy.sh $(ENVIRONMENT)

format: web/node_modules/.installed ## Bring the code into the shape that .editorconfig asks for.
	dotnet tool restore --verbosity quiet
	dotnet format style
	dotnet csharpier format .
	cd web && npm run format

clean: ## Delete what was built, and the data of `make run`.
	rm -rf artifacts .data web/dist
	dotnet clean --verbosity quiet

soak: restore ## The long runs: a sweep over 20,000 holders that dies three times, and tables that are away for ten minutes.
	dotnet build --no-restore --verbosity quiet
	GHC_SOAK_HOLDERS=20000 dotnet test --project tests/Ghc.Functions.Tests --no-build --filter-class '*SweepTests'
	GHC_OUTAGE_SECONDS=600 dotnet test --project tests/Ghc.Functions.Tests --no-build --filter-class '*Processes.OutageTests'
