// Alerts. Severity 0: people at gates or in the data are being harmed now. 1: will be, if nobody acts. Both page. 2: mailed, for the next working hours.
// A rule fires when its query returns a row. Each description names where to look first.

import { commonTags } from '../types.bicep'

param location string
param tags commonTags
param workspaceId string

@description('Action group for severity 0 and 1.')
param pageId string

@description('Action group for everything else.')
param mailId string

param storageNames string[]
param hasFirewall bool

var names = loadJsonContent('../names.json')

// Colors that do not follow the facts come first: a green code of somebody with a positive result is the worst thing this service can show.
// Each compares what storage received with what ran, so it also fires when the app is too broken to measure anything.
var triggers = [
  { queue: names.queues.labResults, function: names.functions.ingestLabResults, who: 'Laboratories hand in results' }
  {
    queue: names.queues.borderCrossings
    function: names.functions.ingestBorderCrossings
    who: 'Borders hand in crossings'
  }
  { queue: names.queues.recomputeColors, function: names.functions.recomputeColor, who: 'Colors wait to be recomputed' }
]
var triggerRules = map(triggers, trigger => {
  name: 'stale-colors-${trigger.queue}'
  severity: 0
  description: '${trigger.who}, and ${trigger.function} does not run: colors are stale. Check that the app runs and may read its queue.'
  query: $'''
      union
        (StorageQueueLogs
          | where OperationName == "PutMessage" and Uri has "/${trigger.queue}/messages" and TimeGenerated < ago(5m)
          | project what = "sent"),
        (AppRequests
          | where OperationName == "${trigger.function}"
          | project what = "ran")
      | summarize sent = countif(what == "sent"), ran = countif(what == "ran")
      | where sent > 0 and ran == 0
    '''
})

var rules = [
  {
    name: 'stale-colors-lag'
    severity: 0
    description: 'A laboratory result waited over five minutes before it counted: colors are stale. Look at instances and failures of the ingest function.'
    query: $'''
      AppMetrics
      | where Name == "${names.metrics.ingestLag}"
      | summarize oldest = max(Max)
      | where oldest > 300
    '''
  }
  {
    name: 'unreadable-positives'
    severity: 0
    description: 'A laboratory reported a positive that could not be read: the person may still be green. Mend and replay the message now; see the poison playbook.'
    query: $'''
      AppMetrics
      | where Name == "${names.metrics.positivesRefused}"
      | summarize refused = sum(Sum)
      | where refused > 0
    '''
  }
  {
    name: 'failures'
    severity: 1
    description: 'More than 1 in 100 requests fail with a server error. Start with failed requests in Application Insights.'
    query: $'''
      AppRequests
      | summarize failed = countif(toint(ResultCode) >= 500), total = count()
      | where total >= 20 and failed * 100 > total
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
    name: 'appeals-due'
    severity: 1
    description: 'Appeals are near their deadline or past it, and no officer has decided: somebody may be red or yellow by mistake. Call the health officers on duty; ghc appeal list shows the queue.'
    query: $'''
      AppMetrics
      | where Name == "${names.metrics.appealsDue}"
      | summarize due = max(Max)
      | where due > 0
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
    name: 'sign-in-attacks'
    severity: 2
    description: 'Far more refused sign-ins or identities than people mistype: somebody guesses. The log line "Refused" has the pseudonym of each address; look at the WAF log for the source.'
    query: $'''
      AppMetrics
      | where Name == "${names.metrics.refusals}"
      | where tostring(Properties.code) in ("login-failed", "wrong-sms-code", "locked", "proof-required", "consent-required", "identity-verification-failed", "no-crossing-record", "too-many-requests")
      | summarize refused = sum(Sum)
      | where refused > 500
    '''
  }
  {
    name: 'staff-refused'
    severity: 2
    description: 'Staff calls are refused again and again: somebody tries what their role does not allow, or approves what they proposed. Audit and the log line "Refused" tell who.'
    query: $'''
      AppMetrics
      | where Name == "${names.metrics.refusals}"
      | where tostring(Properties.code) in ("forbidden", "second-factor-required", "officer-too-new", "roles-conflict", "needs-approval")
      | summarize refused = sum(Sum)
      | where refused > 100
    '''
  }
  {
    name: 'staff-look-ups'
    severity: 2
    description: 'Staff look people up in numbers that no desk needs. ghc audit list --since shows who and whom.'
    query: $'''
      AppMetrics
      | where Name == "${names.metrics.staffLookUps}"
      | summarize people = sum(Sum)
      | where people > 200
    '''
  }
]

var firewallRules = hasFirewall
  ? [
      {
        name: 'firewall-blocks'
        severity: 2
        description: 'A managed rule of the firewall blocks requests to the API. See "The firewall" in the operations guide: is it an attack, or a field that needs an exclusion?'
        query: $'''
          AzureDiagnostics
          | where Category == "FrontDoorWebApplicationFirewallLog" and action_s in ("Block", "AnomalyScoring", "Log")
          | where requestUri_s has "/api/" and ruleName_s startswith "Microsoft_DefaultRuleSet"
          | summarize matches = count()
          | where matches >= 20
        '''
      }
    ]
  : []

// A rule for every queue, because each belongs to other people and needs another fix.
// Severity 0: a message set aside leaves a color wrong. 1: people wait for it. Otherwise 2.
var poisonSeverities = {
  '${names.queues.labResults}': 0
  '${names.queues.borderCrossings}': 0
  '${names.queues.recomputeColors}': 0
  '${names.queues.measures}': 0
  '${names.queues.smsOutbox}': 1
  '${names.queues.sweepRanges}': 1
}
var poisonRules = map(items(names.queues), queue => {
  name: 'poison-${queue.value}'
  severity: poisonSeverities[?queue.value] ?? 2
  description: 'Messages wait in ${queue.value}${names.poisonSuffix}. See the poison playbook: list, mend, replay.'
  query: $'''
      AppMetrics
      | where Name == "${names.metrics.poisonMessages}" and tostring(Properties.queue) == "${queue.value}${names.poisonSuffix}"
      | summarize arg_max(TimeGenerated, Max)
      | where Max > 0
    '''
})

resource logAlerts 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for rule in concat(triggerRules, rules, firewallRules, poisonRules): {
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
      // A new workspace lacks these tables until the first telemetry arrives.
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
      actions: { actionGroups: [rule.severity <= 1 ? pageId : mailId] }
    }
  }
]

resource storageAvailability 'Microsoft.Insights/metricAlerts@2018-03-01' = [
  for storageName in storageNames: {
    name: 'availability-${storageName}'
    location: 'global'
    tags: tags
    properties: {
      description: 'Storage answers fewer than 99 in 100 requests. See Azure status; the app cannot mend it.'
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
      actions: [{ actionGroupId: pageId }]
    }
  }
]

resource azureIncidents 'Microsoft.Insights/activityLogAlerts@2020-10-01' = {
  name: 'azure-incidents'
  location: 'global'
  tags: tags
  properties: {
    description: 'Azure reports an incident in a service that this subscription uses.'
    enabled: true
    scopes: [subscription().id]
    condition: {
      allOf: [
        { field: 'category', equals: 'ServiceHealth' }
        { field: 'properties.incidentType', equals: 'Incident' }
      ]
    }
    actions: { actionGroups: [{ actionGroupId: pageId }] }
  }
}
