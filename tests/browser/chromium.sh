#!/bin/sh
# Prints the path of a Chromium for the browser tests: one found on the machine, else one installed now.
# Usage: chromium.sh PYTHON (the interpreter that has Playwright)
found() {
    for name in "$CHROMIUM" chromium chromium-browser google-chrome google-chrome-stable; do
        [ -n "$name" ] && command -v "$name" && return 0
    done
    "$1" - <<'PYTHON' 2>/dev/null
import pathlib, sys
from playwright.sync_api import sync_playwright

with sync_playwright() as playwright:
    path = playwright.chromium.executable_path
print(path) if pathlib.Path(path).exists() else sys.exit(1)
PYTHON
}

found "$1" && exit 0
echo "No Chromium found; installing one." >&2
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    { apt-get update && apt-get install -y chromium; } >&2 && found "$1" && exit 0
fi
"$1" -m playwright install chromium >&2 && found "$1" && exit 0
echo "Could not install Chromium. Install it by hand and set CHROMIUM to its path." >&2
exit 1
