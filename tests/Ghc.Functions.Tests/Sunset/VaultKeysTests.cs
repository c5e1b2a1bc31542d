using System.Net;
using Azure.Core;
using Ghc.Cli;
using Moq;

namespace Ghc.Functions.Tests.Sunset;

/// <summary>Keys in a vault: its REST interface is not ours, so it is simulated as its documentation describes it.</summary>
public sealed class VaultKeysTests
{
    private static readonly Uri Vault = new("https://kv-ghc.vault.azure.net");

    [Fact]
    public async Task Keys_AreListedOverAllPages()
    {
        using var vault = new Simulated(request =>
            request.RequestUri!.Query.Contains("page2", StringComparison.Ordinal)
                ? """{"value":[{"id":"https://kv-ghc.vault.azure.net/secrets/sealing-k1"}],"nextLink":null}"""
                : """{"value":[{"id":"https://kv-ghc.vault.azure.net/secrets/pepper"}],"nextLink":"https://kv-ghc.vault.azure.net/secrets?page2"}"""
        );

        Assert.Equal(["pepper", "sealing-k1"], await vault.Keys.ListAsync(TestContext.Current.CancellationToken));
        Assert.Equal("https://vault.azure.net/.default", vault.Scope);
    }

    [Fact]
    public async Task Key_OfAVaultWithPurgeProtection_IsDeletedAndItsDateTold()
    {
        using var vault = new Simulated(_ => """{"scheduledPurgeDate":1700000000,"attributes":{"recoveryLevel":"Recoverable"}}""");

        Assert.Equal(
            DateTimeOffset.FromUnixTimeSeconds(1_700_000_000),
            await vault.Keys.DestroyAsync("pepper", TestContext.Current.CancellationToken)
        );
        Assert.Equal(["DELETE /secrets/pepper"], vault.Calls);
    }

    [Fact]
    public async Task Key_OfAVaultWithout_IsPurged_AlsoIfItWasDeletedBefore()
    {
        using var vault = new Simulated(request =>
            request.RequestUri!.AbsolutePath.StartsWith("/secrets/", StringComparison.Ordinal) ? null
            : request.Method == HttpMethod.Delete ? ""
            : """{"scheduledPurgeDate":1700000000,"attributes":{"recoveryLevel":"Recoverable+Purgeable"}}"""
        );

        Assert.Null(await vault.Keys.DestroyAsync("pepper", TestContext.Current.CancellationToken));
        Assert.Equal(["DELETE /secrets/pepper", "GET /deletedsecrets/pepper", "DELETE /deletedsecrets/pepper"], vault.Calls);
    }

    private sealed class Simulated : HttpMessageHandler
    {
        private readonly HttpClient client;
        private readonly Func<HttpRequestMessage, string?> answer;

        public Simulated(Func<HttpRequestMessage, string?> answer)
        {
            this.answer = answer;
            client = new HttpClient(this, disposeHandler: false);
            var credential = new Mock<TokenCredential>();
            credential
                .Setup(each => each.GetTokenAsync(It.IsAny<TokenRequestContext>(), It.IsAny<CancellationToken>()))
                .Callback<TokenRequestContext, CancellationToken>((context, _) => Scope = context.Scopes[0])
                .ReturnsAsync(new AccessToken("token", DateTimeOffset.MaxValue));
            Keys = new VaultKeys(client, Vault, credential.Object);
        }

        public VaultKeys Keys { get; }

        public string Scope { get; private set; } = "";

        public List<string> Calls { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Assert.Equal("token", request.Headers.Authorization?.Parameter);
            Calls.Add($"{request.Method} {request.RequestUri!.AbsolutePath}");
            var body = answer(request);
            return Task.FromResult(
                new HttpResponseMessage(body is null ? HttpStatusCode.NotFound : HttpStatusCode.OK)
                {
                    Content = new StringContent(body ?? ""),
                }
            );
        }

        protected override void Dispose(bool disposing)
        {
            client.Dispose();
            base.Dispose(disposing);
        }
    }
}
