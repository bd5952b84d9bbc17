#!/usr/bin/env bash
# Runs a program before an X display of its own, which ends with it. Windows on a shared display take each other's focus,
# and with it keys and clipboard.
#   cmake/with-display.sh PROGRAM [ARGUMENT …]
set -euo pipefail

exec 3< <(exec Xvfb -displayfd 1 -screen 0 1920x1200x24 -nolisten tcp 2>/dev/null)
server=$!
trap 'kill $server 2>/dev/null || true' EXIT
read -r number <&3 || { echo "with-display: Xvfb did not start" >&2; exit 1; }
DISPLAY=:$number "$@"
