#!/usr/bin/env bash
# Runs the system on this machine: the storage emulator and the app, which end together. Called by `make run`.
set -euo pipefail
cd "$(dirname "$0")/.."

port="${GHC_PORT:-7071}"
data=.data
emulator='' app=''

listening() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# The app first: it finishes what it is at, and needs the storage for that.
stop() {
  trap - EXIT INT TERM
  for process in $app $emulator; do
    kill "$process" 2>/dev/null || true
    wait "$process" 2>/dev/null || true
  done
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

if listening "$port"; then
  echo "Port $port is taken. Choose another: GHC_PORT=7072 make run" >&2
  exit 1
fi

# Keys are made once and kept beside the data that they seal, readable for their owner alone.
mkdir -p "$data"
if [ ! -s "$data/local.settings.json" ]; then
  (umask 077 && dotnet artifacts/cli/ghc.dll keys new > "$data/local.settings.json.new")
  mv "$data/local.settings.json.new" "$data/local.settings.json"
fi

if listening 10001 && listening 10002; then
  echo "Using the storage emulator that already listens on ports 10001 and 10002."
else
  # In a process group of its own, so that Ctrl+C does not reach it before the app is done.
  set -m
  node node_modules/azurite/dist/src/azurite.js --skipApiVersionCheck --disableTelemetry --silent --location "$data/azurite" &
  emulator=$!
  set +m
  until listening 10001 && listening 10002; do
    kill -0 "$emulator" 2>/dev/null || { echo "The storage emulator did not start; it needs the ports 10000, 10001 and 10002." >&2; exit 1; }
    sleep 0.2
  done
fi

export GHC_PORT="$port" GHC_SETTINGS="$PWD/$data/local.settings.json" Site__Url="${SITE_URL:-http://localhost:$port}"
dotnet artifacts/cli/ghc.dll storage create > "$data/storage.log" || { cat "$data/storage.log" >&2; exit 1; }
dotnet artifacts/cli/ghc.dll demo seed
echo "Serving http://localhost:$port (Ctrl+C ends it)"
dotnet artifacts/app/Ghc.Functions.dll &
app=$!
wait "$app"
