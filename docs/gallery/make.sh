#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Sets every DOC.json of this folder and draws its pages as small PNGs: docs/gallery/make.sh BUILD [DOTS-PER-INCH]
# Needs pdftoppm (poppler-utils) and python3.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
build=$(cd "${1:?folder of a build}" && pwd)
dpi=${2:-64}
pages=$(mktemp -d)
trap 'rm -rf "$pages"' EXIT
rm -f "$here"/*.png
export WENYI_FONTS=${WENYI_FONTS:-$build/fonts} WENYI_RESOURCES=${WENYI_RESOURCES:-$here/../../resources}
for source in "$here"/*.json; do
    name=$(basename "$source" .json)
    "$build/client/cli/wenyictl" typeset "$source" --pdf "$pages/$name.pdf" >/dev/null
    pdftoppm -r "$dpi" "$pages/$name.pdf" "$pages/$name"
done
"$build/client/cli/wenyictl" compare "$here"/revisions/{1,2,3}.json --author 李文 --author 王审 --author 张国才 \
    --pdf "$pages/revisions.pdf" >/dev/null
pdftoppm -r "$dpi" "$pages/revisions.pdf" "$pages/revisions"
for page in "$pages"/*.ppm; do
    python3 "$here/palette.py" <"$page" >"$here/$(basename "$page" .ppm).png"
done
