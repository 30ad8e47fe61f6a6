#!/usr/bin/env bash
# Installs the Debian packages that a purpose needs and that are missing.
#
#   scripts/system_packages.sh run        what the product needs
#   scripts/system_packages.sh test       also what `make test` needs
#   scripts/system_packages.sh postgres   also what `make test-postgres` needs
#
# Nothing is asked of apt when nothing is missing. Without root and without sudo the exact line
# to run is printed and the script ends with 1.
set -euo pipefail
cd "$(dirname "$0")/.."

# Pango and HarfBuzz lay out the PDF (WeasyPrint); BIZ UD are the fonts of the documents, Noto CJK
# has the characters that BIZ UD lacks, Symbola emoji and rare signs.
packages=(
    libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
    fonts-morisawa-bizud-gothic fonts-morisawa-bizud-mincho fonts-noto-cjk
    fonts-symbola
)
case "${1:-}" in
    run) ;;
    # The browser of the journeys and what its driver links to; pdftotext and pdftoppm to read
    # rendered pages.
    test) packages+=(chromium libatomic1 poppler-utils) ;;
    postgres) packages+=(chromium libatomic1 poppler-utils postgresql) ;;
    *)
        echo "usage: scripts/system_packages.sh run|test|postgres" >&2
        exit 2
        ;;
esac
# A Python that can make virtual environments by itself needs no package.
if ! [ -x .venv/bin/python ] && ! scripts/find_python.sh >/dev/null 2>&1; then
    packages+=(python3-venv)
fi

if ! command -v dpkg-query >/dev/null; then
    echo "This is no Debian system: see to it that these (or their like) are installed:" >&2
    echo "  ${packages[*]}" >&2
    exit 0
fi

missing=()
for package in "${packages[@]}"; do
    status=$(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null || true)
    [ "$status" = installed ] || missing+=("$package")
done
if [ "${1}" = postgres ] && compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null; then
    # The binaries of any version do; the package that follows the newest one is not needed.
    for index in "${!missing[@]}"; do
        [ "${missing[$index]}" != postgresql ] || unset "missing[$index]"
    done
fi
[ "${#missing[@]}" -gt 0 ] || exit 0

install="apt-get install -y --no-install-recommends ${missing[*]}"
as_root=()
if [ "$(id -u)" -ne 0 ]; then
    # sudo may ask for a password where somebody is there to type it.
    if command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then
        as_root=(sudo)
    else
        {
            echo "必要なパッケージがありません。管理者（root）で次の行を実行してから、もう一度お試しください。"
            echo "System packages are missing. Run this line as root, then try again:"
            echo
            echo "  apt-get update && $install"
            echo
        } >&2
        exit 1
    fi
fi

echo "Installing with apt: ${missing[*]}"
"${as_root[@]}" apt-get update --quiet=2 ||
    echo "apt-get update failed; going on with the package lists that are here." >&2
# The list holds plain package names only, so splitting it into words is meant.
# shellcheck disable=SC2086
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive $install --quiet=2 </dev/null
