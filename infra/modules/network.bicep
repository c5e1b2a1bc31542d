// Prod only. The app calls out from one known address and reaches storage and keys without the internet. Operators do the same from a machine in their subnet.

import { commonTags } from '../types.bicep'

param name string
param location string
param tags commonTags
param workspaceId string

@description('Address ranges beyond this network that may reach storage and keys: of a VPN, or of laboratories behind a gateway.')
param guestRanges string[]

param plan 'flex' | 'premium'

var appRange = '10.20.0.0/24'
var operatorRange = '10.20.2.0/24'

// The app never opens a management connection; whoever took it over must not be able to either.
var noManagement = {
  name: 'no-management'
  properties: {
    priority: 100
    direction: 'Outbound'
    access: 'Deny'
    protocol: 'Tcp'
    sourceAddressPrefix: '*'
    sourcePortRange: '*'
    destinationAddressPrefix: 'VirtualNetwork'
    destinationPortRanges: ['22', '3389', '5985', '5986']
  }
}

resource appRules 'Microsoft.Network/networkSecurityGroups@2024-05-01' = {
  name: 'nsg-${name}-app'
  location: location
  tags: tags
  properties: { securityRules: [noManagement] }
}

// Azure's default rules apply: in from this network, out everywhere, nothing in from the internet. Operators connect through Bastion or a gateway.
resource operatorRules 'Microsoft.Network/networkSecurityGroups@2024-05-01' = {
  name: 'nsg-${name}-operators'
  location: location
  tags: tags
}

resource endpointRules 'Microsoft.Network/networkSecurityGroups@2024-05-01' = {
  name: 'nsg-${name}-endpoints'
  location: location
  tags: tags
  properties: {
    securityRules: [
      noManagement
      {
        name: 'app-operators-and-guests'
        properties: {
          priority: 100
          direction: 'Inbound'
          access: 'Allow'
          protocol: 'Tcp'
          sourceAddressPrefixes: concat([appRange, operatorRange], guestRanges)
          sourcePortRange: '*'
          destinationAddressPrefix: '*'
          destinationPortRange: '443'
        }
      }
      {
        name: 'deny-all-other'
        properties: {
          priority: 200
          direction: 'Inbound'
          access: 'Deny'
          protocol: '*'
          sourceAddressPrefix: '*'
          sourcePortRange: '*'
          destinationAddressPrefix: '*'
          destinationPortRange: '*'
        }
      }
    ]
  }
}

resource address 'Microsoft.Network/publicIPAddresses@2024-05-01' = {
  name: 'pip-${name}'
  location: location
  tags: tags
  sku: { name: 'Standard' }
  zones: ['1', '2', '3']
  properties: { publicIPAllocationMethod: 'Static' }
}

// New networks have no outbound access by default. Text messages, Entra ID and telemetry are on the internet.
resource outbound 'Microsoft.Network/natGateways@2024-05-01' = {
  name: 'ng-${name}'
  location: location
  tags: tags
  sku: { name: 'Standard' }
  properties: { publicIpAddresses: [{ id: address.id }] }
}

resource network 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: 'vnet-${name}'
  location: location
  tags: tags
  properties: {
    addressSpace: { addressPrefixes: ['10.20.0.0/16'] }
    // Inline, not child resources: with child resources a second deployment would first delete the subnets.
    subnets: [
      {
        name: 'app'
        properties: {
          // Flex Consumption joins a network through Container Apps, where many instances share an address: a /24 is plenty.
          addressPrefix: appRange
          delegations: [
            {
              name: plan
              properties: { serviceName: plan == 'flex' ? 'Microsoft.App/environments' : 'Microsoft.Web/serverFarms' }
            }
          ]
          networkSecurityGroup: { id: appRules.id }
          natGateway: { id: outbound.id }
          defaultOutboundAccess: false
        }
      }
      {
        name: 'endpoints'
        properties: {
          addressPrefix: '10.20.1.0/24'
          networkSecurityGroup: { id: endpointRules.id }
          // Without this the rules above do not apply to private endpoints.
          privateEndpointNetworkPolicies: 'Enabled'
          defaultOutboundAccess: false
        }
      }
      {
        name: 'operators'
        properties: {
          addressPrefix: operatorRange
          networkSecurityGroup: { id: operatorRules.id }
          natGateway: { id: outbound.id }
          defaultOutboundAccess: false
        }
      }
      {
        // VPN and ExpressRoute gateways require this name, and allow no network rules on it. Empty until a gateway is added.
        name: 'GatewaySubnet'
        properties: { addressPrefix: '10.20.3.0/27' }
      }
    ]
  }

  resource app 'subnets' existing = { name: 'app' }
  resource endpoints 'subnets' existing = { name: 'endpoints' }
}

resource networkDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: network
  properties: {
    workspaceId: workspaceId
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

resource addressDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: address
  properties: {
    workspaceId: workspaceId
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

resource appRuleDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: appRules
  properties: {
    workspaceId: workspaceId
    logs: [{ category: 'NetworkSecurityGroupEvent', enabled: true }]
  }
}

resource operatorRuleDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: operatorRules
  properties: {
    workspaceId: workspaceId
    logs: [{ category: 'NetworkSecurityGroupEvent', enabled: true }]
  }
}

resource endpointRuleDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: endpointRules
  properties: {
    workspaceId: workspaceId
    logs: [{ category: 'NetworkSecurityGroupEvent', enabled: true }]
  }
}

output networkId string = network.id
output appSubnetId string = network::app.id
output endpointSubnetId string = network::endpoints.id
