#!/usr/bin/env bash
# Makes the Entra application that Event Grid shows a token for when it reports what became of texts, and prints its id. Run again, it finds what is there.
# Event Grid and whoever makes the subscription need the role (https://learn.microsoft.com/azure/event-grid/secure-webhook-delivery).
set -euo pipefail
group="${GHC_RESOURCE_GROUP:?}"
name="$group-delivery-reports"
event_grid=4962773b-9cdb-44cf-a8bf-237846a00ab7
role=AzureEventGridSecureWebhookSubscriber
graph=$(az cloud show --query endpoints.microsoftGraphResourceId --output tsv)
graph="${graph%/}/v1.0"

application=$(az ad app list --display-name "$name" --query "[0].appId" --output tsv)
if [[ -z "$application" ]]; then
  roles=$(jq -nc --arg value "$role" '[{allowedMemberTypes: ["Application", "User"], description: "Reports what became of texts", displayName: $value, isEnabled: true, value: $value}]')
  application=$(az ad app create --display-name "$name" --sign-in-audience AzureADMyOrg --app-roles "$roles" --query appId --output tsv)
fi

principal_of() { az ad sp show --id "$1" --query id --output tsv 2> /dev/null || az ad sp create --id "$1" --query id --output tsv; }
service=$(principal_of "$application")
role_id=$(az ad app show --id "$application" --query "appRoles[?value == '$role'].id | [0]" --output tsv)
me=$(az ad signed-in-user show --query id --output tsv 2> /dev/null || az ad sp show --id "$(az account show --query user.name --output tsv)" --query id --output tsv)
holders=$(az rest --method get --url "$graph/servicePrincipals/$service/appRoleAssignedTo" --query "value[].principalId" --output tsv)
for principal in "$(principal_of "$event_grid")" "$me"; do
  if ! grep -qxF "$principal" <<< "$holders"; then
    az rest --method post --url "$graph/servicePrincipals/$service/appRoleAssignedTo" --output none \
      --body "$(jq -nc --arg principal "$principal" --arg resource "$service" --arg role "$role_id" '{principalId: $principal, resourceId: $resource, appRoleId: $role}')"
  fi
done
echo "$application"
