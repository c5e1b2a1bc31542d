#!/usr/bin/env bash
# Deploys an installation to Azure, from nothing or again: `make deploy ENVIRONMENT=prod`.
# Asks for every value that is missing, shows what would change, and asks before it changes anything. GHC_YES=1 answers yes.
set -euo pipefail
cd "$(dirname "$0")/../.."
here=tools/deploy
environment="${1:?usage: deploy.sh ENVIRONMENT, of infra/ENVIRONMENT.bicepparam}"
parameters="infra/$environment.bicepparam"
[[ -f "$parameters" ]] || { echo "There is no $parameters" >&2; exit 1; }

for command in az dotnet jq openssl; do
  command -v "$command" > /dev/null || { echo "Install $command first" >&2; exit 1; }
done

source "$here/values.sh"
ask_values "$environment"
refuse_placeholders "$parameters"

echo "== Subscription and resource providers"
az account set --subscription "$GHC_SUBSCRIPTION"
"$here/providers.sh"

echo "== Resource group $GHC_RESOURCE_GROUP"
az group create --name "$GHC_RESOURCE_GROUP" --location "$GHC_LOCATION" --output none

if grep -q GHC_REPORTS_APPLICATION_ID "$parameters"; then
  echo "== Application for delivery reports"
  GHC_REPORTS_APPLICATION_ID=$("$here/reports-app.sh")
  export GHC_REPORTS_APPLICATION_ID
fi

echo "== What would change"
az deployment group what-if --resource-group "$GHC_RESOURCE_GROUP" --parameters "$parameters"
if [[ "${GHC_YES:-}" != 1 ]]; then
  read -rp "Deploy this? (yes/no) " answer
  [[ "$answer" == yes ]] || { echo "Nothing was changed" >&2; exit 1; }
fi

echo "== Templates"
mkdir -p artifacts/deploy
outputs="artifacts/deploy/$environment.json"
GHC_APP_RUNS=false az deployment group create --name "ghc-$(date -u +%Y%m%d%H%M%S)" --resource-group "$GHC_RESOURCE_GROUP" --parameters "$parameters" \
  --query properties.outputs --output json > "$outputs"
app=$(jq -er .appName.value "$outputs")
site=$(jq -er .siteUrl.value "$outputs")

echo "== Keys"
"$here/keys.sh" "$app"

echo "== Package"
[[ -n "${GHC_PACKAGE:-}" ]] || make publish
"$here/install.sh" "$app" "$(jq -er .hostStorageName.value "$outputs")" "${GHC_PACKAGE:-artifacts/ghc.zip}"

echo "== Smoke test of $site"
"$here/smoke-test.sh" "$site"

if grep -q GHC_APP_RUNS "$parameters"; then
  echo "== Delivery reports"
  "$here/reports.sh" "$environment"
fi

cat <<DONE

$site answers. By hand remain (docs/operations.md):
- put the pepper into escrow, if it was made just now
- buy the number for text messages in the portal, and send yourself a code
- appoint the first administrator
- in the first week let the firewall only log (firewallLogsOnly), then block
DONE
