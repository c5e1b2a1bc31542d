#!/usr/bin/env bash
# Installs a package: through the deployment endpoint of Flex Consumption, or, on a Premium plan, as the blob that the app runs from.
set -euo pipefail
app="${1:?usage: install.sh APP HOST_STORAGE PACKAGE}" storage="${2:?}" package="${3:?}"
group="${GHC_RESOURCE_GROUP:?}"

plan=$(az functionapp show --resource-group "$group" --name "$app" --query "properties.sku || sku" --output tsv)
if [[ "$plan" == FlexConsumption ]]; then
  az functionapp deployment source config-zip --resource-group "$group" --name "$app" --src "$package" --output none
else
  az storage blob upload --auth-mode login --account-name "$storage" --container-name deployment --name ghc.zip --file "$package" --overwrite --output none
  az functionapp restart --resource-group "$group" --name "$app"
fi
