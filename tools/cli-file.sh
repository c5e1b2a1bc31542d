#!/usr/bin/env bash
# Publishes ghc as one file with .NET inside: cli-file.sh RUNTIME FOLDER
set -euo pipefail
runtime=$1 folder=$2
made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT
dotnet publish tools/Ghc.Cli --configuration Release --runtime "$runtime" --self-contained --verbosity quiet -o "$made" \
  -p:PublishSingleFile=true -p:IncludeNativeLibrariesForSelfExtract=true -p:EnableCompressionInSingleFile=true -p:DebugType=none -p:PackAsTool=false
extension=$([[ $runtime == win-* ]] && echo .exe || true)
mv "$made/ghc$extension" "$folder/ghc-$runtime$extension"
