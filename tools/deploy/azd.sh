#!/usr/bin/env bash
# Hooks of azure.yaml: what `make deploy` does around the templates and the package, which azd deploys itself.
set -euo pipefail
cd "$(dirname "$0")/../.."
here=tools/deploy

case "${1:?usage: azd.sh before-templates|after-templates|after-package}" in
  before-templates)
    export GHC_SUBSCRIPTION="${GHC_SUBSCRIPTION:-${AZURE_SUBSCRIPTION_ID:-}}" GHC_LOCATION="${GHC_LOCATION:-${AZURE_LOCATION:-}}"
    source "$here/values.sh"
    ask_values dev
    refuse_placeholders infra/dev.bicepparam
    for name in "${kept[@]}"; do azd env set "$name" "${!name}"; done
    azd env set AZURE_RESOURCE_GROUP "$GHC_RESOURCE_GROUP"
    az account set --subscription "$GHC_SUBSCRIPTION"
    "$here/providers.sh"
    az group create --name "$GHC_RESOURCE_GROUP" --location "$GHC_LOCATION" --output none
    azd env set GHC_REPORTS_APPLICATION_ID "$("$here/reports-app.sh")"
    azd env set GHC_APP_RUNS false
    ;;
  # azd hands the outputs of the templates to hooks as variables of the same name.
  after-templates) "$here/keys.sh" "${appName:?}" ;;
  after-package)
    "$here/smoke-test.sh" "${siteUrl:?}"
    "$here/reports.sh" dev
    ;;
esac
