// The application on Flex Consumption.

import { commonTags, keyRings, secretReference } from '../types.bicep'

param name string
param location string
param tags commonTags
param workspaceId string
param production bool
param identityName string
param hostStorageName string
param deploymentContainerName string
param dataStorageName string
param vaultName string
param insightsName string
param communicationHostName string
param textSender string
param keys keyRings

@description('The id that Front Door puts on every request; in prod Azure and the app refuse any without it. Empty in dev.')
param frontDoorId string

@description('Where travelers go, for links in text messages.')
param siteUrl string

@description('The subnet that it joins in prod. Empty in dev.')
param subnetId string

var functions = loadJsonContent('../names.json').functions

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = { name: identityName }
resource hostStorage 'Microsoft.Storage/storageAccounts@2025-01-01' existing = { name: hostStorageName }
resource dataStorage 'Microsoft.Storage/storageAccounts@2025-01-01' existing = { name: dataStorageName }
resource insights 'Microsoft.Insights/components@2020-02-02' existing = { name: insightsName }

resource plan 'Microsoft.Web/serverfarms@2024-11-01' = {
  name: 'plan-${name}'
  location: location
  tags: tags
  kind: 'functionapp'
  sku: { name: 'FC1', tier: 'FlexConsumption' }
  properties: {
    reserved: true
    zoneRedundant: production
  }
}

resource app 'Microsoft.Web/sites@2024-11-01' = {
  name: name
  location: location
  // azd finds what to deploy to by this tag.
  tags: union(tags, { 'azd-service-name': 'app' })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identity.id}': {} }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    keyVaultReferenceIdentity: identity.id
    virtualNetworkSubnetId: production ? subnetId : null
    functionAppConfig: {
      runtime: { name: 'dotnet-isolated', version: '10.0' }
      deployment: {
        storage: {
          type: 'blobContainer'
          value: '${hostStorage.properties.primaryEndpoints.blob}${deploymentContainerName}'
          authentication: { type: 'UserAssignedIdentity', userAssignedIdentityResourceId: identity.id }
        }
      }
      // HTTP functions scale as one group, each queue function by itself, so that a flood of results cannot starve the gates.
      scaleAndConcurrency: {
        instanceMemoryMB: 2048
        // 250 of this size is what a subscription may have in a region before it asks for more.
        maximumInstanceCount: production ? 250 : 40
        // Nobody waits at a gate for a cold start. With zones the platform itself keeps two of every other function.
        alwaysReady: production
          ? [
              { name: 'http', instanceCount: 3 }
              { name: 'function:${functions.ingestLabResults}', instanceCount: 2 }
            ]
          : []
        triggers: { http: { perInstanceConcurrency: 64 } }
      }
    }
    siteConfig: {
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
      ipSecurityRestrictionsDefaultAction: production ? 'Deny' : 'Allow'
      // The service tag alone would let in anybody's Front Door; the id is ours.
      ipSecurityRestrictions: production
        ? [
            {
              name: 'our-front-door'
              priority: 100
              action: 'Allow'
              tag: 'ServiceTag'
              ipAddress: 'AzureFrontDoor.Backend'
              headers: { 'x-azure-fdid': [frontDoorId] }
            }
          ]
        : []
      // Deployment comes from runners without a fixed address, and signs in with Entra ID (below).
      scmIpSecurityRestrictionsUseMain: false
      scmIpSecurityRestrictionsDefaultAction: 'Allow'
    }
  }

  resource noFtpPasswords 'basicPublishingCredentialsPolicies' = {
    name: 'ftp'
    properties: { allow: false }
  }

  resource noDeploymentPasswords 'basicPublishingCredentialsPolicies' = {
    name: 'scm'
    properties: { allow: false }
  }

  resource settings 'config' = {
    name: 'appsettings'
    properties: union(
      {
        AZURE_CLIENT_ID: identity.properties.clientId
        AzureWebJobsStorage__accountName: hostStorage.name
        AzureWebJobsStorage__credential: 'managedidentity'
        AzureWebJobsStorage__clientId: identity.properties.clientId
        DataStorage__queueServiceUri: dataStorage.properties.primaryEndpoints.queue
        DataStorage__tableServiceUri: dataStorage.properties.primaryEndpoints.table
        DataStorage__credential: 'managedidentity'
        DataStorage__clientId: identity.properties.clientId
        // No secret: without an Entra ID token for it, telemetry is refused.
        APPLICATIONINSIGHTS_CONNECTION_STRING: insights.properties.ConnectionString
        APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identity.properties.clientId};Authorization=AAD'
        Keys__Pepper: secretReference(vaultName, 'pepper')
        Keys__Sealing__Current: keys.sealing.current
        Keys__Signing__Current: keys.signing.current
        Sms__Provider: 'azure'
        Sms__Endpoint: 'https://${communicationHostName}'
        Sms__From: textSender
        Site__Url: siteUrl
        // Only laboratories that an operator registered; on dev, anybody who may send to the queue.
        Laboratories__RequireRegistration: production ? 'true' : 'false'
        // The page of the Functions host would stand where the site's own belongs, if the app did not start.
        AzureWebJobsDisableHomepage: 'true'
        // The rule above asks for it too; the app does not rely on a rule that can be loosened by hand.
        Site__FrontDoorId: frontDoorId
        // Whoever connects is a proxy of Azure's; limits count the address that it reports.
        Site__ClientAddressHeader: production ? 'X-Azure-SocketIP' : 'X-Forwarded-For'
      },
      toObject(keys.sealing.ids, id => 'Keys__Sealing__Keys__${id}', id => secretReference(vaultName, 'sealing-${id}')),
      toObject(keys.signing.ids, id => 'Keys__Signing__Keys__${id}', id => secretReference(vaultName, 'signing-${id}'))
    )
  }
}

resource appDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: app
  properties: {
    workspaceId: workspaceId
    // Telemetry goes to Application Insights; this is for the day when the host does not get that far.
    logs: [{ category: 'FunctionAppLogs', enabled: true }]
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

resource planDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: plan
  properties: {
    workspaceId: workspaceId
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}
