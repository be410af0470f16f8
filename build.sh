#!/usr/bin/env bash
# The one entry point: ./build.sh test | build | format | demo | load | bench
# Installs what the tests need when it is missing, and says plainly what it could not install.
set -euo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

say() { printf '\n== %s\n' "$1"; }
fail() { printf '\nbuild.sh: %s\n' "$1" >&2; exit 1; }

need_dotnet() {
  command -v dotnet >/dev/null || fail "the .NET SDK 10 is missing: https://dotnet.microsoft.com/download"
}

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; elif command -v sudo >/dev/null; then sudo "$@"; else return 1; fi; }

# The browser tests drive a Chromium of the system with Mixpanel's own SDK from npm.
find_chromium() {
  local name
  for name in "${CHROMIUM:-}" chromium chromium-browser google-chrome; do
    [ -n "$name" ] && command -v "$name" && return 0
  done
  return 1
}

# What can't be installed does not keep the other tests from running; the browser tests fail then, and say why.
missing=()

install() {
  command -v apt-get >/dev/null && as_root apt-get update -qq && as_root apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

install_browser_tools() {
  if ! find_chromium >/dev/null; then
    say "Installing Chromium (Debian's package)"
    install chromium || missing+=("Chromium: install it, or set CHROMIUM to its path")
  fi
  if CHROMIUM=$(find_chromium); then export CHROMIUM; else unset CHROMIUM; fi
  if ! command -v npm >/dev/null; then
    say "Installing Node.js and npm (Debian's packages)"
    install nodejs npm || missing+=("npm: install Node.js with npm")
  fi
  if [ ! -f tests/browser/node_modules/.package-lock.json ] || [ tests/browser/package-lock.json -nt tests/browser/node_modules/.package-lock.json ]; then
    say "Installing Mixpanel's SDK for the browser tests (npm ci)"
    npm ci --prefix tests/browser --no-audit --no-fund --loglevel=error || missing+=("the npm packages of tests/browser: see npm's own message above")
  fi
}

say_what_is_missing() {
  [ "${#missing[@]}" = 0 ] && return 0
  say "Could not be installed, so the browser tests fail:"
  printf '  %s\n' "${missing[@]}"
}

build() {
  need_dotnet
  say "Restore and build"
  dotnet restore PrivacyProxy.slnx --locked-mode
  dotnet build PrivacyProxy.slnx --configuration Release --no-restore --verbosity quiet --nologo
}

check_format() {
  say "Format"
  dotnet format PrivacyProxy.slnx --verify-no-changes --no-restore
}

# Each test program prints a summary line; the sums end the output.
run_tests() {
  local passed=0 failed=0 skipped=0 project log line total errors
  for project in tests/unit/bin/Release/net10.0/PrivacyProxy.Tests.dll tests/browser/bin/Release/net10.0/PrivacyProxy.BrowserTests.dll; do
    say "$project"
    log=$(mktemp)
    dotnet "$project" -noColor "$@" 2>&1 | tee "$log" || true
    line=$(grep -E '^ *PrivacyProxy\.[A-Za-z]+ +Total: ' "$log" | tail -n 1) || true
    rm -f "$log"
    [ -n "$line" ] || { failed=$((failed + 1)); echo "$project ended without a summary."; continue; }
    total=$(sed -E 's/.*Total: ([0-9]+).*/\1/' <<<"$line")
    errors=$(( $(sed -E 's/.*Errors: ([0-9]+).*/\1/' <<<"$line") + $(sed -E 's/.*Failed: ([0-9]+).*/\1/' <<<"$line") ))
    local not_run=$(( $(sed -E 's/.*Skipped: ([0-9]+).*/\1/' <<<"$line") ))
    failed=$((failed + errors)); skipped=$((skipped + not_run)); passed=$((passed + total - errors - not_run))
  done
  say_what_is_missing
  printf '\n%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
  [ "$failed" = 0 ] && [ "$passed" -gt 0 ]
}

case "${1:-test}" in
  test) need_dotnet; install_browser_tools; build; check_format; run_tests "${@:2}" ;;
  build) build ;;
  format) need_dotnet; dotnet format PrivacyProxy.slnx ;;
  demo) need_dotnet; dotnet run --project src/PrivacyProxy -- demo ;;
  load) need_dotnet; dotnet run --project tests/load --configuration Release -- "${@:2}" ;;
  bench) need_dotnet; dotnet run --project tests/benchmarks --configuration Release -- "${@:2}" ;;
  *) echo "usage: ./build.sh test | build | format | demo | load | bench" >&2; exit 2 ;;
esac
