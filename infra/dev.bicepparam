// A cheap installation to try things in: public network, scales to zero, no Front Door.
// `make deploy` asks for the values below and sets the variables; the second argument of each is a placeholder that it refuses to deploy.
using 'main.bicep'

param environmentName = 'dev'
param operatorEmail = readEnvironmentVariable('GHC_OPERATOR_EMAIL', 'operators@example.org')
param operatorsId = readEnvironmentVariable('GHC_OPERATORS_ID', '00000000-0000-0000-0000-000000000001')
param laboratories = []
param borders = []
param keys = {
  sealing: { current: 'k1', ids: ['k1'] }
  signing: { current: 'k1', ids: ['k1'] }
}
param reportsApplicationId = readEnvironmentVariable('GHC_REPORTS_APPLICATION_ID', '00000000-0000-0000-0000-000000000002')
param appRuns = bool(readEnvironmentVariable('GHC_APP_RUNS', 'true'))
param textSender = readEnvironmentVariable('GHC_TEXT_SENDER', '+18005550100')
param monthlyBudget = int(readEnvironmentVariable('GHC_MONTHLY_BUDGET', '100'))
param budgetStart = readEnvironmentVariable('GHC_BUDGET_START', '2026-12-01')
