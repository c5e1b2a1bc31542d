// What the Functions host keeps for itself: the deployed package, leases of timers, its keys. And the backups of the tables, sealed as the rows are: apart from the account that they are of.

import { commonTags } from '../types.bicep'

param name string
param location string
param tags commonTags
param workspaceId string
param production bool

param deploymentContainerName string

// As functions/Ghc.Platform/Storage/BackupStore.cs names it.
var backupContainerName = 'backup'

module account 'storageAccount.bicep' = {
  params: { name: name, location: location, tags: tags, workspaceId: workspaceId, production: production }
}

resource host 'Microsoft.Storage/storageAccounts@2025-01-01' existing = {
  name: name

  resource blobs 'blobServices' existing = { name: 'default' }
}

resource deployment 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-01-01' = {
  parent: host::blobs
  name: deploymentContainerName
  properties: { publicAccess: 'None' }
  dependsOn: [account]
}

resource backup 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-01-01' = {
  parent: host::blobs
  name: backupContainerName
  properties: { publicAccess: 'None' }
  dependsOn: [account]
}

// Each deployment overwrites the package, and versioning keeps the one before. Only old versions expire: deleting the package itself stops the app.
resource lifecycle 'Microsoft.Storage/storageAccounts/managementPolicies@2025-01-01' = {
  parent: host
  name: 'default'
  properties: {
    policy: {
      rules: [
        {
          name: 'expire-old-packages'
          type: 'Lifecycle'
          enabled: true
          definition: {
            filters: { blobTypes: ['blockBlob'] }
            actions: { version: { delete: { daysAfterCreationGreaterThan: 90 } } }
          }
        }
        {
          // What was erased must not live on in backups for longer than this.
          name: 'expire-backups'
          type: 'Lifecycle'
          enabled: true
          definition: {
            filters: { blobTypes: ['blockBlob'], prefixMatch: ['${backupContainerName}/'] }
            actions: {
              baseBlob: { delete: { daysAfterCreationGreaterThan: 14 } }
              version: { delete: { daysAfterCreationGreaterThan: 1 } }
            }
          }
        }
      ]
    }
  }
  dependsOn: [account]
}
