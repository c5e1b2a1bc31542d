using Ghc.Functions.Texting.Provider;

namespace Ghc.Functions.Tests.Sms;

public sealed class SmsOptionsTests
{
    [Theory]
    [InlineData("azure", "https://ghc.communication.azure.com", null, "+18005550100")]
    [InlineData("azure", "http://127.0.0.1:7071/local/", "c2VjcmV0", "GHC")]
    [InlineData("azure", "http://localhost:7071/local/", "c2VjcmV0", "GHC")]
    [InlineData("azure", "https://ghc.communication.azure.com", "c2VjcmV0", "GHC")]
    public void Options_Complete_AreAccepted(string provider, string? endpoint, string? accessKey, string? from) =>
        Assert.Empty(Problems(provider, endpoint, accessKey, from));

    [Theory]
    [InlineData("", null, null, null, "Sms:Provider")]
    [InlineData("Azure", null, null, null, "Sms:Provider")]
    [InlineData("local", null, null, null, "Sms:Provider")]
    [InlineData("azure", null, null, "GHC", "Sms:Endpoint")]
    [InlineData("azure", "http://ghc.communication.azure.com", null, "GHC", "Sms:Endpoint")]
    [InlineData("azure", "http://10.0.0.4/", "c2VjcmV0", "GHC", "Sms:Endpoint")]
    [InlineData("azure", "file:///tmp/texts", "c2VjcmV0", "GHC", "Sms:Endpoint")]
    [InlineData("azure", "http://127.0.0.1:7071/local/", null, "GHC", "Sms:AccessKey")]
    [InlineData("azure", "ghc", null, "GHC", "Sms:Endpoint")]
    [InlineData("azure", "https://ghc.communication.azure.com", null, " ", "Sms:From")]
    [InlineData("azure", "https://ghc.communication.azure.com", "", "GHC", "Sms:AccessKey")]
    [InlineData("azure", "https://ghc.communication.azure.com", "not base64", "GHC", "Sms:AccessKey")]
    [InlineData("azure", null, "!", null, "Sms:Endpoint", "Sms:From", "Sms:AccessKey")]
    public void Options_Incomplete_AreRefusedByName(
        string provider,
        string? endpoint,
        string? accessKey,
        string? from,
        params string[] named
    ) => Assert.Equal(named, Problems(provider, endpoint, accessKey, from).Select(p => p.Split(' ')[0]));

    private static IEnumerable<string> Problems(string provider, string? endpoint, string? accessKey, string? from)
    {
        var options = new SmsOptions
        {
            Provider = provider,
            Endpoint = endpoint is null ? null : new(endpoint, UriKind.RelativeOrAbsolute),
            AccessKey = accessKey,
            From = from,
        };
        return new SmsOptionsValidator().Validate(null, options).Failures ?? [];
    }
}
