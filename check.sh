#!/usr/bin/env bash
# Installs what the tests need and runs all of them.
#
# Needs Rust 1.95 or newer (rustup.rs). On Debian and Ubuntu, as root or with sudo, it installs
# poppler-utils, with which the tests compare the reading of PDFs, and chromium and npm, with which they open the
# pages; where these cannot be installed, those tests say that they skip. Tests on outside corpora look for RELATA_SHARED, else ../shared,
# and say when they skip.
set -euo pipefail
cd "$(dirname "$0")"

need() { # need COMMAND PACKAGE: installs PACKAGE where COMMAND is missing and that is possible
    command -v "$1" >/dev/null && return
    command -v apt-get >/dev/null || { echo "no $1: the tests that need it will skip"; return; }
    local sudo=""
    [ "$(id -u)" = 0 ] || sudo="sudo -n"
    $sudo apt-get update -qq && $sudo apt-get install -y -qq "$2" >/dev/null ||
        echo "could not install $2: the tests that need it will skip"
}

need pdftotext poppler-utils
need npm npm
command -v chromium-browser google-chrome >/dev/null || need chromium chromium

echo "== formatting" && cargo fmt --all --check
echo "== lints" && cargo clippy --workspace --all-targets --locked -- -D warnings
echo "== tests" && cargo test --workspace --locked
echo "== pages in a browser" && cargo build --locked -p relata && crates/relata/tests/browser/run.sh
