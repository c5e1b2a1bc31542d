// Receivers of alerts. Severity 0 and 1 go to the page group, which calls and texts; everything else is only mailed.

import { commonTags, onCallPhone } from '../types.bicep'

param name string
param tags commonTags
param operatorEmail string
param onCallPhones onCallPhone[]

var emailReceivers = [{ name: 'operators', emailAddress: operatorEmail, useCommonAlertSchema: true }]

resource page 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: 'ag-page-${name}'
  location: 'global'
  tags: tags
  properties: {
    enabled: true
    groupShortName: 'ghc-page'
    emailReceivers: emailReceivers
    smsReceivers: [
      for phone in onCallPhones: {
        name: 'text-${phone.name}'
        countryCode: phone.countryCode
        phoneNumber: phone.number
      }
    ]
    voiceReceivers: [
      for phone in onCallPhones: {
        name: 'call-${phone.name}'
        countryCode: phone.countryCode
        phoneNumber: phone.number
      }
    ]
  }
}

resource mail 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: 'ag-mail-${name}'
  location: 'global'
  tags: tags
  properties: {
    enabled: true
    groupShortName: 'ghc-mail'
    emailReceivers: emailReceivers
  }
}

output pageId string = page.id
output mailId string = mail.id
