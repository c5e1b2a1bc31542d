// Tells the operators before money runs out. It stops nothing: a health code that goes dark over a bill is worse than the bill.

param name string
param actionGroupId string

@description('A month, in the currency of the subscription.')
param amount int

@description('First day of a month, YYYY-MM-DD. Azure refuses to change it later, so that it is a parameter and not the date of the deployment.')
param startDate string

resource budget 'Microsoft.Consumption/budgets@2023-11-01' = {
  name: name
  properties: {
    category: 'Cost'
    timeGrain: 'Monthly'
    amount: amount
    timePeriod: { startDate: startDate }
    notifications: {
      mostlySpent: {
        enabled: true
        operator: 'GreaterThan'
        threshold: 80
        thresholdType: 'Actual'
        contactEmails: []
        contactGroups: [actionGroupId]
      }
      willOverrun: {
        enabled: true
        operator: 'GreaterThan'
        threshold: 100
        thresholdType: 'Forecasted'
        contactEmails: []
        contactGroups: [actionGroupId]
      }
    }
  }
}
