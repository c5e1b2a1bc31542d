#!/usr/bin/env bash
# Runs every test project and prints, as its last line, the real counts: "N passed, N failed". Called by `make test`.
set -uo pipefail
cd "$(dirname "$0")/.."

# Pages are tested in a real browser.
if ! [ -x /usr/bin/chromium ] || ! [ -x /usr/bin/chromium-headless-shell ]; then
  if [ "$(id -u)" -eq 0 ]; then sudo=(); else sudo=(sudo -n); fi
  if command -v apt-get > /dev/null && "${sudo[@]}" apt-get update -qq && "${sudo[@]}" apt-get install -y -qq --no-install-recommends chromium chromium-headless-shell; then
    echo "Chromium was installed for the browser tests."
  else
    echo "There is no Chromium and it could not be installed here. Browser tests will fail until you install it (Debian: apt-get install chromium chromium-headless-shell)."
  fi >&2
fi

dotnet build --no-restore --verbosity quiet || { echo "0 passed, 1 failed"; exit 1; }

# Thousands of short-lived apps: profiling what the compiler should optimize and collecting little memory often cost them a seventh of their time.
export DOTNET_TieredPGO=0 DOTNET_GCgen0size=0x8000000 DOTNET_gcConcurrent=0

# The browser tests wait for pages most of their time, the others for storage: side by side they use two cores, one after the other half of them. Those of bench, templates and
# local host go with the browser's, so that both sides end at about the same time.
mkdir -p artifacts
passed=0 failed=0 skipped=0 suspects=()
run() { dotnet test --project "tests/$1" --no-build > "artifacts/$1.log" 2>&1; echo $? > "artifacts/$1.status"; }
report() {
  local log="artifacts/$1.log" good bad left
  echo "== $1"
  count() { grep -E "^ *$1: [0-9]+" "$log" | tail -1 | grep -oE '[0-9]+'; }
  good=$(count succeeded) bad=$(count failed) left=$(count skipped)
  # A project that counted nothing, or failed without a failed test, is itself a failure.
  if [ -z "${good:-}" ] || { [ "$(cat "artifacts/$1.status")" -ne 0 ] && [ "${bad:-0}" -eq 0 ]; }; then bad=$((${bad:-0} + 1)); fi
  if [ "${bad:-0}" -gt 0 ]; then cat "$log"; suspects+=("$log"); else tail -n 8 "$log"; fi
  passed=$((passed + ${good:-0})) failed=$((failed + ${bad:-0})) skipped=$((skipped + ${left:-0}))
}

beside=(Ghc.Web.Tests Ghc.Bench.Tests Ghc.Infra.Tests Ghc.LocalHost.Tests)
rm -f artifacts/*.status
for name in "${beside[@]}"; do run "$name"; done & lane=$!
for project in tests/*/*.Tests.csproj; do
  name=$(basename "$project" .csproj)
  if [[ " ${beside[*]} " != *" $name "* ]]; then run "$name"; report "$name"; fi
done
wait "$lane"
for name in "${beside[@]}"; do report "$name"; done

# Parts of the pages that need no browser, the style of their code, and their weight.
echo "== web"
log="artifacts/web.log"
(cd web && NO_COLOR=1 npx vitest run) > "$log" 2>&1
status=$?
count() { grep -E '^ *Tests ' "$log" | grep -oE "[0-9]+ $1" | grep -oE '[0-9]+'; }
good=$(count passed) bad=$(count failed)
if [ -z "${good:-}" ] || { [ "$status" -ne 0 ] && [ "${bad:-0}" -eq 0 ]; }; then bad=$((${bad:-0} + 1)); fi
if [ "${bad:-0}" -gt 0 ]; then cat "$log"; suspects+=("$log"); else tail -n 5 "$log"; fi
passed=$((passed + ${good:-0})) failed=$((failed + ${bad:-0}))
if (cd web && npm run --silent lint); then passed=$((passed + 1)); else failed=$((failed + 1)); fi
if (cd web && npm run --silent size); then passed=$((passed + 1)); else failed=$((failed + 1)); fi

# The form of the C# code, which `make format` brings about.
echo "== format"
if dotnet tool restore --verbosity quiet > /dev/null && dotnet csharpier check . > artifacts/format.log 2>&1; then passed=$((passed + 1)); else failed=$((failed + 1)); cat artifacts/format.log; fi

# Said once more at the end, for readers who see only the last lines of a long log.
for log in "${suspects[@]}"; do
  echo "== failed in $log"
  grep -A 12 -E '^ *(failed|FAIL|×) ' "$log" | head -n 60
done
[ "$skipped" -eq 0 ] || echo "$skipped skipped"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
