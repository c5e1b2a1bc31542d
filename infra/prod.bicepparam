// The public installation. `make deploy` asks for the values below and sets the variables; the second argument of each is a placeholder that it refuses to deploy.
// Laboratories and borders are listed here by hand; their ids that begin with zeros are placeholders too.
using 'main.bicep'

param environmentName = 'prod'
param operatorEmail = readEnvironmentVariable('GHC_OPERATOR_EMAIL', 'operators@example.org')
param operatorsId = readEnvironmentVariable('GHC_OPERATORS_ID', '00000000-0000-0000-0000-000000000001')
param onCallPhones = [
  {
    name: 'on-call'
    countryCode: readEnvironmentVariable('GHC_ON_CALL_COUNTRY_CODE', '852')
    number: readEnvironmentVariable('GHC_ON_CALL_NUMBER', '00000000')
  }
]
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
param reportsApplicationId = readEnvironmentVariable('GHC_REPORTS_APPLICATION_ID', '00000000-0000-0000-0000-000000000002')
param appRuns = bool(readEnvironmentVariable('GHC_APP_RUNS', 'true'))
param textSender = readEnvironmentVariable('GHC_TEXT_SENDER', '+18005550100')
param emailDomain = readEnvironmentVariable('GHC_EMAIL_DOMAIN', 'mail.example.org')
param emailSends = readEnvironmentVariable('GHC_EMAIL_SENDS', 'true') == 'true'
param phoneOptional = readEnvironmentVariable('GHC_PHONE_OPTIONAL', 'false') == 'true'
param monthlyBudget = int(readEnvironmentVariable('GHC_MONTHLY_BUDGET', '3000'))
param budgetStart = readEnvironmentVariable('GHC_BUDGET_START', '2026-12-01')
