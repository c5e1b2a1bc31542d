// A cheap installation to try things in: public network, scales to zero, no Front Door.
using 'main.bicep'

param environmentName = 'dev'
param operatorEmail = 'operators@example.org'
param operatorsId = '00000000-0000-0000-0000-000000000001'
param laboratories = []
param borders = []
param keys = {
  sealing: { current: 'k1', ids: ['k1'] }
  signing: { current: 'k1', ids: ['k1'] }
}
param textSender = '+18005550100'
param monthlyBudget = 100
param budgetStart = '2026-12-01'
