// Pepper and key rings. Their values are set by an operator (README, first deployment) and never pass through this template.

import { commonTags } from '../types.bicep'

param name string
param location string
param tags commonTags
param workspaceId string
param production bool

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    // Whoever loses the pepper or a sealing key loses every record, so that not even an owner can purge them early.
    enablePurgeProtection: true
    enableSoftDelete: true
    softDeleteRetentionInDays: 90
    publicNetworkAccess: production ? 'Disabled' : 'Enabled'
    networkAcls: {
      bypass: 'None'
      defaultAction: production ? 'Deny' : 'Allow'
    }
  }
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: vault
  properties: {
    workspaceId: workspaceId
    logs: [{ category: 'AuditEvent', enabled: true }]
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}
