@echo off
rem 双击：打开网页，图放在这个文件夹的“图”里。在命令行里：启动.bat query …
chcp 65001 >nul
setlocal
set "HERE=%~dp0"
set "PYTHONUTF8=1"
set "PYTHONPATH=%HERE%lib\site-packages"
if not defined POLICYGRAPH_DATABASE set "POLICYGRAPH_DATABASE=%HERE%图"
if "%~1"=="" (set "WHAT=app") else (set "WHAT=%*")
if exist "%HERE%python\python.exe" (
    "%HERE%python\python.exe" -m policygraph %WHAT%
) else (
    py -@VERSION@ -m policygraph %WHAT%
    if errorlevel 103 echo 要有 Python @VERSION@：请装上，或用自带 Python 的离线包。
)
if "%~1"=="" pause
