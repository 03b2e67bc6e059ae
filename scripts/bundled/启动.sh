#!/bin/sh
# 双击或在终端运行：打开网页，图放在这个文件夹的“图”里。别的命令：./启动.sh query …
here=$(cd "$(dirname "$0")" && pwd)
python="$here/python/bin/python3"
if [ ! -x "$python" ]; then
    for each in python@VERSION@ python3; do
        if command -v "$each" >/dev/null 2>&1 && [ "$("$each" -c 'import sys; print("%d.%d" % sys.version_info[:2])')" = "@VERSION@" ]; then
            python=$each
            break
        fi
    done
fi
if ! command -v "$python" >/dev/null 2>&1; then
    echo "要有 Python @VERSION@：请装上，或用自带 Python 的离线包。" >&2
    exit 1
fi
PYTHONPATH="$here/lib/site-packages"
POLICYGRAPH_DATABASE="${POLICYGRAPH_DATABASE:-$here/图}"
PYTHONUTF8=1
export PYTHONPATH POLICYGRAPH_DATABASE PYTHONUTF8
if [ $# -eq 0 ]; then set -- app; fi
exec "$python" -m policygraph "$@"
