// Prod only. Front Door is the one public entrance. It keeps static files near the traveler; firewall.bicep filters what comes in, routes.bicep leads to the app.

import { commonTags } from '../types.bicep'

param profileName string
param endpointName string
param tags commonTags
param workspaceId string

resource profile 'Microsoft.Cdn/profiles@2024-09-01' = {
  name: profileName
  location: 'global'
  tags: tags
  sku: { name: 'Premium_AzureFrontDoor' }
  properties: { originResponseTimeoutSeconds: 30 }

  resource site 'afdEndpoints' = {
    name: endpointName
    location: 'global'
    tags: tags
    properties: { enabledState: 'Enabled' }
  }
}

// The access log is left out: it would record the address of everybody who shows or scans a code.
resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: profile
  properties: {
    workspaceId: workspaceId
    logs: [{ category: 'FrontDoorWebApplicationFirewallLog', enabled: true }]
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

output frontDoorId string = profile.properties.frontDoorId
output hostName string = profile::site.properties.hostName
