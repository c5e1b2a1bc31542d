#!/usr/bin/env bash
# Runs the system on this machine: the storage emulator and the local host with the app, which end together. Called by `make run`.
set -euo pipefail
cd "$(dirname "$0")/.."

port="${GHC_PORT:-7071}"
data=.data
settings="$data/local.settings.json"
emulator='' host=''

listening() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }
storage_listening() { listening 10000 && listening 10001 && listening 10002; }

# The host first: it lets running functions finish, which need the storage for that. A second Ctrl+C does not wait.
stop() {
  trap - EXIT
  trap 'kill -KILL $host $emulator 2>/dev/null || true' INT TERM
  for process in $host $emulator; do
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
if [ ! -s "$settings" ]; then
  (umask 077 && dotnet artifacts/cli/ghc.dll keys new > "$settings.new")
  mv "$settings.new" "$settings"
fi
chmod 600 "$settings"

# Both run in process groups of their own, so that Ctrl+C reaches only this script, which stops them in order.
set -m
if storage_listening; then
  echo "Using the storage emulator that already listens on ports 10000, 10001 and 10002."
else
  node node_modules/azurite/dist/src/azurite.js --skipApiVersionCheck --disableTelemetry --silent --location "$data/azurite" &
  emulator=$!
  until storage_listening; do
    kill -0 "$emulator" 2>/dev/null || { echo "The storage emulator did not start; it needs the ports 10000, 10001 and 10002." >&2; exit 1; }
    sleep 0.2
  done
fi

export Site__Url="${SITE_URL:-http://localhost:$port}"
dotnet artifacts/cli/ghc.dll storage create --settings "$settings" > "$data/storage.log" || { cat "$data/storage.log" >&2; exit 1; }
dotnet artifacts/cli/ghc.dll demo seed --settings "$settings"
dotnet artifacts/host/ghc-local-host.dll artifacts/app --port "$port" --settings "$settings" --local-texts &
host=$!
wait "$host"
