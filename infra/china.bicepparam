// For Azure operated by 21Vianet, without Flex Consumption, Front Door and Communication Services. See docs/azure-china.md.
using 'main.bicep'

param environmentName = 'prod'
param plan = 'premium'
param edge = 'gateway'
param gatewayRanges = ['203.0.113.10/32']
param publicUrl = readEnvironmentVariable('GHC_PUBLIC_URL', 'https://ghc.example.cn')
param operatorEmail = readEnvironmentVariable('GHC_OPERATOR_EMAIL', 'operators@example.org')
param operatorsId = readEnvironmentVariable('GHC_OPERATORS_ID', '00000000-0000-0000-0000-000000000001')
param onCallPhones = [
  {
    name: 'on-call'
    countryCode: readEnvironmentVariable('GHC_ON_CALL_COUNTRY_CODE', '86')
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
param textProvider = 'tencent'
// Replace these by your application's (docs/texts.md).
param tencent = {
  routes: ''
  sdkAppId: '1400000000'
  signName: 'GHC'
  templates: 'code/zh-Hans=1000001;code/en=1000002'
  region: 'ap-guangzhou'
  endpoint: 'https://sms.tencentcloudapi.com'
}
param textSender = readEnvironmentVariable('GHC_TEXT_SENDER', '+18005550100')
param monthlyBudget = int(readEnvironmentVariable('GHC_MONTHLY_BUDGET', '20000'))
param budgetStart = readEnvironmentVariable('GHC_BUDGET_START', '2026-12-01')
