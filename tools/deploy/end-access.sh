#!/usr/bin/env bash
# Ends what a laboratory or border may do: deletes its role assignments on the data account. Run it after taking the principal off the parameter file.
# The lock on the account also protects assignments from deletion, so it is taken off meanwhile and put back whatever happens.
set -euo pipefail
principal="${1:?usage: end-access.sh PRINCIPAL_ID}"
group="${GHC_RESOURCE_GROUP:?set GHC_RESOURCE_GROUP}"

account=$(az storage account list --resource-group "$group" --query "[?starts_with(name, 'ghcdata')].name | [0]" --output tsv)
[[ -n "$account" ]] || { echo "No data account in $group" >&2; exit 1; }
scope=$(az storage account show --resource-group "$group" --name "$account" --query id --output tsv)
assignments=$(az role assignment list --all --assignee "$principal" --query "[?starts_with(scope, '$scope')].id" --output tsv)
[[ -n "$assignments" ]] || { echo "$principal has no role on $account" >&2; exit 1; }

lock=(--name keep-data --resource-group "$group" --resource "$account" --resource-type Microsoft.Storage/storageAccounts)
locked=$(az lock list --resource-group "$group" --resource "$account" --resource-type Microsoft.Storage/storageAccounts --query "[?name == 'keep-data'].id" --output tsv)
if [[ -n "$locked" ]]; then
  trap 'az lock create "${lock[@]}" --lock-type CanNotDelete --notes "Holds every health code." --output none' EXIT
  az lock delete "${lock[@]}"
fi

for assignment in $assignments; do
  # A lock is gone for some servers a few seconds before it is gone for all.
  for try in {1..6}; do
    az role assignment delete --ids "$assignment" && break
    ((try < 6)) || exit 1
    sleep "${GHC_PAUSE:-10}"
  done
done
echo "$principal may no longer send. Tokens that it already has end within a day."
