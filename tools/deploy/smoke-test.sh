#!/usr/bin/env bash
# Waits until the site passes `ghc deploy check`: a new package takes a minute to start, a new Front Door up to ten to be known everywhere.
set -euo pipefail
site="${1:?usage: smoke-test.sh URL}"
for try in {1..40}; do
  if dotnet run --project tools/Ghc.Cli -- deploy check "$site"; then
    exit 0
  fi
  sleep "${GHC_PAUSE:-30}"
done
exit 1
