// Prod only. The one public way in: it turns floods away and keeps the web client near the traveler.

import { commonTags } from '../types.bicep'

param name string
param tags commonTags
param workspaceId string
param originHostName string

// Requests from one address in five minutes. A hotel or a border hall shares one address, so these only stop what no hall can produce;
// the app itself counts by phone and by account.
var limits = [
  { name: 'SmsCodes', path: '/api/sms-codes', requests: 100 }
  { name: 'Login', path: '/api/login', requests: 300 }
  { name: 'Apply', path: '/api/apply', requests: 300 }
  { name: 'Everything', path: '/', requests: 6000 }
]

resource profile 'Microsoft.Cdn/profiles@2024-09-01' = {
  name: 'afd-${name}'
  location: 'global'
  tags: tags
  sku: { name: 'Premium_AzureFrontDoor' }
  properties: { originResponseTimeoutSeconds: 30 }

  resource site 'afdEndpoints' = {
    name: name
    location: 'global'
    tags: tags
    properties: { enabledState: 'Enabled' }
  }

  resource app 'originGroups' = {
    name: 'app'
    properties: {
      // No health probe: with one origin it could only take the site down, and every edge location would ask all day.
      loadBalancingSettings: { sampleSize: 4, successfulSamplesRequired: 3, additionalLatencyInMilliseconds: 50 }
      sessionAffinityState: 'Disabled'
    }

    resource functionApp 'origins' = {
      name: 'function-app'
      properties: {
        hostName: originHostName
        originHostHeader: originHostName
        httpsPort: 443
        enforceCertificateNameCheck: true
        enabledState: 'Enabled'
      }
    }
  }
}

resource everything 'Microsoft.Cdn/profiles/afdEndpoints/routes@2024-09-01' = {
  parent: profile::site
  name: 'everything'
  properties: {
    originGroup: { id: profile::app.id }
    patternsToMatch: ['/*']
    supportedProtocols: ['Http', 'Https']
    httpsRedirect: 'Enabled'
    forwardingProtocol: 'HttpsOnly'
    linkToDefaultDomain: 'Enabled'
  }
  dependsOn: [profile::app::functionApp]
}

// Only files whose name carries their content's hash are kept. Anything else cached by mistake would be one traveler's code on another's screen.
resource assets 'Microsoft.Cdn/profiles/afdEndpoints/routes@2024-09-01' = {
  parent: profile::site
  name: 'assets'
  properties: {
    originGroup: { id: profile::app.id }
    patternsToMatch: ['/assets/*']
    supportedProtocols: ['Http', 'Https']
    httpsRedirect: 'Enabled'
    forwardingProtocol: 'HttpsOnly'
    linkToDefaultDomain: 'Enabled'
    cacheConfiguration: {
      queryStringCachingBehavior: 'IgnoreQueryString'
      compressionSettings: {
        isCompressionEnabled: true
        contentTypesToCompress: [
          'text/css'
          'text/javascript'
          'application/javascript'
          'application/json'
          'image/svg+xml'
          'application/wasm'
        ]
      }
    }
  }
  dependsOn: [profile::app::functionApp, everything]
}

resource firewall 'Microsoft.Network/frontDoorWebApplicationFirewallPolicies@2024-02-01' = {
  name: replace('waf-${name}', '-', '')
  location: 'global'
  tags: tags
  sku: { name: 'Premium_AzureFrontDoor' }
  properties: {
    policySettings: { enabledState: 'Enabled', mode: 'Prevention', requestBodyCheck: 'Enabled' }
    customRules: {
      rules: [
        for (limit, i) in limits: {
          name: limit.name
          priority: 100 + i
          enabledState: 'Enabled'
          ruleType: 'RateLimitRule'
          rateLimitDurationInMinutes: 5
          rateLimitThreshold: limit.requests
          action: 'Block'
          // As the app reads a path: whatever its case, and percent-encoded or not.
          matchConditions: [
            {
              matchVariable: 'RequestUri'
              operator: 'Contains'
              matchValue: [limit.path]
              transforms: ['UrlDecode', 'Lowercase']
            }
          ]
        }
      ]
    }
    managedRules: {
      managedRuleSets: [
        { ruleSetType: 'Microsoft_DefaultRuleSet', ruleSetVersion: '2.1', ruleSetAction: 'Block' }
        { ruleSetType: 'Microsoft_BotManagerRuleSet', ruleSetVersion: '1.1' }
      ]
    }
  }
}

resource protection 'Microsoft.Cdn/profiles/securityPolicies@2024-09-01' = {
  parent: profile
  name: 'firewall'
  properties: {
    parameters: {
      type: 'WebApplicationFirewall'
      wafPolicy: { id: firewall.id }
      associations: [{ domains: [{ id: profile::site.id }], patternsToMatch: ['/*'] }]
    }
  }
}

// The access log is left out: it would keep the address of everybody who shows or scans a code.
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
