#!/usr/bin/env bash
# The one test command: sets up what the tests need, then lint, types, import contracts, tests,
# and the acceptance score where ../shared exists.
#
#   bash tests/run.sh            everything
#   bash tests/run.sh --on-postgres    the same, every workspace's ledger in PostgreSQL
#   PYTHON=python3.12 bash …     with another interpreter
set -euo pipefail
cd "$(dirname "$0")/.."

say() { printf '\n== %s\n' "$*"; }

need_packages() {  # Debian packages whose program is missing
    command -v soffice >/dev/null || echo libreoffice-writer libreoffice-calc
    command -v pdftoppm >/dev/null || echo poppler-utils
    command -v chromium >/dev/null || echo chromium
    compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || echo postgresql
    [ -n "$(fc-list :lang=zh 2>/dev/null | head -n 1)" ] || echo fonts-wqy-microhei fontconfig
}

missing=$(need_packages | xargs)
if [ -n "$missing" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    say "apt-get install $missing"
    apt-get update -qq
    # shellcheck disable=SC2086
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
elif [ -n "$missing" ]; then
    say "missing, tests that need them are left out: $missing"
fi

say "virtual environment"
[ -x .venv/bin/python ] || "${PYTHON:-python3}" -m venv .venv
.venv/bin/python -m pip install --quiet --disable-pip-version-check --upgrade pip
.venv/bin/python -m pip install --quiet --disable-pip-version-check -e '.[dev,parquet,postgres]'

say "lint"
.venv/bin/ruff check .
.venv/bin/ruff format --check .
say "types"
.venv/bin/mypy
say "import contracts"
.venv/bin/lint-imports --no-cache
say "security"
.venv/bin/bandit --quiet --recursive --severity-level medium --skip B113 taskboard
say "tests"
.venv/bin/python -m pytest -n 2 --dist loadfile "$@"
if [ -f ../shared/acceptance/score.py ]; then
    say "acceptance score"
    .venv/bin/python ../shared/acceptance/score.py --min 0.97
fi
