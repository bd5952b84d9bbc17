#!/usr/bin/env bash
# Takes the four Fandol faces out of Debian's texlive-lang-chinese package file into a folder.
#   cmake/fonts.sh FOLDER
# The package file (some 160 MB) is downloaded once a machine and kept in the user's cache.
set -euo pipefail

target=$1
cache=${XDG_CACHE_HOME:-$HOME/.cache}/wenyi/fonts
faces=(FandolFang-Regular.otf FandolKai-Regular.otf FandolHei-Regular.otf FandolSong-Bold.otf)

unpack() {
    local work
    work=$(mktemp -d)
    trap 'rm -rf "$work"' RETURN
    # apt's own download user must be able to write here.
    chmod 755 "$work"
    if [ "$(id -u)" -eq 0 ]; then chown _apt "$work"; fi
    (cd "$work" && apt-get download -q texlive-lang-chinese >&2)
    mkdir -p "$cache" "$work/tree"
    dpkg-deb --fsys-tarfile "$work"/texlive-lang-chinese_*.deb \
        | tar -x -C "$work/tree" --wildcards '*/fandol/*' '*/doc/*fandol*' 2>/dev/null || true
    local face found
    for face in "${faces[@]}"; do
        found=$(find "$work/tree" -name "$face" -type f | head -n 1)
        if [ -z "$found" ]; then
            echo "fonts: $face is not in texlive-lang-chinese" >&2
            return 1
        fi
        cp "$found" "$cache/$face.part"
        mv "$cache/$face.part" "$cache/$face"
    done
}

complete() {
    local face
    for face in "${faces[@]}"; do [ -s "$cache/$face" ] || return 1; done
}

complete || unpack
mkdir -p "$target"
for face in "${faces[@]}"; do cp "$cache/$face" "$target/"; done
