// What operators may do: everything that docs/operations.md asks them to do, and nothing else. Deployments need other rights (README.md).
// Let members of the group be eligible and not active (Privileged Identity Management): these are the app's own data roles.

param operatorsId string
param appName string
param dataStorageName string
param hostStorageName string
param vaultName string
param insightsName string
param workspaceName string

// https://learn.microsoft.com/azure/role-based-access-control/built-in-roles
var roleIds = {
  blobDataContributor: 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
  tableDataContributor: '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'
  queueDataReader: '19e7f393-937e-4f77-808e-94535e297925'
  queueDataMessageProcessor: '8a0f0c08-91a1-4084-bc3d-661d67233fed'
  queueDataMessageSender: 'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a'
  keyVaultSecretsOfficer: 'b86a8fe4-44ce-4948-aee5-eccb2c155cd7'
  logAnalyticsReader: '73c42c96-874c-492b-b04d-ab87d138a893'
  monitoringReader: '43d0d8ad-25c7-4714-9337-8ba259a9fe05'
  websiteContributor: 'de139f84-1756-47ae-9be6-808fbbe84772'
}

resource app 'Microsoft.Web/sites@2024-11-01' existing = { name: appName }
resource dataStorage 'Microsoft.Storage/storageAccounts@2025-01-01' existing = { name: dataStorageName }
resource hostStorage 'Microsoft.Storage/storageAccounts@2025-01-01' existing = {
  name: hostStorageName

  resource blobs 'blobServices' existing = {
    name: 'default'

    resource backup 'containers' existing = { name: 'backup' }
  }
}
resource vault 'Microsoft.KeyVault/vaults@2024-11-01' existing = { name: vaultName }
resource insights 'Microsoft.Insights/components@2020-02-02' existing = { name: insightsName }
resource workspace 'Microsoft.OperationalInsights/workspaces@2025-02-01' existing = { name: workspaceName }

// ghc: the first administrator, laboratories, poison messages, sealing rows anew, the audit. monitoringReader shows throttling.
resource onDataStorage 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in [
    'tableDataContributor'
    'queueDataReader'
    'queueDataMessageProcessor'
    'queueDataMessageSender'
    'monitoringReader'
  ]: {
    name: guid(dataStorage.id, operatorsId, role)
    scope: dataStorage
    properties: {
      principalId: operatorsId
      principalType: 'Group'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds[role])
      description: 'Operators run ghc'
    }
  }
]

// ghc backup: verify, restore, run.
resource onBackups 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(hostStorage::blobs::backup.id, operatorsId, 'blobDataContributor')
  scope: hostStorage::blobs::backup
  properties: {
    principalId: operatorsId
    principalType: 'Group'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds.blobDataContributor)
    description: 'Operators restore tables'
  }
}

resource onVault 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, operatorsId, 'keyVaultSecretsOfficer')
  scope: vault
  properties: {
    principalId: operatorsId
    principalType: 'Group'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds.keyVaultSecretsOfficer)
    description: 'Operators set, rotate and recover keys'
  }
}

// Return to the former package, restart, read key references again, keep more instances ready.
resource onApp 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(app.id, operatorsId, 'websiteContributor')
  scope: app
  properties: {
    principalId: operatorsId
    principalType: 'Group'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds.websiteContributor)
    description: 'Operators install packages and restart'
  }
}

resource onInsights 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(insights.id, operatorsId, 'monitoringReader')
  scope: insights
  properties: {
    principalId: operatorsId
    principalType: 'Group'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds.monitoringReader)
    description: 'Operators see failures and availability'
  }
}

resource onWorkspace 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(workspace.id, operatorsId, 'logAnalyticsReader')
  scope: workspace
  properties: {
    principalId: operatorsId
    principalType: 'Group'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds.logAnalyticsReader)
    description: 'Operators read telemetry'
  }
}
