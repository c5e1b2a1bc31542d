// The one identity of the application. It is user-assigned so that its roles exist before the app starts for the first time.

import { commonTags } from '../types.bicep'

param name string
param location string
param tags commonTags

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: name
  location: location
  tags: tags
}
