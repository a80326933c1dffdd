#!/usr/bin/env bash
# Runs a Cake target: ./build.sh [--target=NAME] [options]. Without --target: Quickstart. All targets: ./build.sh --description; a target's options: --target=NAME --help
set -euo pipefail

# Paths among the options are relative to the folder that the caller stands in.
export MLNETCNN_CALLER_FOLDER="${MLNETCNN_CALLER_FOLDER:-$PWD}"
cd "$(dirname "${BASH_SOURCE[0]}")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1

if ! command -v dotnet >/dev/null 2>&1 || ! dotnet --version >/dev/null 2>&1; then
  echo "build.sh: no .NET 10 SDK was found (global.json asks for it). Get it at https://dotnet.microsoft.com/download/dotnet/10.0" >&2
  exit 1
fi

# Runs a command and shows what it says only when it fails.
quietly() {
  local said
  if ! said="$("$@" 2>&1)"; then
    printf '%s\n' "build.sh: '$*' failed:" "$said" >&2
    exit 1
  fi
}

ask=true
target=false
for argument in "$@"; do
  case "$argument" in
    --microsoft-ml | --microsoft-ml=*) ask=false ;;
    --target | --target=*) target=true ;;
  esac
done

# `--target=NAME --help` asks for the target's options; Cake keeps --help to itself, so it is handed on as --options.
arguments=()
for argument in "$@"; do
  if [ "$target" = true ] && [ "$argument" = --help ]; then argument=--options; fi
  arguments+=("$argument")
done

# Whether all that there is to ask was answered: Microsoft.ML.Vision is asked for only where Microsoft.ML is.
asked() {
  [ -f artifacts/microsoft-ml.props ] && [ -f artifacts/tensorflow-net.props ] || return 1
  if grep -q ">NuGet<" artifacts/microsoft-ml.props && [ ! -f artifacts/microsoft-ml-vision.props ]; then return 1; fi
  ! grep -q "could not be asked" artifacts/*.props
}

if [ "$ask" = true ] && ! asked; then
  dotnet msbuild eng/probe/ask.proj -nologo -verbosity:minimal -terminalLogger:off
fi

quietly dotnet tool restore
exec dotnet cake build.cake --verbosity=quiet --no-report ${arguments[@]+"${arguments[@]}"}
