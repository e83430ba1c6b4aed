#!/bin/sh
# Makes the virtual environment VENV with a Python of at least 3.11; on Debian and Ubuntu fetches what is missing,
# or says which command would. Usage: tools/venv.sh VENV
set -eu

venv=$1

new_enough() {
    command -v "$1" >/dev/null 2>&1 && "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

find_python() {
    for python in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11; do
        if new_enough "$python"; then
            echo "$python"
            return 0
        fi
    done
    return 1
}

# apt PACKAGE...: installs as root, else names the command that would
apt() {
    if ! command -v apt-get >/dev/null 2>&1; then
        echo "marsad: please install Python 3.11 or newer with its venv module, then try again" >&2
        return 1
    elif [ "$(id -u)" -ne 0 ]; then
        echo "marsad: $* is missing, and only root may install it. Please run" >&2
        echo "    sudo apt-get install $*" >&2
        echo "and try again." >&2
        return 1
    fi
    echo "marsad: installing $* (apt-get)" >&2
    apt-get update -q >&2 && DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "$@" >&2
}

if [ -x "$venv/bin/python" ] && new_enough "$venv/bin/python" && "$venv/bin/python" -m pip --version >/dev/null 2>&1; then
    exit 0
fi

python=$(find_python) || { apt python3 python3-venv && python=$(find_python); } || {
    echo "marsad: needs Python 3.11 or newer, and found none (name one with: make run PYTHON=/path/to/python3.12)" >&2
    exit 1
}
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    apt "python$version-venv"
fi
echo "marsad: making the virtual environment $venv with $("$python" --version)" >&2
"$python" -m venv --clear "$venv"
