// One installation of the health code, in a resource group of its own. Each module below is a file in modules/.

targetScope = 'resourceGroup'

import { keyRings, onCallPhone, sender, tencentSettings } from 'types.bicep'

@description('prod adds zones, a private network, a public edge with a firewall, always-ready instances, and locks.')
param environmentName 'dev' | 'prod'

@description('Hosting plan of the app: Flex Consumption, or Elastic Premium in clouds and regions without it.')
param plan 'flex' | 'premium' = 'flex'

@description('What prod puts in front of the app: Front Door Premium, or a gateway with a firewall that is not part of this template (see docs/azure-china.md).')
param edge 'frontDoor' | 'gateway' = 'frontDoor'

@description('With edge = gateway: address ranges that the gateway connects from. The app refuses all others.')
param gatewayRanges string[] = []

@description('With edge = gateway: where travelers go, for example https://ghc.example. Otherwise the template knows it.')
param publicUrl string = ''

param location string = resourceGroup().location

@description('E-mail address that receives every alert.')
param operatorEmail string

@description('Phones that alerts of severity 0 and 1 call and text. Required in prod.')
param onCallPhones onCallPhone[] = []

@description('Object id of the Entra ID group of operators: they set keys, read telemetry, and run ghc against the data.')
@minLength(36)
@maxLength(36)
param operatorsId string

@description('Laboratories: each may send to the queue of results, and nothing else.')
param laboratories sender[]

@description('Border authorities: each may send to the queue of crossings, and nothing else.')
param borders sender[]

@description('Ids of the keys in the vault. Rotating a key is a change here (see docs/operations.md).')
param keys keyRings

@description('Who sends text messages that no route names: Azure Communication Services, or Tencent Cloud where that is missing.')
param textProvider 'azure' | 'tencent' = 'azure'

@description('Tencent Cloud SMS, for the mainland, Hong Kong and Macao; null without it.')
param tencent tencentSettings?

@description('Number or registered name that text messages come from.')
param textSender string

@description('The domain that e-mails with codes come from, as mail.example.org; empty without e-mail.')
param emailDomain string = ''

@description('Whether the records of the domain are in DNS. Until then it is made, and sends nothing.')
param emailSends bool = false

@description('Whether travelers may apply with an e-mail address instead of a phone, and remove the phone of their account. Only where e-mails are sent.')
param phoneOptional bool = false

@description('The Entra application that Event Grid shows a token for when it reports what became of texts. tools/deploy/reports-app.sh makes it.')
param reportsApplicationId string = ''

@description('Whether the app is installed. make deploy deploys twice: Event Grid asks the app before it reports to it.')
param appRuns bool = true

@description('The first week of an installation: the managed rules of the firewall log and do not block. Rate limits block at all times.')
param firewallLogsOnly bool = false

@description('Address ranges that may reach storage and keys in prod beside the app and operators: of a VPN, or of laboratories behind a gateway.')
param guestRanges string[] = []

@description('Monthly amount, in the currency of the subscription, that triggers a budget alert.')
param monthlyBudget int

@description('First day of the month of the first deployment, YYYY-MM-DD.')
param budgetStart string

var production = environmentName == 'prod'
var hasFrontDoor = production && edge == 'frontDoor'
var hasCommunication = textProvider == 'azure'
var emailSender = !empty(emailDomain) && emailSends ? 'code' : ''
var unique = uniqueString(resourceGroup().id)
var name = 'ghc-${environmentName}-${unique}'
var tags = {
  application: 'guangdong-health-code'
  environment: environmentName
  source: 'infra/main.bicep'
}

// Names are decided here and not handed from module to module, so that what-if can resolve them before a deployment.
var identityName = 'id-${name}'
var hostStorageName = 'ghchost${unique}'
var dataStorageName = 'ghcdata${unique}'
var vaultName = 'kv-ghc-${unique}'
var communicationName = 'acs-${name}'
var frontDoorName = 'afd-${name}'
var workspaceName = 'log-${name}'
var insightsName = 'appi-${name}'
var deploymentContainerName = 'deployment'

var edgeHostName = frontDoor.?outputs.hostName ?? ''
var siteUrl = hasFrontDoor ? 'https://${edgeHostName}' : publicUrl

// Monitoring

module monitoring 'modules/monitoring.bicep' = {
  params: {
    workspaceName: workspaceName
    insightsName: insightsName
    location: location
    tags: tags
    retentionDays: production ? 90 : 30
  }
}

module actionGroups 'modules/actionGroups.bicep' = {
  params: { name: name, tags: tags, operatorEmail: operatorEmail, onCallPhones: onCallPhones }
}

module alerts 'modules/alerts.bicep' = {
  params: {
    location: location
    tags: tags
    workspaceId: monitoring.outputs.workspaceId
    pageId: actionGroups.outputs.pageId
    mailId: actionGroups.outputs.mailId
    storageNames: [hostStorageName, dataStorageName]
    hasFirewall: hasFrontDoor
  }
  dependsOn: [hostStorage, dataStorage]
}

module availability 'modules/availability.bicep' = {
  params: {
    name: name
    location: location
    tags: tags
    insightsName: insightsName
    pageId: actionGroups.outputs.pageId
    siteUrl: functionApp.outputs.siteUrl
    frontDoorName: hasFrontDoor ? frontDoorName : ''
  }
}

module workbook 'modules/workbook.bicep' = {
  params: { location: location, tags: tags, workspaceId: monitoring.outputs.workspaceId }
}

module budget 'modules/budget.bicep' = {
  params: { name: name, actionGroupId: actionGroups.outputs.mailId, amount: monthlyBudget, startDate: budgetStart }
}

// Storage and keys

module hostStorage 'modules/hostStorage.bicep' = {
  params: {
    name: hostStorageName
    location: location
    tags: tags
    workspaceId: monitoring.outputs.workspaceId
    production: production
    deploymentContainerName: deploymentContainerName
  }
}

module dataStorage 'modules/dataStorage.bicep' = {
  params: {
    name: dataStorageName
    location: location
    tags: tags
    workspaceId: monitoring.outputs.workspaceId
    production: production
  }
}

module keyVault 'modules/keyVault.bicep' = {
  params: {
    name: vaultName
    location: location
    tags: tags
    workspaceId: monitoring.outputs.workspaceId
    production: production
  }
}

module locks 'modules/locks.bicep' = if (production) {
  params: { dataStorageName: dataStorageName, vaultName: vaultName }
  dependsOn: [dataStorage, keyVault]
}

// Text messages and e-mails

module communication 'modules/communication.bicep' = if (hasCommunication) {
  params: {
    name: communicationName
    tags: tags
    workspaceId: monitoring.outputs.workspaceId
    emailDomain: emailDomain
    emailSender: emailSender
  }
}

module deliveryReports 'modules/deliveryReports.bicep' = if (hasCommunication) {
  params: {
    name: 'evgt-${name}'
    tags: tags
    workspaceId: monitoring.outputs.workspaceId
    communicationName: communicationName
    siteUrl: functionApp.outputs.siteUrl
    tenantId: tenant().tenantId
    applicationId: reportsApplicationId
    appRuns: appRuns
  }
}

// Network and edge

module network 'modules/network.bicep' = if (production) {
  params: {
    name: name
    location: location
    tags: tags
    workspaceId: monitoring.outputs.workspaceId
    guestRanges: guestRanges
    plan: plan
  }
}

module privateEndpoints 'modules/privateEndpoints.bicep' = if (production) {
  params: {
    location: location
    tags: tags
    networkId: network!.outputs.networkId
    subnetId: network!.outputs.endpointSubnetId
    targets: [
      { name: hostStorageName, part: 'blob' }
      { name: hostStorageName, part: 'table' }
      { name: dataStorageName, part: 'queue' }
      { name: dataStorageName, part: 'table' }
      { name: vaultName, part: 'vault' }
    ]
  }
  dependsOn: [hostStorage, dataStorage, keyVault]
}

module frontDoor 'modules/frontDoor.bicep' = if (hasFrontDoor) {
  params: { profileName: frontDoorName, endpointName: name, tags: tags, workspaceId: monitoring.outputs.workspaceId }
}

module firewall 'modules/firewall.bicep' = if (hasFrontDoor) {
  params: { name: name, profileName: frontDoorName, endpointName: name, tags: tags, logsOnly: firewallLogsOnly }
  dependsOn: [frontDoor]
}

module routes 'modules/routes.bicep' = if (hasFrontDoor) {
  params: { profileName: frontDoorName, endpointName: name, originHostName: functionApp.outputs.hostName }
}

// App

module identity 'modules/identity.bicep' = {
  params: { name: identityName, location: location, tags: tags }
}

module roles 'modules/roles.bicep' = {
  params: {
    identityName: identityName
    hostStorageName: hostStorageName
    dataStorageName: dataStorageName
    vaultName: vaultName
    insightsName: insightsName
    communicationName: hasCommunication ? communicationName : ''
    laboratories: laboratories
    borders: borders
  }
  dependsOn: [identity, hostStorage, dataStorage, keyVault, monitoring, communication]
}

module operatorRoles 'modules/operatorRoles.bicep' = {
  params: {
    operatorsId: operatorsId
    appName: name
    dataStorageName: dataStorageName
    hostStorageName: hostStorageName
    vaultName: vaultName
    insightsName: insightsName
    workspaceName: workspaceName
  }
  dependsOn: [functionApp, dataStorage, hostStorage, keyVault, monitoring]
}

module functionApp 'modules/functionApp.bicep' = {
  params: {
    name: name
    location: location
    tags: tags
    workspaceId: monitoring.outputs.workspaceId
    production: production
    plan: plan
    identityName: identityName
    hostStorageName: hostStorageName
    deploymentContainerName: deploymentContainerName
    dataStorageName: dataStorageName
    vaultName: vaultName
    insightsName: insightsName
    textProvider: textProvider
    communicationHostName: communication.?outputs.hostName ?? ''
    textSender: textSender
    emailFrom: hasCommunication && !empty(emailSender) ? '${emailSender}@${emailDomain}' : ''
    phoneOptional: phoneOptional
    tencent: tencent
    reportsApplicationId: hasCommunication ? reportsApplicationId : ''
    keys: keys
    frontDoorId: frontDoor.?outputs.frontDoorId ?? ''
    gatewayRanges: production ? gatewayRanges : []
    siteUrl: siteUrl
    subnetId: network.?outputs.appSubnetId ?? ''
  }
  // The app cannot start before it may read its storage, and in prod it reaches that only through the private endpoints.
  dependsOn: [roles, privateEndpoints]
}

output appName string = name
output siteUrl string = functionApp.outputs.siteUrl
output vaultName string = vaultName
output dataStorageName string = dataStorageName
output hostStorageName string = hostStorageName
