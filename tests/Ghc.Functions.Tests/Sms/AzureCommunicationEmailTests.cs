using System.Text.Json.Nodes;
using Azure;
using Azure.Core;
using Ghc.Functions.Texting.Provider;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Ghc.Functions.Tests.Sms;

/// <summary>E-mails over REST, against a server that keeps what it got.</summary>
public sealed class AzureCommunicationEmailTests : IAsyncLifetime
{
    private static readonly OutgoingMessage Code = new("outbox-17", "anna@example.org", "482913 is your code")
    {
        Subject = "Guangdong Health Code",
    };

    private readonly FakeTimeProvider time = new(new(2022, 7, 12, 2, 0, 10, TimeSpan.Zero));
    private SmsStub stub = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => stub = await SmsStub.StartAsync();

    public ValueTask DisposeAsync() => stub.DisposeAsync();

    [Fact]
    public async Task Send_Accepted_PostsExactlyThisBody_UnderAnIdOfItsOwn()
    {
        stub.Then(202, "{}").Then(202, "{}");

        var receipt = await Sender().SendAsync(Code, Cancellation);
        await Sender().SendAsync(Code, Cancellation);

        var operation = AzureCommunicationSms.RepeatabilityId("outbox-17").ToString();
        Assert.Equal(
            new MessageReceipt(operation, Accepted: true, Error: null, Transient: false) { ReportTag = $"email|{operation}" },
            receipt
        );
        Assert.All(
            stub.Requests,
            request =>
                Assert.Equal(
                    ("POST", "/emails:send?api-version=2023-03-31", operation, "Bearer entra-token"),
                    (request.Method, request.PathAndQuery, request.Headers["Operation-Id"], request.Headers["Authorization"])
                )
        );
        var expected = new JsonObject
        {
            ["senderAddress"] = "code@ghc.example",
            ["content"] = new JsonObject { ["subject"] = "Guangdong Health Code", ["plainText"] = "482913 is your code" },
            ["recipients"] = new JsonObject { ["to"] = new JsonArray(new JsonObject { ["address"] = "anna@example.org" }) },
            ["userEngagementTrackingDisabled"] = true,
        };
        Assert.True(JsonNode.DeepEquals(expected, JsonNode.Parse(stub.Requests[0].Body)), stub.Requests[0].Body);
    }

    [Fact]
    public async Task Send_RecipientRefused_IsAValueThatIsNotRepeated()
    {
        stub.Then(400, """{"error":{"code":"InvalidRecipient","message":"anna@example.org"}}""");

        Assert.Equal(
            ("400", false, false),
            await Sender().SendAsync(Code, Cancellation) is var receipt ? (receipt.Error, receipt.Accepted, receipt.Transient) : default
        );
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    public async Task Send_WrongSettings_ThrowWithoutTheAddress(int status)
    {
        stub.Then(status, "anna@example.org");

        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => Sender().SendAsync(Code, Cancellation));

        Assert.Equal(status, failure.Status);
        Assert.DoesNotContain("anna", failure.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task Send_Throttled_IsTriedAgainAtOnceTwice(int status)
    {
        stub.Then(status).Then(status).Then(202, "{}");

        Assert.True((await Sender().SendAsync(Code, Cancellation)).Accepted);
        Assert.Equal(3, stub.Requests.Count);
    }

    [Fact]
    public async Task Send_WithAccessKey_IsSigned()
    {
        stub.Then(202, "{}");

        await Sender(Convert.ToBase64String(new byte[64])).SendAsync(Code, Cancellation);

        Assert.StartsWith(
            "HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=",
            Assert.Single(stub.Requests).Headers["Authorization"],
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("ftp://x", "code@ghc.example", null, "Email:Endpoint")]
    [InlineData("http://localhost:1", "code@ghc.example", null, "Email:AccessKey")]
    [InlineData("https://x.example", "GHC", null, "Email:From")]
    [InlineData("https://x.example", null, null, "Email:From")]
    [InlineData("https://x.example", "code@ghc.example", "not base64!", "Email:AccessKey")]
    [InlineData(null, null, null, null)]
    [InlineData("https://x.example", "code@ghc.example", null, null)]
    public void Settings_ThatCannotSend_AreToldAtStart(string? endpoint, string? from, string? key, string? problem)
    {
        var options = new EmailOptions
        {
            Endpoint = endpoint is null ? null : new Uri(endpoint),
            From = from,
            AccessKey = key,
        };
        var result = new EmailOptionsValidator().Validate(null, options);
        Assert.Equal(problem is null, result.Succeeded);
        Assert.Contains(problem ?? "", result.FailureMessage ?? "", StringComparison.Ordinal);
    }

    private AzureCommunicationEmail Sender(string? accessKey = null)
    {
        var client = new SmsClientOptions { Transport = stub.Transport() };
        client.Retry.Delay = TimeSpan.FromMilliseconds(1);
        var options = new EmailOptions
        {
            Endpoint = stub.Endpoint,
            AccessKey = accessKey,
            From = "code@ghc.example",
        };
        return new(Options.Create(options), new Credential(), client, time);
    }

    private sealed class Credential : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new("entra-token", DateTimeOffset.MaxValue);

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new(GetToken(requestContext, cancellationToken));
    }
}
