// Tells when the site is down: a test from outside every five minutes, and what Front Door answers.

import { commonTags } from '../types.bicep'

param name string
param location string
param tags commonTags
param insightsName string
param pageId string
param siteUrl string

@description('Empty where there is no Front Door.')
param frontDoorName string

// Names that Azure gives the places it tests from: Hong Kong, Singapore, Japan East, West Europe, West US.
// https://learn.microsoft.com/azure/azure-monitor/app/availability
var testLocations = ['apac-hk-hkn-azr', 'apac-sg-sin-azr', 'apac-jp-kaw-edge', 'emea-nl-ams-azr', 'us-ca-sjc-azr']

resource insights 'Microsoft.Insights/components@2020-02-02' existing = { name: insightsName }

resource test 'Microsoft.Insights/webtests@2022-06-15' = {
  name: 'site-${name}'
  location: location
  // Application Insights finds its tests by this tag.
  tags: union(tags, { 'hidden-link:${insights.id}': 'Resource' })
  kind: 'standard'
  properties: {
    SyntheticMonitorId: 'site-${name}'
    Name: 'site'
    Description: 'The site answers, and so does its storage.'
    Enabled: true
    Frequency: 300
    Timeout: 30
    Kind: 'standard'
    RetryEnabled: true
    Locations: [for testLocation in testLocations: { Id: testLocation }]
    Request: { RequestUrl: '${siteUrl}/api/health', HttpVerb: 'GET', ParseDependentRequests: false }
    ValidationRules: { ExpectedHttpStatusCode: 200, SSLCheck: true, SSLCertRemainingLifetimeCheck: 14 }
  }
}

resource siteDown 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'site-down'
  location: 'global'
  tags: tags
  properties: {
    description: 'The site does not answer from two places or more. See the playbook "The site is down".'
    severity: 0
    enabled: true
    scopes: [test.id, insights.id]
    evaluationFrequency: 'PT1M'
    windowSize: 'PT5M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.WebtestLocationAvailabilityCriteria'
      webTestId: test.id
      componentId: insights.id
      failedLocationCount: 2
    }
    actions: [{ actionGroupId: pageId }]
  }
}

resource frontDoorErrors 'Microsoft.Insights/metricAlerts@2018-03-01' = if (!empty(frontDoorName)) {
  name: 'front-door-errors'
  location: 'global'
  tags: tags
  properties: {
    description: 'More than one answer in ten of Front Door is an error of the site. See the playbook "The site is down".'
    severity: 0
    enabled: true
    scopes: [resourceId('Microsoft.Cdn/profiles', frontDoorName)]
    evaluationFrequency: 'PT1M'
    windowSize: 'PT5M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'errors'
          metricNamespace: 'Microsoft.Cdn/profiles'
          metricName: 'Percentage5XX'
          timeAggregation: 'Average'
          operator: 'GreaterThan'
          threshold: 10
        }
      ]
    }
    actions: [{ actionGroupId: pageId }]
  }
}
