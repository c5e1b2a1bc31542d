// Prod only. The app leaves through one known address and reaches storage and keys without the internet; so do operators, from a machine of their own in here.

import { commonTags } from '../types.bicep'

param name string
param location string
param tags commonTags
param workspaceId string

@description('Address ranges beyond this network that may reach storage and keys: of a VPN, or of laboratories behind a gateway.')
param guestRanges string[]

var appRange = '10.20.0.0/24'
var operatorRange = '10.20.2.0/24'

resource appRules 'Microsoft.Network/networkSecurityGroups@2024-05-01' = {
  name: 'nsg-${name}-app'
  location: location
  tags: tags
}

// The platform's own rules: in from this network, out everywhere, nothing in from the internet. Operators come by Bastion, or by a gateway.
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
        name: 'nobody-else'
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
  properties: { publicIPAllocationMethod: 'Static' }
}

// New networks have no way out of their own. Text messages, Entra ID and telemetry are on the internet.
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
    // Inside the network and not resources of their own: a second deployment would first take them away.
    subnets: [
      {
        name: 'app'
        properties: {
          // Flex Consumption joins a network through Container Apps. Many instances share an address, so that a /24 is plenty.
          addressPrefix: appRange
          delegations: [{ name: 'flex', properties: { serviceName: 'Microsoft.App/environments' } }]
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
        // The name that gateways ask for. Empty until somebody puts a VPN or ExpressRoute gateway into it; Azure wants no rules of ours here.
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
