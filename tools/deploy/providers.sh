#!/usr/bin/env bash
# Registers the resource providers that the templates use, and waits for each: a deployment of an unregistered one fails.
set -euo pipefail
cd "$(dirname "$0")/../.."
jq -r '.[]' infra/providers.json | while read -r provider; do
  az provider register --namespace "$provider" --wait
done
