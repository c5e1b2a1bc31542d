// Sends text messages. The phone number is bought by hand: a number cannot be ordered from a template.

import { commonTags } from '../types.bicep'

param name string
param tags commonTags
param workspaceId string

resource service 'Microsoft.Communication/communicationServices@2025-09-01' = {
  name: name
  location: 'global'
  tags: tags
  properties: {
    dataLocation: 'Asia Pacific'
    disableLocalAuth: true
  }
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: service
  properties: {
    workspaceId: workspaceId
    logs: [{ category: 'SMSOperational', enabled: true }]
    metrics: [{ category: 'Traffic', enabled: true }]
  }
}

output hostName string = service.properties.hostName
