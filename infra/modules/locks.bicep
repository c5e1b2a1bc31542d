// Prod only. What cannot be made again must not be deleted by a slip. Not on the whole group: that would also stop roles and old deployments from being removed.

param dataStorageName string
param vaultName string

resource dataStorage 'Microsoft.Storage/storageAccounts@2025-01-01' existing = { name: dataStorageName }
resource vault 'Microsoft.KeyVault/vaults@2024-11-01' existing = { name: vaultName }

resource keepData 'Microsoft.Authorization/locks@2020-05-01' = {
  name: 'keep-data'
  scope: dataStorage
  properties: { level: 'CanNotDelete', notes: 'Holds every health code.' }
}

resource keepKeys 'Microsoft.Authorization/locks@2020-05-01' = {
  name: 'keep-keys'
  scope: vault
  properties: { level: 'CanNotDelete', notes: 'Without these keys the data cannot be read.' }
}
