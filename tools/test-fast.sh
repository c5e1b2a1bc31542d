#!/usr/bin/env bash
# What tells most in the least time, for the loop while editing: rules, floors, contracts, texts and the parts of the pages. Called by `make test-fast`; `make test` runs everything.
set -euo pipefail
cd "$(dirname "$0")/.."

for project in Ghc.Domain.Tests Ghc.Architecture.Tests Ghc.Functions.Tests; do
  dotnet build "tests/$project" --no-restore --verbosity quiet
done

run() { echo "== $1"; dotnet test --project "tests/$1" --no-build "${@:2}" | tail -n +2; }
run Ghc.Domain.Tests
run Ghc.Architecture.Tests
run Ghc.Functions.Tests --filter-namespace '*.Catalog' --filter-namespace '*.Contracts' --filter-namespace '*.Formats'
echo "== web"
cd web && NO_COLOR=1 npx vitest run | tail -n 5
