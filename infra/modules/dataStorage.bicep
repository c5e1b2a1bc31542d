// What the product keeps: tables and queues, named once in names.json, which a test compares with the code.

import { commonTags } from '../types.bicep'

param name string
param location string
param tags commonTags
param workspaceId string
param production bool

var names = loadJsonContent('../names.json')
var queueNames = map(items(names.queues), queue => queue.value)

module account 'storageAccount.bicep' = {
  params: {
    name: name
    location: location
    tags: tags
    workspaceId: workspaceId
    production: production
    // What a laboratory handed in and when is the evidence in every dispute, and an alert compares it with what was ingested.
    queueLogs: ['StorageWrite']
    tableLogs: ['StorageDelete']
  }
}

resource data 'Microsoft.Storage/storageAccounts@2025-01-01' existing = {
  name: name

  resource queueService 'queueServices' existing = { name: 'default' }
  resource tableService 'tableServices' existing = { name: 'default' }
}

resource queues 'Microsoft.Storage/storageAccounts/queueServices/queues@2025-01-01' = [
  for queueName in queueNames: {
    parent: data::queueService
    name: queueName
    dependsOn: [account]
  }
]

// Created beforehand because the app's roles do not let it create queues.
resource poisonQueues 'Microsoft.Storage/storageAccounts/queueServices/queues@2025-01-01' = [
  for queueName in queueNames: {
    parent: data::queueService
    name: '${queueName}${names.poisonSuffix}'
    dependsOn: [account]
  }
]

resource tables 'Microsoft.Storage/storageAccounts/tableServices/tables@2025-01-01' = [
  for tableName in names.tables: {
    parent: data::tableService
    name: tableName
    dependsOn: [account]
  }
]

// Tables have no lifecycle rules: the app's own timer enforces retention. The account holds no blobs; should any appear, they do not stay.
resource lifecycle 'Microsoft.Storage/storageAccounts/managementPolicies@2025-01-01' = {
  parent: data
  name: 'default'
  properties: {
    policy: {
      rules: [
        {
          name: 'expire-blobs'
          type: 'Lifecycle'
          enabled: true
          definition: {
            filters: { blobTypes: ['blockBlob', 'appendBlob'] }
            actions: {
              baseBlob: { delete: { daysAfterCreationGreaterThan: 35 } }
              version: { delete: { daysAfterCreationGreaterThan: 35 } }
            }
          }
        }
      ]
    }
  }
  dependsOn: [account]
}
