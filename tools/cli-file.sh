#!/usr/bin/env bash
# Publishes ghc as one file with .NET inside: cli-file.sh RUNTIME FOLDER
# The file is checked: made for that machine, and without ASP.NET Core. Few of the machines are at hand to try it.
set -euo pipefail
runtime=$1 folder=$2
made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT
dotnet publish tools/Ghc.Cli --configuration Release --runtime "$runtime" --self-contained --verbosity quiet -o "$made" \
  -p:PublishSingleFile=true -p:IncludeNativeLibrariesForSelfExtract=true -p:EnableCompressionInSingleFile=true -p:DebugType=none -p:PackAsTool=false
extension=$([[ $runtime == win-* ]] && echo .exe || true)
file="$made/ghc$extension"

# How the file begins and which processor it names: ELF (e_machine at 18), PE (the machine after the header that 60 points to), Mach-O (cputype at 4).
bytes() { od -An -tx1 -j "$1" -N "$2" "$file" | tr -d ' \n'; }
pe() { local at=$((16#$(bytes 61 1)$(bytes 60 1))); echo "$(bytes 0 2) $(bytes "$at" 4) $(bytes $((at + 4)) 2)"; }
case $runtime in
  linux-x64) found="$(bytes 0 4) $(bytes 18 2)" expected='7f454c46 3e00' ;;
  linux-arm64) found="$(bytes 0 4) $(bytes 18 2)" expected='7f454c46 b700' ;;
  win-x64) found=$(pe) expected='4d5a 50450000 6486' ;;
  win-arm64) found=$(pe) expected='4d5a 50450000 64aa' ;;
  osx-x64) found="$(bytes 0 4) $(bytes 4 4)" expected='cffaedfe 07000001' ;;
  osx-arm64) found="$(bytes 0 4) $(bytes 4 4)" expected='cffaedfe 0c000001' ;;
  *) echo "What a file for $runtime begins with is not known here; add it to tools/cli-file.sh." >&2; exit 1 ;;
esac
[[ $found == "$expected" ]] || { echo "ghc for $runtime begins with $found instead of $expected." >&2; exit 1; }

# The list of what is inside is not compressed: paths after their lengths. In quotes they are only named, by the file of dependencies.
holds() { LC_ALL=C grep -aqE "[^\"A-Za-z./]$1" "$file"; }
holds 'System\.CommandLine\.dll' || { echo "ghc for $runtime has its libraries not inside." >&2; exit 1; }
if holds 'Microsoft\.AspNetCore\.[A-Za-z.]+\.dll'; then
  echo "ghc for $runtime contains ASP.NET Core." >&2
  exit 1
fi

mv "$file" "$folder/ghc-$runtime$extension"
