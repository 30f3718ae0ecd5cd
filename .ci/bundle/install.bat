@echo off
chcp 65001 >nul
setlocal
rem 离线安装 taskboard：不联网，不需要管理员。用法：install.bat [安装文件夹]
rem Installs without network or administrator rights into a folder of its own.
set "HERE=%~dp0"
set "TARGET=%~1"
if "%TARGET%"=="" set "TARGET=%USERPROFILE%\taskboard"
set "PY=%PYTHON%"
if "%PY%"=="" (
    py -3.11 -c "import sys" >nul 2>nul && set "PY=py -3.11"
)
if "%PY%"=="" (
    python -c "import sys; sys.exit(sys.version_info[:2] != (3, 11))" >nul 2>nul && set "PY=python"
)
if "%PY%"=="" (
    echo 没有找到 CPython 3.11（64 位）；请先安装，或 set PYTHON=路径 后再运行。
    echo CPython 3.11, 64 bit, not found; set PYTHON=path and run again.
    exit /b 1
)
%PY% -c "import struct, sys; sys.exit(struct.calcsize('P') != 8 or sys.version_info[:2] != (3, 11))"
if errorlevel 1 (
    echo 需要 64 位的 CPython 3.11 / 64-bit CPython 3.11 is needed.
    exit /b 1
)
%PY% "%HERE%verify.py" || exit /b 1
%PY% -m venv "%TARGET%" || exit /b 1
set "PIP="%TARGET%\Scripts\python.exe" -m pip install --quiet --disable-pip-version-check --no-index --no-cache-dir"
%PIP% --find-links "%HERE%wheels\win-amd64" -c "%HERE%constraints.txt" -r "%HERE%install.txt" || exit /b 1
for %%W in ("%HERE%wheels\win-amd64\taskboard-*.whl") do %PIP% --no-deps --force-reinstall "%%W" || exit /b 1
"%TARGET%\Scripts\taskboard.exe" --version || exit /b 1
echo 装好了。运行： "%TARGET%\Scripts\taskboard.exe" demo 演示
echo Installed.
