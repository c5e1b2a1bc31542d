// One installation of the health code, in a resource group of its own. Read it as a bill of materials; each part is a file in modules/.

targetScope = 'resourceGroup'

import { keyRings, sender } from 'types.bicep'

@description('prod adds zones, a private network, Front Door, instances that are always ready, and locks.')
param environmentName 'dev' | 'prod'

param location string = resourceGroup().location

@description('Where alerts go.')
param operatorEmail string

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

@description('Number or registered name that text messages come from.')
param textSender string

@description('Address ranges that may reach storage and keys in prod beside the app and operators: of a VPN, or of laboratories behind a gateway.')
param guestRanges string[] = []

@description('What a month may cost before operators are told, in the currency of the subscription.')
param monthlyBudget int

@description('First day of the month of the first deployment, YYYY-MM-DD.')
param budgetStart string

var production = environmentName == 'prod'
var unique = uniqueString(resourceGroup().id)
var name = 'ghc-${environmentName}-${unique}'
var tags = {
  application: 'guangdong-health-code'
  environment: environmentName
  source: 'infra/main.bicep'
}

// Names are decided here and not handed from part to part, so that what-if can tell beforehand what a deployment would do.
var identityName = 'id-${name}'
var hostStorageName = 'ghchost${unique}'
var dataStorageName = 'ghcdata${unique}'
var vaultName = 'kv-ghc-${unique}'
var communicationName = 'acs-${name}'
var workspaceName = 'log-${name}'
var insightsName = 'appi-${name}'
var deploymentContainerName = 'deployment'

// Known before the app exists: Front Door points to it, and the app in turn must know Front Door's id.
var appHostName = '${name}.azurewebsites.net'
var siteHostName = frontDoor.?outputs.hostName ?? appHostName

// Observed

module monitoring 'modules/monitoring.bicep' = {
  params: {
    workspaceName: workspaceName
    insightsName: insightsName
    location: location
    tags: tags
    retentionDays: production ? 90 : 30
  }
}

module actionGroup 'modules/actionGroup.bicep' = {
  params: { name: 'ag-${name}', tags: tags, operatorEmail: operatorEmail }
}

module alerts 'modules/alerts.bicep' = {
  params: {
    location: location
    tags: tags
    workspaceId: monitoring.outputs.workspaceId
    actionGroupId: actionGroup.outputs.id
    storageNames: [hostStorageName, dataStorageName]
  }
  dependsOn: [hostStorage, dataStorage]
}

module workbook 'modules/workbook.bicep' = {
  params: { location: location, tags: tags, workspaceId: monitoring.outputs.workspaceId }
}

module budget 'modules/budget.bicep' = {
  params: { name: name, actionGroupId: actionGroup.outputs.id, amount: monthlyBudget, startDate: budgetStart }
}

// Kept

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

// Text messages

module communication 'modules/communication.bicep' = {
  params: { name: communicationName, tags: tags, workspaceId: monitoring.outputs.workspaceId }
}

module deliveryReports 'modules/deliveryReports.bicep' = {
  params: {
    name: 'evgt-${name}'
    tags: tags
    workspaceId: monitoring.outputs.workspaceId
    communicationName: communicationName
    dataStorageName: dataStorageName
  }
  dependsOn: [communication, dataStorage]
}

// Reached

module network 'modules/network.bicep' = if (production) {
  params: {
    name: name
    location: location
    tags: tags
    workspaceId: monitoring.outputs.workspaceId
    guestRanges: guestRanges
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

module frontDoor 'modules/frontDoor.bicep' = if (production) {
  params: { name: name, tags: tags, workspaceId: monitoring.outputs.workspaceId, originHostName: appHostName }
}

// Run

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
    workspaceName: workspaceName
    communicationName: communicationName
    laboratories: laboratories
    borders: borders
    operatorsId: operatorsId
  }
  dependsOn: [identity, hostStorage, dataStorage, keyVault, monitoring, communication]
}

module functionApp 'modules/functionApp.bicep' = {
  params: {
    name: name
    location: location
    tags: tags
    workspaceId: monitoring.outputs.workspaceId
    production: production
    identityName: identityName
    hostStorageName: hostStorageName
    deploymentContainerName: deploymentContainerName
    dataStorageName: dataStorageName
    vaultName: vaultName
    insightsName: insightsName
    communicationHostName: communication.outputs.hostName
    textSender: textSender
    keys: keys
    frontDoorId: frontDoor.?outputs.frontDoorId ?? ''
    siteUrl: 'https://${siteHostName}'
    subnetId: network.?outputs.appSubnetId ?? ''
  }
  // It cannot start before it may read its storage, and in prod it reaches that only through the endpoints.
  dependsOn: [roles, privateEndpoints]
}

output appName string = name
output siteUrl string = 'https://${siteHostName}'
output vaultName string = vaultName
output dataStorageName string = dataStorageName
