#!/usr/bin/env bash
# Installs what a Debian 12 machine lacks to build and test Wenyi. Called by ./run and ./test; safe to call again.
#   cmake/setup.sh build    what ./run needs
#   cmake/setup.sh test     what ./test needs besides
set -euo pipefail

build_packages=(
    g++ cmake ninja-build pkg-config ccache
    qt6-base-dev qt6-charts-dev libqt6opengl6-dev qt6-l10n-tools qt6-tools-dev qt6-tools-dev-tools libgl1-mesa-dev
    libexpected-dev libssl-dev libgcrypt20-dev cppzmq-dev libzmq3-dev libzip-dev zlib1g-dev libcli11-dev libtomlplusplus-dev
    libcairo2-dev libharfbuzz-dev libfreetype-dev libfontconfig-dev libpng-dev libqpdf-dev liblcms2-dev
    libopenjp2-7-dev libjbig2dec0-dev libdtl-dev libxml2-dev qt6-image-formats-plugins
    libpoppler-qt6-dev libseccomp-dev libp11-kit-dev libmicrohttpd-dev libpq-dev libxlsxwriter-dev bubblewrap poppler-data
    fonts-noto-cjk
)
backports_packages=(libsqlcipher-dev)
test_packages=(
    clang libclang-rt-14-dev mold xvfb poppler-utils qpdf libnss3-tools openssl nodejs npm libxml2-utils unzip python3 python3-docx
    python3-prometheus-client systemd softhsm2 opensc valgrind libgfshare-bin postgresql-15 default-jdk-headless libbcprov-java libbcpkix-java
    libpdfbox2-java libfontbox2-java libcommons-logging-java libactivation-java libjaxb-api-java
)

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

installed() {
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

# Prints those of its arguments that are not installed. nodejs may come from another vendor's package,
# and brings npm there.
missing() {
    local package
    for package in "$@"; do
        [ "$package" = nodejs ] && command -v node >/dev/null && continue
        [ "$package" = npm ] && command -v npm >/dev/null && continue
        installed "$package" || echo "$package"
    done
}

# The machine's own Debian entry, once more, for the backports suite. Backports are pinned low by Debian: nothing
# else is taken from there.
add_backports() {
    local target=/etc/apt/sources.list.d/wenyi-backports.sources
    local source list
    grep -rqs -- 'bookworm-backports' /etc/apt/sources.list /etc/apt/sources.list.d && return
    source=$(grep -lsE '^Suites:.*\bbookworm\b' /etc/apt/sources.list.d/*.sources | head -n 1 || true)
    if [ -n "$source" ]; then
        # The first stanza that names plain bookworm, with the suite changed.
        awk -v RS= '/Suites:[^\n]*bookworm( |\n|$)/ { print; exit }' "$source" \
            | sed -E 's/^Suites:.*/Suites: bookworm-backports/' | as_root tee "$target" >/dev/null
        return
    fi
    list=$(grep -hE '^deb .* bookworm ' /etc/apt/sources.list /etc/apt/sources.list.d/*.list 2>/dev/null | head -n 1 || true)
    if [ -z "$list" ]; then
        echo "setup: no Debian 12 (bookworm) entry found in /etc/apt; cannot add its backports" >&2
        exit 1
    fi
    echo "${list/ bookworm / bookworm-backports }" | as_root tee "${target%.sources}.list" >/dev/null
}

sqlcipher_new_enough() {
    local version
    version=$(dpkg-query -W -f='${Version}' libsqlcipher-dev 2>/dev/null) || return 1
    dpkg --compare-versions "$version" ge 4.6
}

install_missing() {
    local wanted=("${build_packages[@]}")
    [ "$1" = test ] && wanted+=("${test_packages[@]}")
    local lacking
    mapfile -t lacking < <(missing "${wanted[@]}")
    if [ "${#lacking[@]}" -eq 0 ] && sqlcipher_new_enough; then return; fi
    export DEBIAN_FRONTEND=noninteractive
    add_backports
    as_root apt-get update -qq
    if [ "${#lacking[@]}" -gt 0 ]; then
        echo "setup: installing ${lacking[*]}"
        as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${lacking[@]}" >/dev/null
    fi
    if ! sqlcipher_new_enough; then
        as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
            -t bookworm-backports "${backports_packages[@]}" >/dev/null
    fi
}

install_missing "${1:-build}"
