// Prod only. Where Front Door sends requests: all of them to the app, of which only files named after their content are cached.

param profileName string
param endpointName string
param originHostName string

resource profile 'Microsoft.Cdn/profiles@2024-09-01' existing = {
  name: profileName

  resource site 'afdEndpoints' existing = { name: endpointName }
}

resource app 'Microsoft.Cdn/profiles/originGroups@2024-09-01' = {
  parent: profile
  name: 'app'
  properties: {
    // No health probe: with one origin it could only take the site down, and every edge location would send one.
    loadBalancingSettings: { sampleSize: 4, successfulSamplesRequired: 3, additionalLatencyInMilliseconds: 50 }
    sessionAffinityState: 'Disabled'
  }

  resource functionApp 'origins' = {
    name: 'function-app'
    properties: {
      hostName: originHostName
      originHostHeader: originHostName
      httpsPort: 443
      enforceCertificateNameCheck: true
      enabledState: 'Enabled'
    }
  }
}

resource everything 'Microsoft.Cdn/profiles/afdEndpoints/routes@2024-09-01' = {
  parent: profile::site
  name: 'everything'
  properties: {
    originGroup: { id: app.id }
    patternsToMatch: ['/*']
    supportedProtocols: ['Http', 'Https']
    httpsRedirect: 'Enabled'
    forwardingProtocol: 'HttpsOnly'
    linkToDefaultDomain: 'Enabled'
  }
  dependsOn: [app::functionApp]
}

// Only files whose name carries a hash of their content are cached. Caching anything else would show one traveler's code to another.
resource assets 'Microsoft.Cdn/profiles/afdEndpoints/routes@2024-09-01' = {
  parent: profile::site
  name: 'assets'
  properties: {
    originGroup: { id: app.id }
    patternsToMatch: ['/assets/*']
    supportedProtocols: ['Http', 'Https']
    httpsRedirect: 'Enabled'
    forwardingProtocol: 'HttpsOnly'
    linkToDefaultDomain: 'Enabled'
    cacheConfiguration: {
      queryStringCachingBehavior: 'IgnoreQueryString'
      compressionSettings: {
        isCompressionEnabled: true
        contentTypesToCompress: [
          'text/css'
          'text/javascript'
          'application/javascript'
          'application/json'
          'image/svg+xml'
          'application/wasm'
        ]
      }
    }
  }
  dependsOn: [app::functionApp, everything]
}
