// The picture for the operations room: colors, ingest lag, scans an hour.

import { commonTags } from '../types.bicep'

param location string
param tags commonTags
param workspaceId string

// The file names no metric itself: names.json is the only place where they stand.
var names = loadJsonContent('../names.json')
var content = reduce(
  items(names.metrics),
  loadTextContent('../workbook.json'),
  (text, metric) => replace(string(text), '{{${metric.key}}}', string(metric.value))
)

resource workbook 'Microsoft.Insights/workbooks@2023-06-01' = {
  name: guid(resourceGroup().id, 'health-code')
  location: location
  tags: tags
  kind: 'shared'
  properties: {
    displayName: 'Health code'
    category: 'workbook'
    sourceId: workspaceId
    serializedData: content
  }
}
