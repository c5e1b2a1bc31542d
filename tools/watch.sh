#!/usr/bin/env bash
# Runs the system as `make run` does, with a page that shows its traces, metrics and logs: the dashboard of .NET Aspire, on this machine only.
set -euo pipefail
cd "$(dirname "$0")/.."

page="${GHC_WATCH_PORT:-18888}"
collector=$((page + 1))
dotnet restore tools/watch --verbosity quiet
packages=$(dotnet nuget locals global-packages --list | sed 's/^[^:]*: //')
runtime=$(dotnet msbuild tools/watch -getProperty:NETCoreSdkRuntimeIdentifier)
version=$(dotnet msbuild tools/watch -getProperty:DashboardVersion)
dashboard="${packages%/}/aspire.dashboard.sdk.$runtime/$version/tools/Aspire.Dashboard"
[[ -x "$dashboard" ]] || chmod +x "$dashboard"

mkdir -p .data
(cd "$(dirname "$dashboard")" && ASPNETCORE_URLS="http://127.0.0.1:$page" ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL="http://127.0.0.1:$collector" \
  ASPIRE_DASHBOARD_UNSECURED_ALLOW_ANONYMOUS=true exec ./Aspire.Dashboard) > .data/dashboard.log 2>&1 &
watcher=$!
trap 'kill "$watcher" 2> /dev/null || true' EXIT
trap 'true' INT TERM

echo "Traces, metrics and logs: http://localhost:$page"
OTEL_EXPORTER_OTLP_ENDPOINT="http://127.0.0.1:$collector" tools/run.sh
