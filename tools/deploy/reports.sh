#!/usr/bin/env bash
# Deploys the templates once more, now that the app runs: Event Grid asks it whether it wants delivery reports when the subscription is made.
set -euo pipefail
cd "$(dirname "$0")/../.."
environment="${1:?usage: reports.sh ENVIRONMENT}"
GHC_APP_RUNS=true az deployment group create --name "ghc-reports-$(date -u +%Y%m%d%H%M%S)" --resource-group "${GHC_RESOURCE_GROUP:?}" --parameters "infra/$environment.bicepparam" --output none
