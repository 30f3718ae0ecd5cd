#!/bin/sh
# 离线安装 taskboard：不联网，不需要 root。
#   sh install.sh [安装文件夹]          默认 ~/taskboard
#   PYTHON=/opt/python311/bin/python3.11 sh install.sh
# Installs without network or root into a folder of its own.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
target=${1:-$HOME/taskboard}
fail() { printf '%s\n' "安装未完成：$1" "$2" >&2; exit 1; }

case "$(uname -m)" in
    x86_64|amd64) platform=linux-x86_64 ;;
    aarch64|arm64) platform=linux-aarch64 ;;
    *) fail "本机是 $(uname -m)，安装包只有 x86_64 和 aarch64。" "unsupported machine" ;;
esac
[ -d "$here/wheels/$platform" ] || fail "安装包里没有 wheels/$platform，请取完整的安装包。" \
    "this bundle has no wheels for $platform"

python=${PYTHON:-}
if [ -z "$python" ]; then
    for name in python3.11 python3 python; do
        if command -v "$name" >/dev/null 2>&1 &&
            [ "$("$name" -c 'import sys; print("%d.%d" % sys.version_info[:2])')" = 3.11 ]; then
            python=$(command -v "$name"); break
        fi
    done
fi
[ -n "$python" ] || fail "没有找到 CPython 3.11；请先安装，或用 PYTHON=路径 指明。" \
    "CPython 3.11 not found; name it with PYTHON=path"
[ "$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')" = 3.11 ] ||
    fail "$python 不是 3.11 版。" "not CPython 3.11"

"$python" "$here/verify.py" || fail "文件核对未通过。" "checksums differ"

[ ! -e "$target/bin/python" ] || printf '%s\n' "在已有的 $target 上更新 / updating"
"$python" -m venv "$target" || fail "无法建立虚拟环境；Debian 系请装 python3.11-venv。" \
    "python -m venv failed"
offline="--quiet --disable-pip-version-check --no-index --no-cache-dir"
wheels="$here/wheels/$platform"
# shellcheck disable=SC2086
"$target/bin/python" -m pip install $offline --find-links "$wheels" -c "$here/constraints.txt" \
    -r "$here/install.txt" || fail "组件安装出错，见上文。" "pip failed"
# shellcheck disable=SC2086
"$target/bin/python" -m pip install $offline --no-deps --force-reinstall "$wheels"/taskboard-*.whl ||
    fail "程序安装出错，见上文。" "pip failed"
"$target/bin/taskboard" --version
printf '%s\n' "装好了。运行：$target/bin/taskboard demo 演示" "可把 $target/bin 加进 PATH，以后直接输入 taskboard。"
