// What wakes somebody up. A row a rule: it fires when its query returns a row. Each description says where to start looking.

import { commonTags } from '../types.bicep'

param location string
param tags commonTags
param workspaceId string
param actionGroupId string
param storageNames string[]

var names = loadJsonContent('../names.json')

var rules = [
  {
    name: 'failures'
    severity: 1
    description: 'More than 1 in 100 requests fail on our side. Start with failed requests in Application Insights.'
    query: $'''
      AppRequests
      | summarize failed = countif(toint(ResultCode) >= 500), total = count()
      | where total >= 20 and failed * 100 > total
    '''
  }
  {
    name: 'latency'
    severity: 2
    description: 'One scan in twenty takes over a second: queues are forming at the gates. See the morning-rush playbook.'
    query: $'''
      AppRequests
      | where Url has "/api/scan"
      | summarize p95 = percentile(DurationMs, 95), total = count()
      | where total >= 20 and p95 > 1000
    '''
  }
  {
    name: 'oldest-lab-message'
    severity: 1
    description: 'A laboratory result waited over five minutes before it counted. Look at instances and failures of the ingest function.'
    query: $'''
      AppMetrics
      | where Name == "${names.metrics.ingestLag}"
      | summarize oldest = max(Max)
      | where oldest > 300
    '''
  }
  {
    // Compares what storage saw with what ran, so that it also fires when the app is too broken to measure anything.
    name: 'function-not-triggering'
    severity: 0
    description: 'Laboratories hand results in and nothing ingests them. Check that the app runs and may read its queue.'
    query: $'''
      union
        (StorageQueueLogs
          | where OperationName == "PutMessage" and Uri has "/${names.queues.labResults}/messages" and TimeGenerated < ago(5m)
          | project what = "sent"),
        (AppRequests
          | where OperationName == "${names.functions.ingestLabResults}"
          | project what = "ingested")
      | summarize sent = countif(what == "sent"), ingested = countif(what == "ingested")
      | where sent > 0 and ingested == 0
    '''
  }
  {
    name: 'sms-failures'
    severity: 1
    description: 'Text messages fail: nobody new can sign in. Check the provider, the number and its limits.'
    query: $'''
      AppMetrics
      | where Name == "${names.metrics.smsFailed}"
      | summarize failed = sum(Sum)
      | where failed >= 10
    '''
  }
  {
    name: 'sign-in-attacks'
    severity: 2
    description: 'Far more refused sign-ins than people mistype. Look at the WAF log for their source.'
    query: $'''
      AppRequests
      | where Url has_any ("/api/login", "/api/sms-codes", "/api/apply") and ResultCode in ("401", "429")
      | summarize refused = count()
      | where refused > 500
    '''
  }
]

// A rule of its own for every queue, because each belongs to other people and has another way out.
var poisonRules = map(items(names.queues), queue => {
  name: 'poison-${queue.value}'
  severity: 1
  description: 'Messages wait in ${queue.value}${names.poisonSuffix}. See the poison playbook: list, mend, replay.'
  query: $'''
      AppMetrics
      | where Name == "${names.metrics.poisonMessages}" and tostring(Properties.queue) == "${queue.value}${names.poisonSuffix}"
      | summarize arg_max(TimeGenerated, Max)
      | where Max > 0
    '''
})

resource logAlerts 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for rule in concat(rules, poisonRules): {
    name: rule.name
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: rule.name
      description: rule.description
      severity: rule.severity
      enabled: true
      scopes: [workspaceId]
      evaluationFrequency: 'PT5M'
      windowSize: 'PT15M'
      autoMitigate: true
      // A new workspace has no such tables until the first telemetry arrives.
      skipQueryValidation: true
      criteria: {
        allOf: [
          {
            query: rule.query
            timeAggregation: 'Count'
            operator: 'GreaterThan'
            threshold: 0
            failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
          }
        ]
      }
      actions: { actionGroups: [actionGroupId] }
    }
  }
]

resource storageAvailability 'Microsoft.Insights/metricAlerts@2018-03-01' = [
  for storageName in storageNames: {
    name: 'availability-${storageName}'
    location: 'global'
    tags: tags
    properties: {
      description: 'Storage answers fewer than 99 in 100 requests. Nothing of ours can help it: see Azure status.'
      severity: 0
      enabled: true
      scopes: [resourceId('Microsoft.Storage/storageAccounts', storageName)]
      evaluationFrequency: 'PT1M'
      windowSize: 'PT5M'
      criteria: {
        'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
        allOf: [
          {
            criterionType: 'StaticThresholdCriterion'
            name: 'availability'
            metricNamespace: 'Microsoft.Storage/storageAccounts'
            metricName: 'Availability'
            timeAggregation: 'Average'
            operator: 'LessThan'
            threshold: 99
          }
        ]
      }
      actions: [{ actionGroupId: actionGroupId }]
    }
  }
]
