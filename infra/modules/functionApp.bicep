// The function app and its plan: Flex Consumption, or Elastic Premium where Flex is not offered.

import { commonTags, keyRings, secretReference, tencentSettings } from '../types.bicep'

param name string
param location string
param tags commonTags
param workspaceId string
param production bool
param plan 'flex' | 'premium'
param identityName string
param hostStorageName string
param deploymentContainerName string
param dataStorageName string
param vaultName string
param insightsName string
param textProvider string

@description('Empty where Communication Services do not send the texts.')
param communicationHostName string
param textSender string

@description('Empty where no e-mails are sent.')
param emailFrom string

@description('Whether accounts may do without a phone, where e-mails are sent.')
param phoneOptional bool

@description('Null where Tencent Cloud sends no texts.')
param tencent tencentSettings?

@description('Who may report what became of texts: tokens for this Entra application.')
param reportsApplicationId string
param keys keyRings

@description('The id that our Front Door puts on every request: Azure and the app refuse requests without it. Empty where there is no Front Door.')
param frontDoorId string

@description('Where another gateway stands in front of the app: the address ranges it connects from.')
param gatewayRanges string[]

@description('Where travelers go, for links in text messages. Empty: the address of the app itself.')
param siteUrl string

@description('The subnet that the app joins in prod. Empty in dev.')
param subnetId string

var functions = loadJsonContent('../names.json').functions

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = { name: identityName }
resource hostStorage 'Microsoft.Storage/storageAccounts@2025-01-01' existing = { name: hostStorageName }
resource dataStorage 'Microsoft.Storage/storageAccounts@2025-01-01' existing = { name: dataStorageName }
resource insights 'Microsoft.Insights/components@2020-02-02' existing = { name: insightsName }

var flex = plan == 'flex'

// From Front Door only requests that carry our id: the service tag alone would let in every customer's Front Door.
var allowedSources = empty(gatewayRanges)
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
  : map(range(0, length(gatewayRanges)), i => {
      name: 'gateway-${i}'
      priority: 100 + i
      action: 'Allow'
      ipAddress: gatewayRanges[i]
    })

resource hostingPlan 'Microsoft.Web/serverfarms@2024-11-01' = {
  name: 'plan-${name}'
  location: location
  tags: tags
  kind: flex ? 'functionapp' : 'elastic'
  // Premium: with zones, Azure wants an instance in each.
  sku: flex
    ? { name: 'FC1', tier: 'FlexConsumption' }
    : { name: 'EP1', tier: 'ElasticPremium', capacity: production ? 3 : 1 }
  properties: union(
    { reserved: true, zoneRedundant: production },
    flex ? {} : { maximumElasticWorkerCount: production ? 100 : 5 }
  )
}

// HTTP functions scale as one group and each queue function by itself, so that a flood of results cannot starve the gates.
var flexConfig = {
  runtime: { name: 'dotnet-isolated', version: '10.0' }
  deployment: {
    storage: {
      type: 'blobContainer'
      value: '${hostStorage.properties.primaryEndpoints.blob}${deploymentContainerName}'
      authentication: { type: 'UserAssignedIdentity', userAssignedIdentityResourceId: identity.id }
    }
  }
  scaleAndConcurrency: {
    instanceMemoryMB: 2048
    // 250 of this size is the default quota of a subscription in a region.
    maximumInstanceCount: production ? 250 : 40
    // No cold starts at gates. With zones the platform itself keeps two of every other function.
    alwaysReady: production
      ? [
          { name: 'http', instanceCount: 3 }
          { name: 'function:${functions.ingestLabResults}', instanceCount: 2 }
        ]
      : []
    triggers: { http: { perInstanceConcurrency: 64 } }
  }
}

// Premium runs the package from a blob, read with the identity: a file share would need the account's key, which is turned off.
// https://learn.microsoft.com/azure/azure-functions/run-functions-from-deployment-package
var premiumSettings = {
  FUNCTIONS_EXTENSION_VERSION: '~4'
  FUNCTIONS_WORKER_RUNTIME: 'dotnet-isolated'
  WEBSITE_RUN_FROM_PACKAGE: '${hostStorage.properties.primaryEndpoints.blob}${deploymentContainerName}/ghc.zip'
  WEBSITE_RUN_FROM_PACKAGE_BLOB_MI_RESOURCE_ID: identity.id
}
var premiumSiteConfig = {
  linuxFxVersion: 'DOTNET-ISOLATED|10.0'
  minimumElasticInstanceCount: production ? 3 : 1
  // Takes an instance out of service whose storage does not answer.
  healthCheckPath: '/api/health'
  // Scales on queues that answer only inside the network.
  functionsRuntimeScaleMonitoringEnabled: production
  vnetRouteAllEnabled: production
}

var publicUrl = empty(siteUrl) ? 'https://${app.properties.defaultHostName}' : siteUrl

resource app 'Microsoft.Web/sites@2024-11-01' = {
  name: name
  location: location
  // azd deploys to the resource with this tag.
  tags: union(tags, { 'azd-service-name': 'app' })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identity.id}': {} }
  }
  properties: {
    serverFarmId: hostingPlan.id
    httpsOnly: true
    clientAffinityEnabled: false
    keyVaultReferenceIdentity: identity.id
    virtualNetworkSubnetId: production ? subnetId : null
    functionAppConfig: flex ? flexConfig : null
    siteConfig: union(
      {
        minTlsVersion: '1.2'
        scmMinTlsVersion: '1.2'
        ftpsState: 'Disabled'
        http20Enabled: true
        remoteDebuggingEnabled: false
        ipSecurityRestrictionsDefaultAction: production ? 'Deny' : 'Allow'
        ipSecurityRestrictions: production ? allowedSources : []
        // Deployments come from runners without a fixed address, and sign in with Entra ID.
        scmIpSecurityRestrictionsUseMain: false
        scmIpSecurityRestrictionsDefaultAction: 'Allow'
      },
      flex ? {} : premiumSiteConfig
    )
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
        // Backups lie in another account than what they are of.
        BackupStorage__blobServiceUri: hostStorage.properties.primaryEndpoints.blob
        BackupStorage__clientId: identity.properties.clientId
        // Not a secret: telemetry without an Entra ID token is refused.
        APPLICATIONINSIGHTS_CONNECTION_STRING: insights.properties.ConnectionString
        APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identity.properties.clientId};Authorization=AAD'
        Keys__Pepper: secretReference(vaultName, 'pepper')
        Keys__Sealing__Current: keys.sealing.current
        Keys__Signing__Current: keys.signing.current
        Sms__Provider: textProvider
        Sms__From: textSender
        DeliveryReports__TenantId: tenant().tenantId
        DeliveryReports__ApplicationId: reportsApplicationId
        DeliveryReports__Authority: environment().authentication.loginEndpoint
        Site__Url: publicUrl
        // prod takes results only from laboratories that an operator registered; dev from any sender with the role.
        Laboratories__RequireRegistration: production ? 'true' : 'false'
        Borders__RequireRegistration: production ? 'true' : 'false'
        // If the app did not start, the page of the Functions host would show instead of the site.
        AzureWebJobsDisableHomepage: 'true'
        // ipSecurityRestrictions check it too; the app does not rely on a rule that can be changed by hand.
        Site__FrontDoorId: frontDoorId
        // The connection comes from a proxy; limits count the client address that the proxy reports.
        Site__ClientAddressHeader: empty(frontDoorId) ? 'X-Forwarded-For' : 'X-Azure-SocketIP'
        // The SDKs take the authority of this cloud from here.
        AZURE_AUTHORITY_HOST: environment().authentication.loginEndpoint
      },
      textProvider != 'azure' ? {} : { Sms__Endpoint: 'https://${communicationHostName}' },
      empty(emailFrom)
        ? {}
        : {
            Email__Endpoint: 'https://${communicationHostName}'
            Email__From: emailFrom
            Email__PhoneOptional: phoneOptional ? 'true' : 'false'
          },
      tencent == null
        ? {}
        : {
            Sms__Routes: tencent!.routes
            Sms__Tencent__SdkAppId: tencent!.sdkAppId
            Sms__Tencent__SignName: tencent!.signName
            Sms__Tencent__Templates: tencent!.templates
            Sms__Tencent__Region: tencent!.region
            Sms__Tencent__Endpoint: tencent!.endpoint
            Sms__Tencent__SecretId: secretReference(vaultName, 'tencent-secret-id')
            Sms__Tencent__SecretKey: secretReference(vaultName, 'tencent-secret-key')
            Sms__Tencent__CallbackKey: secretReference(vaultName, 'tencent-callback-key')
          },
      flex ? {} : premiumSettings,
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
    // Telemetry goes to Application Insights; this log shows when the host fails before it can send any.
    logs: [{ category: 'FunctionAppLogs', enabled: true }]
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

resource planDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: hostingPlan
  properties: {
    workspaceId: workspaceId
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

output hostName string = app.properties.defaultHostName
output siteUrl string = publicUrl
