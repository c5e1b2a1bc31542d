// Prod only. The web application firewall: rate limits by address, and Microsoft's managed rules for everything that is not free text.

import { commonTags } from '../types.bicep'

param name string
param profileName string
param endpointName string
param tags commonTags

@description('The managed rules log what they would block, and block nothing.')
param logsOnly bool

// Requests from one address in five minutes. A hotel or a border hall shares one address, so these stop only what no hall can produce;
// the app itself counts by phone and by account. The block body stays empty: then Azure answers 429 to these and 403 to a managed rule.
// https://learn.microsoft.com/azure/web-application-firewall/afds/waf-front-door-configure-custom-response-code
var limits = [
  { name: 'SmsCodes', path: '/api/sms-codes', requests: 100 }
  { name: 'EmailCodes', path: '/api/email-codes', requests: 100 }
  { name: 'Login', path: '/api/login', requests: 300 }
  { name: 'Apply', path: '/api/apply', requests: 300 }
  { name: 'Families', path: '/api/families', requests: 300 }
  { name: 'Companions', path: '/api/companions', requests: 600 }
  { name: 'Renewals', path: '/api/documents/renewals', requests: 300 }
  { name: 'Everything', path: '/', requests: 6000 }
]

// JSON members whose value may be any text: codes in Base45 (where %0A reads as a line break), passwords, names, addresses, notes, messages,
// and what passkeys sign (base64url, in which -- reads as the start of an SQL comment).
// They look like SQL or control characters to the managed rules; the app reads them strictly and never builds a query or a page from them.
var freeText = [
  'healthCode'
  'visits.healthCode'
  'password'
  'currentPassword'
  'fullName'
  'traveler.fullName'
  'companions.fullName'
  'name'
  'area'
  'address'
  'note'
  'message'
  'id'
  'clientDataJSON'
  'attestationObject'
  'passkey.id'
  'passkey.clientDataJSON'
  'passkey.authenticatorData'
  'passkey.signature'
  'passkey.userHandle'
]

resource firewall 'Microsoft.Network/frontDoorWebApplicationFirewallPolicies@2024-02-01' = {
  name: replace('waf-${name}', '-', '')
  location: 'global'
  tags: tags
  sku: { name: 'Premium_AzureFrontDoor' }
  properties: {
    policySettings: {
      enabledState: 'Enabled'
      mode: 'Prevention'
      requestBodyCheck: 'Enabled'
      // The log would otherwise hold what matched: a password, a code, a name.
      logScrubbing: {
        state: 'Enabled'
        scrubbingRules: [
          for variable in [
            'RequestBodyJsonArgNames'
            'RequestBodyPostArgNames'
            'RequestCookieNames'
            'RequestHeaderNames'
            'QueryStringArgNames'
          ]: {
            matchVariable: variable
            selectorMatchOperator: 'EqualsAny'
            state: 'Enabled'
          }
        ]
      }
    }
    customRules: {
      rules: concat(
        [
          {
            // Event Grid's reports hold numbers and texts of carriers; the app takes them with a token only. No query, so that no other path can end like this one.
            name: 'DeliveryReports'
            priority: 90
            enabledState: 'Enabled'
            ruleType: 'MatchRule'
            action: 'Allow'
            matchConditions: [
              { matchVariable: 'RequestUri', operator: 'EndsWith', matchValue: ['/api/delivery-reports'] }
              { matchVariable: 'RequestUri', operator: 'Contains', negateCondition: true, matchValue: ['?', '%', '#'] }
            ]
          }
        ],
        map(range(0, length(limits)), i => {
          name: limits[i].name
          priority: 100 + i
          enabledState: 'Enabled'
          ruleType: 'RateLimitRule'
          rateLimitDurationInMinutes: 5
          rateLimitThreshold: limits[i].requests
          action: 'Block'
          // The app reads a path the same way: whatever its case, percent-encoded or not.
          matchConditions: [
            {
              matchVariable: 'RequestUri'
              operator: 'Contains'
              matchValue: [limits[i].path]
              transforms: ['UrlDecode', 'Lowercase']
            }
          ]
        })
      )
    }
    managedRules: {
      managedRuleSets: [
        {
          ruleSetType: 'Microsoft_DefaultRuleSet'
          ruleSetVersion: '2.1'
          ruleSetAction: logsOnly ? 'Log' : 'Block'
          exclusions: concat(
            map(freeText, member => {
              matchVariable: 'RequestBodyJsonArgNames'
              selectorMatchOperator: 'Equals'
              selector: member
            }),
            // Tokens are base64url, in which -- reads as the start of an SQL comment.
            [{ matchVariable: 'RequestCookieNames', selectorMatchOperator: 'StartsWith', selector: '__Host-' }]
          )
          ruleGroupOverrides: [
            {
              // Refuses methods that its author did not expect; the API uses PUT, PATCH and DELETE, and answers 405 itself.
              ruleGroupName: 'METHOD-ENFORCEMENT'
              rules: [{ ruleId: '911100', enabledState: 'Disabled', action: 'Log' }]
            }
          ]
        }
        { ruleSetType: 'Microsoft_BotManagerRuleSet', ruleSetVersion: '1.1' }
      ]
    }
  }
}

resource profile 'Microsoft.Cdn/profiles@2024-09-01' existing = {
  name: profileName

  resource site 'afdEndpoints' existing = { name: endpointName }
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
