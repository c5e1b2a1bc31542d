// What the app, laboratories and borders may do. No owner and no contributor; every role is assigned on the smallest scope that works.

import { sender } from '../types.bicep'

param identityName string
param hostStorageName string
param dataStorageName string
param vaultName string
param insightsName string

@description('Empty where Communication Services do not send the texts.')
param communicationName string

param laboratories sender[]
param borders sender[]

// https://learn.microsoft.com/azure/role-based-access-control/built-in-roles
var roleIds = {
  blobDataOwner: 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
  tableDataContributor: '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'
  queueDataReader: '19e7f393-937e-4f77-808e-94535e297925'
  queueDataMessageProcessor: '8a0f0c08-91a1-4084-bc3d-661d67233fed'
  queueDataMessageSender: 'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a'
  keyVaultSecretsUser: '4633458b-17de-408a-b874-0445c86b69e6'
  monitoringMetricsPublisher: '3913510d-42f4-4e42-8a64-420c390055eb'
}
var queueNames = loadJsonContent('../names.json').queues

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = { name: identityName }
resource hostStorage 'Microsoft.Storage/storageAccounts@2025-01-01' existing = { name: hostStorageName }
resource vault 'Microsoft.KeyVault/vaults@2024-11-01' existing = { name: vaultName }
resource insights 'Microsoft.Insights/components@2020-02-02' existing = { name: insightsName }
resource communication 'Microsoft.Communication/communicationServices@2025-09-01' existing = if (!empty(communicationName)) {
  name: communicationName
}
resource dataStorage 'Microsoft.Storage/storageAccounts@2025-01-01' existing = {
  name: dataStorageName

  resource queueService 'queueServices' existing = {
    name: 'default'

    resource labResults 'queues' existing = { name: queueNames.labResults }
    resource borderCrossings 'queues' existing = { name: queueNames.borderCrossings }
  }
}

// The host keeps leases, keys and packages in blobs, and its diagnostic events in a table.
resource appOnHostStorage 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in ['blobDataOwner', 'tableDataContributor']: {
    name: guid(hostStorage.id, identity.id, role)
    scope: hostStorage
    properties: {
      principalId: identity.properties.principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds[role])
      description: 'The app on its host storage'
    }
  }
]

// Reader for the length of queues (scaling), processor to take messages, sender for its own and for poison. Not contributor: it need not create or delete queues.
resource appOnDataStorage 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in ['tableDataContributor', 'queueDataReader', 'queueDataMessageProcessor', 'queueDataMessageSender']: {
    name: guid(dataStorage.id, identity.id, role)
    scope: dataStorage
    properties: {
      principalId: identity.properties.principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds[role])
      description: 'The app on its data'
    }
  }
]

resource appOnVault 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, identity.id, 'keyVaultSecretsUser')
  scope: vault
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds.keyVaultSecretsUser)
    description: 'The app reads its keys'
  }
}

resource appOnInsights 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(insights.id, identity.id, 'monitoringMetricsPublisher')
  scope: insights
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      roleIds.monitoringMetricsPublisher
    )
    description: 'The app reports telemetry'
  }
}

// The built-in roles of Communication Services may also delete it or list its keys. Sending needs these actions and no more, the last for e-mail:
// https://learn.microsoft.com/azure/communication-services/concepts/authentication
resource textSenderRole 'Microsoft.Authorization/roleDefinitions@2022-04-01' = if (!empty(communicationName)) {
  name: guid(resourceGroup().id, 'text-sender')
  properties: {
    roleName: 'Health code text sender (${uniqueString(resourceGroup().id)})'
    description: 'Sends text messages and e-mails; sees no keys, deletes nothing'
    type: 'CustomRole'
    permissions: [
      {
        actions: [
          'Microsoft.Communication/CommunicationServices/Read'
          'Microsoft.Communication/CommunicationServices/Write'
          'Microsoft.Communication/EmailServices/Write'
        ]
      }
    ]
    assignableScopes: [resourceGroup().id]
  }
}

resource appOnCommunication 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(communicationName)) {
  name: guid(communication.id, identity.id, 'text-sender')
  scope: communication
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: textSenderRole.id
    description: 'The app sends text messages'
  }
}

resource laboratoriesSend 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for laboratory in laboratories: {
    name: guid(dataStorage::queueService::labResults.id, laboratory.principalId, 'queueDataMessageSender')
    scope: dataStorage::queueService::labResults
    properties: {
      principalId: laboratory.principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId(
        'Microsoft.Authorization/roleDefinitions',
        roleIds.queueDataMessageSender
      )
      description: 'Laboratory ${laboratory.name}'
    }
  }
]

resource bordersSend 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for border in borders: {
    name: guid(dataStorage::queueService::borderCrossings.id, border.principalId, 'queueDataMessageSender')
    scope: dataStorage::queueService::borderCrossings
    properties: {
      principalId: border.principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId(
        'Microsoft.Authorization/roleDefinitions',
        roleIds.queueDataMessageSender
      )
      description: 'Border ${border.name}'
    }
  }
]
