#!/bin/sh
# Sees to it that Firefox, WebKit's driver and a screen for it are there: installs what is missing, or says how to.
missing=""
wants() { # a package, and the names of its program
    package=$1
    shift
    for name in "$@"; do command -v "$name" >/dev/null && return; done
    missing="$missing $package"
}
look() {
    missing=""
    wants firefox-esr firefox-esr firefox
    wants webkit2gtk-driver WebKitWebDriver
    wants xvfb Xvfb
    [ -z "$missing" ]
}

look && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing the Debian packages$missing."
    # shellcheck disable=SC2086
    { apt-get update && apt-get install -y $missing; } >&2
    look && exit 0
fi
echo "The browser smoke test needs these Debian packages:$missing. Install them with: sudo apt-get install$missing" >&2
exit 1
