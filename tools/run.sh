#!/usr/bin/env bash
# Runs the system on this machine: the storage emulator and the app, which end together. Called by `make run`.
set -euo pipefail
cd "$(dirname "$0")/.."

port="${GHC_PORT:-7071}"
data=.data
mkdir -p "$data"

# Keys are made once and kept beside the data that they seal.
if [ ! -s "$data/local.settings.json" ]; then
  dotnet artifacts/cli/ghc.dll keys new > "$data/local.settings.json.new"
  mv "$data/local.settings.json.new" "$data/local.settings.json"
fi

listening() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

if listening 10001 && listening 10002; then
  echo "Using the storage emulator that already listens on ports 10001 and 10002."
else
  node node_modules/azurite/dist/src/azurite.js --skipApiVersionCheck --disableTelemetry --silent --location "$data/azurite" &
  emulator=$!
  trap 'kill "$emulator" 2>/dev/null || true' EXIT
  for _ in $(seq 100); do listening 10001 && listening 10002 && break; sleep 0.2; done
fi

export GHC_PORT="$port" GHC_SETTINGS="$PWD/$data/local.settings.json" Site__Url="${SITE_URL:-http://localhost:$port}"
echo "Serving http://localhost:$port (Ctrl+C ends it)"
dotnet artifacts/app/Ghc.Functions.dll
