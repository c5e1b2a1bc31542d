#!/usr/bin/env bash
# Makes every key that the app's settings refer to and the vault does not have, then lets the app read them. Existing keys stay as they are.
# Keys go through Azure's management endpoint: a vault without public access takes them, and neither the template nor a command line ever holds one.
set -euo pipefail
app="${1:?usage: keys.sh APP}"
group="${GHC_RESOURCE_GROUP:?}"

id=$(az functionapp show --resource-group "$group" --name "$app" --query id --output tsv)
references=$(az functionapp config appsettings list --resource-group "$group" --name "$app" --query "[?starts_with(value, '@Microsoft.KeyVault(')].value" --output tsv)
vault=$(sed -nE 's/.*VaultName=([^;)]+).*/\1/p' <<< "$references" | sort -u)
vault_id=$(az keyvault show --resource-group "$group" --name "$vault" --query id --output tsv)
secrets="$vault_id/secrets"
present=$(az rest --method get --url "$secrets?api-version=2024-11-01" --query "value[].name" --output tsv)

umask 077
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

make_key() {
  case "$1" in
    pepper | sealing-*) openssl rand -base64 32 ;;
    # PKCS#8: genpkey by itself writes DER in the older SEC 1 form, which the app does not read.
    signing-*) openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 | openssl pkcs8 -topk8 -nocrypt -outform DER | base64 -w0 ;;
    # For an address, so without signs that mean something there.
    tencent-callback-key) openssl rand -hex 16 ;;
    *) echo "No recipe for the secret $1: set it by hand and run this again" >&2; return 1 ;;
  esac | tr -d '\n' > "$folder/key"
  [[ -s "$folder/key" ]]
}

for name in $(sed -nE 's/.*SecretName=([^;)]+).*/\1/p' <<< "$references" | sort -u); do
  if ! grep -qxF "$name" <<< "$present"; then
    make_key "$name"
    jq -n --rawfile key "$folder/key" '{properties: {value: $key}}' > "$folder/body"
    az rest --method put --url "$secrets/$name?api-version=2024-11-01" --body "@$folder/body" --output none
    echo "Made $name"
  fi
done

# References are read when settings change, and once a day: a key made after the settings needs a refresh.
# https://learn.microsoft.com/azure/app-service/app-service-key-vault-references
az rest --method post --url "$id/config/configreferences/appsettings/refresh?api-version=2022-03-01" --output none
for try in {1..30}; do
  unresolved=$(az rest --method get --url "$id/config/configreferences/appsettings?api-version=2022-03-01" \
    --query "value[?properties.status != 'Resolved'].[name, properties.status]" --output tsv)
  [[ -n "$unresolved" ]] || exit 0
  sleep "${GHC_PAUSE:-10}"
done
echo "The app cannot read these keys:" >&2
echo "$unresolved" >&2
exit 1
