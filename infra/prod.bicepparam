// The public installation. Ids that begin with zeros are placeholders: Azure refuses principals that do not exist, so replace them first.
using 'main.bicep'

param environmentName = 'prod'
param operatorEmail = 'operators@example.org'
param operatorsId = '00000000-0000-0000-0000-000000000001'
param laboratories = [
  { name: 'gz-kingmed', principalId: '00000000-0000-0000-0000-000000000101' }
]
param borders = [
  { name: 'luohu', principalId: '00000000-0000-0000-0000-000000000201' }
]
param keys = {
  sealing: { current: 'k1', ids: ['k1'] }
  signing: { current: 'k1', ids: ['k1'] }
}
param textSender = '+18005550100'
param monthlyBudget = 3000
param budgetStart = '2026-12-01'
