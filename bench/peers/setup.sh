#!/usr/bin/env bash
# Installs from Debian what bench/peers/run needs and this machine lacks. These packages are no part of the product: they
# are what it is compared with. No service of theirs is started.
#   bench/peers/setup.sh ROW…    what the named rows need; "syncs" for counting their sync calls
set -euo pipefail

packages=(g++ python3 openssl util-linux)
for row in "$@"; do
    case $row in
    rabbitmq | rabbitmq-tls) packages+=(rabbitmq-server librabbitmq-dev) ;;
    postgres | postgres-apart | exchange-postgres) packages+=(postgresql-15 libpq-dev) ;;
    mail) packages+=(dovecot-core dovecot-lmtpd dovecot-imapd) ;;
    syncs) packages+=(strace) ;;
    disk | exchange) ;;
    *) sed -n '2,4s/^# \{0,1\}//p' "$0"; exit 2 ;;
    esac
done

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

lacking=()
for package in "${packages[@]}"; do
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || lacking+=("$package")
done
if [ "${#lacking[@]}" -eq 0 ]; then exit 0; fi

# Debian starts a service when its package is installed unless this file forbids it. One that is there already stays.
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
    trap 'as_root rm -f "$policy"' EXIT
    printf '#!/bin/sh\nexit 101\n' | as_root tee "$policy" >/dev/null
    as_root chmod 755 "$policy"
fi
echo "setup: installing ${lacking[*]}" >&2
as_root apt-get update -qq
as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${lacking[@]}" >/dev/null
