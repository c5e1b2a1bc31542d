// Types and functions that several files use.

@export()
@description('On every resource that supports tags, so that costs and orphans can be traced back to this template.')
type commonTags = {
  application: string
  environment: string
  source: string
}

@export()
@description('A laboratory or border authority. It may send to its queue, and nothing else.')
type sender = {
  @description('Shown in the role assignment, for example gz-kingmed.')
  name: string

  @description('Object id of its service principal in Microsoft Entra ID.')
  @minLength(36)
  @maxLength(36)
  principalId: string
}

@export()
@description('A phone that an alert calls and texts.')
type onCallPhone = {
  name: string

  @description('Country calling code without +, for example 852.')
  countryCode: string

  number: string
}

@export()
@description('Keys by id. The vault holds each as a secret named after its ring and id, for example sealing-k1.')
type keyRing = {
  @description('Id of the key that new codes and fields use. It must be among ids.')
  current: string

  @description('Every key that can still be read. A key is retired by leaving this list.')
  @minLength(1)
  ids: string[]
}

@export()
type keyRings = {
  @description('Seals personal fields and the handle inside a code.')
  sealing: keyRing

  @description('Signs codes and session tokens.')
  signing: keyRing
}

@export()
@description('Tencent Cloud SMS, for area codes that Communication Services does not reach. Its key is three secrets of the vault, tencent-secret-id, tencent-secret-key and tencent-callback-key. See docs/texts.md.')
type tencentSettings = {
  @description('Area codes that go by it, for example 86=tencent;852=tencent;853=tencent.')
  routes: string

  @description('Id of the SMS application.')
  sdkAppId: string

  @description('Approved signature, without brackets.')
  signName: string

  @description('Approved templates, for example code/zh-Hans=1234567;code/en=1234568.')
  templates: string

  region: string

  @description('https://sms.tencentcloudapi.com, or https://sms.intl.tencentcloudapi.com for an international account.')
  endpoint: string
}

@export()
@description('A resource that prod reaches through a private endpoint.')
type privateTarget = {
  name: string

  @description('Which part of the resource: an account has one endpoint for blobs, one for queues, one for tables.')
  part: 'blob' | 'queue' | 'table' | 'vault'
}

@export()
@description('The value of an app setting that App Service reads from the vault, so that the template never holds a secret.')
func secretReference(vaultName string, secretName string) string =>
  '@Microsoft.KeyVault(VaultName=${vaultName};SecretName=${secretName})'
