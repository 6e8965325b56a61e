#!/usr/bin/env bash
# The pages in headless Chromium, on the samples: run.sh [RELATA], the program to test.
#
# Needs npm and Chromium (CHROMIUM names another than the one on the path); says that it skips where they are missing.
set -euo pipefail
cd "$(dirname "$0")"
relata=${1:-../../../../target/debug/relata}
chromium=${CHROMIUM:-$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)}
command -v npm >/dev/null || { echo "no npm: the browser tests skip"; exit 0; }
[ -n "$chromium" ] || { echo "no Chromium: the browser tests skip"; exit 0; }
[ -d node_modules ] || npm ci --no-audit --no-fund --ignore-scripts --silent ||
    { echo "npm could not install what the browser tests need: they skip"; exit 0; }
npx tsc -p .
RELATA=$(realpath "$relata") CHROMIUM=$chromium node --test --test-concurrency=1 *.test.js
