@echo off
rem Runs a Cake target: build.cmd [--target=NAME] [options]. Without --target: Quickstart. All targets: build.cmd --description; a target's options: --target=NAME --help
setlocal

rem Paths among the options are relative to the folder that the caller stands in.
if not defined MLNETCNN_CALLER_FOLDER set "MLNETCNN_CALLER_FOLDER=%CD%"
cd /d "%~dp0"
set DOTNET_CLI_TELEMETRY_OPTOUT=1
set DOTNET_NOLOGO=1
set DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1

dotnet --version >nul 2>&1
if errorlevel 1 (
  echo build.cmd: no .NET 10 SDK was found ^(global.json asks for it^). Get it at https://dotnet.microsoft.com/download/dotnet/10.0 1>&2
  exit /b 1
)

echo %* | findstr /c:"--microsoft-ml" >nul
if not errorlevel 1 goto asked
if not exist artifacts\microsoft-ml.props goto ask
if not exist artifacts\tensorflow-net.props goto ask
rem Microsoft.ML.Vision is asked for only where Microsoft.ML is.
findstr /c:">NuGet<" artifacts\microsoft-ml.props >nul 2>&1 && if not exist artifacts\microsoft-ml-vision.props goto ask
findstr /c:"could not be asked" artifacts\*.props >nul 2>&1 || goto asked
:ask
dotnet msbuild eng/probe/ask.proj -nologo -verbosity:minimal -terminalLogger:off
if errorlevel 1 exit /b 1
:asked

set "SAID=%TEMP%\mlnetcnn-restore-%RANDOM%.log"
dotnet tool restore >"%SAID%" 2>&1
if errorlevel 1 (
  type "%SAID%" 1>&2
  del "%SAID%"
  exit /b 1
)
del "%SAID%"

rem `--target=NAME --help` asks for the target's options; Cake keeps --help to itself, so it is handed on as --options.
set ARGUMENTS=%*
echo %* | findstr /c:"--target" >nul
if not errorlevel 1 set ARGUMENTS=%ARGUMENTS:--help=--options%
dotnet cake build.cake --verbosity=quiet --no-report %ARGUMENTS%
exit /b %ERRORLEVEL%
