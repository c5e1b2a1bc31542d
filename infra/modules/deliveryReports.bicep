// Carries what became of each text message and e-mail from Communication Services to the app, which puts it into a queue of ours.
// A webhook, because a system topic of a global source takes no managed identity (https://learn.microsoft.com/azure/event-grid/enable-identity-system-topics),
// and without one Event Grid cannot write to a queue that refuses keys.

import { commonTags } from '../types.bicep'

param name string
param tags commonTags
param workspaceId string
param communicationName string
param siteUrl string
param tenantId string

@description('The Entra application that Event Grid gets its tokens for.')
param applicationId string

@description('Event Grid asks the app whether it wants the reports, so the subscription waits until the app is installed.')
param appRuns bool

resource communication 'Microsoft.Communication/communicationServices@2025-09-01' existing = {
  name: communicationName
}

resource topic 'Microsoft.EventGrid/systemTopics@2025-02-15' = {
  name: name
  location: 'global'
  tags: tags
  properties: {
    source: communication.id
    topicType: 'Microsoft.Communication.CommunicationServices'
  }
}

resource subscription 'Microsoft.EventGrid/systemTopics/eventSubscriptions@2025-02-15' = if (appRuns) {
  parent: topic
  name: 'delivery-reports'
  properties: {
    eventDeliverySchema: 'CloudEventSchemaV1_0'
    filter: {
      includedEventTypes: [
        'Microsoft.Communication.SMSDeliveryReportReceived'
        'Microsoft.Communication.EmailDeliveryReportReceived'
      ]
    }
    destination: {
      endpointType: 'WebHook'
      properties: {
        // No secret: what counts is the token.
        #disable-next-line use-secure-value-for-secure-inputs
        endpointUrl: '${siteUrl}/api/delivery-reports'
        azureActiveDirectoryTenantId: tenantId
        azureActiveDirectoryApplicationIdOrUri: applicationId
        // Many at once, or the limits of the firewall would count a busy hour as an attack.
        maxEventsPerBatch: 100
        preferredBatchSizeInKilobytes: 64
      }
    }
    retryPolicy: { maxDeliveryAttempts: 30, eventTimeToLiveInMinutes: 1440 }
  }
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: topic
  properties: {
    workspaceId: workspaceId
    logs: [{ category: 'DeliveryFailures', enabled: true }]
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}
