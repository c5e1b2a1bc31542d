// Sends text messages and e-mails. The phone number is bought by hand: a number cannot be ordered from a template. A domain for e-mail is made here, and its owner
// has to prove it in DNS before it can send (infra/README.md).

import { commonTags } from '../types.bicep'

param name string
param tags commonTags
param workspaceId string

@description('The domain that e-mails come from; empty without e-mail.')
param emailDomain string

@description('The sender before the @; empty until the domain is proven in DNS, since Azure links no other.')
param emailSender string

resource service 'Microsoft.Communication/communicationServices@2025-09-01' = {
  name: name
  location: 'global'
  tags: tags
  properties: {
    dataLocation: 'Asia Pacific'
    disableLocalAuth: true
    linkedDomains: empty(emailSender) ? [] : [domain.id]
  }
}

resource emailService 'Microsoft.Communication/emailServices@2025-09-01' = if (!empty(emailDomain)) {
  name: name
  location: 'global'
  tags: tags
  properties: { dataLocation: 'Asia Pacific' }
}

resource domain 'Microsoft.Communication/emailServices/domains@2025-09-01' = if (!empty(emailDomain)) {
  parent: emailService
  name: empty(emailDomain) ? 'none' : emailDomain
  location: 'global'
  tags: tags
  properties: {
    domainManagement: 'CustomerManaged'
    // Whether somebody opened a mail is nobody's business.
    userEngagementTracking: 'Disabled'
  }
}

resource senderName 'Microsoft.Communication/emailServices/domains/senderUsernames@2025-09-01' = if (!empty(emailSender)) {
  parent: domain
  name: empty(emailSender) ? 'none' : emailSender
  properties: { username: emailSender, displayName: 'Guangdong Health Code' }
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: service
  properties: {
    workspaceId: workspaceId
    // Of e-mails only that they were sent: the logs of their delivery name recipients.
    logs: concat(
      [{ category: 'SMSOperational', enabled: true }],
      empty(emailSender) ? [] : [{ category: 'EmailSendMailOperational', enabled: true }]
    )
    metrics: [{ category: 'Traffic', enabled: true }]
  }
}

output hostName string = service.properties.hostName
