// Carries what became of each text message from Communication Services into a queue of ours.

import { commonTags } from '../types.bicep'

param name string
param tags commonTags
param workspaceId string
param communicationName string
param dataStorageName string

var queueName = loadJsonContent('../names.json').queues.smsDeliveryReports

@description('Storage Queue Data Message Sender')
var queueSender = 'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a'

resource communication 'Microsoft.Communication/communicationServices@2025-09-01' existing = {
  name: communicationName
}

resource data 'Microsoft.Storage/storageAccounts@2025-01-01' existing = {
  name: dataStorageName

  resource queues 'queueServices' existing = {
    name: 'default'

    resource reports 'queues' existing = { name: queueName }
  }
}

resource topic 'Microsoft.EventGrid/systemTopics@2025-02-15' = {
  name: name
  location: 'global'
  tags: tags
  identity: { type: 'SystemAssigned' }
  properties: {
    source: communication.id
    topicType: 'Microsoft.Communication.CommunicationServices'
  }
}

// Here and not in roles.bicep, because Event Grid tries the queue when the subscription is made: topic, role, subscription is the only order that works.
resource mayDeliver 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(data::queues::reports.id, topic.id, queueSender)
  scope: data::queues::reports
  properties: {
    principalId: topic.identity.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', queueSender)
    description: 'Event Grid delivers SMS reports'
  }
}

resource subscription 'Microsoft.EventGrid/systemTopics/eventSubscriptions@2025-02-15' = {
  parent: topic
  name: queueName
  properties: {
    eventDeliverySchema: 'CloudEventSchemaV1_0'
    filter: { includedEventTypes: ['Microsoft.Communication.SMSDeliveryReportReceived'] }
    // With an identity, because the account refuses shared keys.
    deliveryWithResourceIdentity: {
      identity: { type: 'SystemAssigned' }
      destination: {
        endpointType: 'StorageQueue'
        properties: {
          resourceId: data.id
          queueName: queueName
          queueMessageTimeToLiveInSeconds: 604800
        }
      }
    }
  }
  dependsOn: [mayDeliver]
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
