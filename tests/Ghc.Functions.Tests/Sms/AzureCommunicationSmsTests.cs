using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Tracing;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Azure;
using Azure.Core;
using Azure.Core.Diagnostics;
using Ghc.Functions.Texting.Provider;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Ghc.Functions.Tests.Sms;

public sealed class AzureCommunicationSmsTests : IAsyncLifetime
{
    private const string Phone = "+85251234567";
    private static readonly byte[] Key = RandomNumberGenerator.GetBytes(64);
    private static readonly OutgoingMessage Code = new("outbox-17", Phone, "482913 是您的验证码")
    {
        QueuedAt = new(2022, 7, 12, 9, 59, 58, TimeSpan.FromHours(8)),
    };

    private readonly FakeTimeProvider time = new(new(2022, 7, 12, 2, 0, 10, TimeSpan.Zero));
    private readonly Credential credential = new();
    private SmsStub stub = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => stub = await SmsStub.StartAsync();

    public ValueTask DisposeAsync() => stub.DisposeAsync();

    [Fact]
    public async Task Send_Accepted_PostsExactlyThisBody()
    {
        stub.Then(202, SmsStub.AcceptedAnswer);

        var receipt = await Sender().SendAsync(Code, Cancellation);

        Assert.Equal(new MessageReceipt("m-1", Accepted: true, Error: null, Transient: false), receipt);
        var request = Assert.Single(stub.Requests);
        Assert.Equal(
            ("POST", "/sms?api-version=2021-03-07", "application/json"),
            (request.Method, request.PathAndQuery, request.Headers["Content-Type"])
        );
        var expected = new JsonObject
        {
            ["from"] = "+18005550100",
            ["smsRecipients"] = new JsonArray(
                new JsonObject
                {
                    ["to"] = Phone,
                    ["repeatabilityRequestId"] = AzureCommunicationSms.RepeatabilityId("outbox-17").ToString(),
                    ["repeatabilityFirstSent"] = "Tue, 12 Jul 2022 01:59:58 GMT",
                }
            ),
            ["message"] = "482913 是您的验证码",
            ["smsSendOptions"] = new JsonObject { ["enableDeliveryReport"] = true, ["tag"] = "outbox-17" },
        };
        Assert.True(JsonNode.DeepEquals(expected, JsonNode.Parse(request.Body)), request.Body);
    }

    [Fact]
    public async Task Send_WithoutAccessKey_SignsInWithEntra()
    {
        stub.Then(202, SmsStub.AcceptedAnswer);

        await Sender().SendAsync(Code, Cancellation);

        Assert.Equal("Bearer entra-token", Assert.Single(stub.Requests).Headers["Authorization"]);
        Assert.Equal("https://communication.azure.com//.default", Assert.Single(Assert.Single(credential.Asked)));
    }

    [Fact]
    public async Task Send_WithAccessKey_SignsEveryTryAnew()
    {
        stub.Then(context =>
            {
                time.Advance(TimeSpan.FromMinutes(1));
                context.Response.StatusCode = 503;
                return Task.CompletedTask;
            })
            .Then(202, SmsStub.AcceptedAnswer);

        await Sender(accessKey: Convert.ToBase64String(Key)).SendAsync(Code, Cancellation);

        Assert.Empty(credential.Asked);
        Assert.Equal(["Tue, 12 Jul 2022 02:00:10 GMT", "Tue, 12 Jul 2022 02:01:10 GMT"], stub.Requests.Select(r => r.Headers["x-ms-date"]));
        Assert.All(stub.Requests, r => Assert.Equal(Signature(r), r.Headers["Authorization"]));
    }

    [Theory]
    [InlineData(400, false)]
    [InlineData(404, false)]
    [InlineData(408, true)]
    [InlineData(409, true)]
    [InlineData(412, true)]
    [InlineData(429, true)]
    [InlineData(500, true)]
    public async Task Send_RecipientRefusedInsideAccepted_IsAValue(int status, bool transient)
    {
        stub.Then(
            202,
            $$"""{ "value": [{ "to": "{{Phone}}", "httpStatusCode": {{status}}, "successful": false, "errorMessage": "Invalid number +852 5123-4567 ({{Phone}})." }] }"""
        );

        var receipt = await Sender().SendAsync(Code, Cancellation);

        Assert.Equal(new MessageReceipt(null, Accepted: false, $"{status} Invalid number … (…).", transient), receipt);
        Assert.Single(stub.Requests);
    }

    [Fact]
    public async Task Send_Throttled_WaitsAsToldAndSucceeds()
    {
        stub.Then(429, retryAfter: "1").Then(202, SmsStub.AcceptedAnswer);
        var watch = Stopwatch.StartNew();

        var receipt = await Sender().SendAsync(Code, Cancellation);

        Assert.True(receipt.Accepted);
        Assert.True(watch.Elapsed >= TimeSpan.FromSeconds(0.9), $"It waited for {watch.Elapsed}.");
        Assert.Single(stub.Requests.Select(RepeatabilityId).Distinct());
    }

    [Fact]
    public async Task Send_ProviderDown_ThrowsAfterItsRetries()
    {
        stub.Then(503).Then(500).Then(503, $"no route to {Phone}");

        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => Sender().SendAsync(Code, Cancellation));

        Assert.Equal(503, failure.Status);
        Assert.Equal(3, stub.Requests.Count);
        Assert.DoesNotContain("51234567", failure.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(400, "")]
    [InlineData(401, "")]
    [InlineData(403, "")]
    [InlineData(202, """{ "value": [] }""")]
    [InlineData(202, """{}""")]
    public async Task Send_AnswerSaysNothingOfTheRecipient_ThrowsAtOnce(int status, string body)
    {
        stub.Then(status, body);

        await Assert.ThrowsAsync<RequestFailedException>(() => Sender().SendAsync(Code, Cancellation));

        Assert.Single(stub.Requests);
    }

    [Fact]
    public async Task Send_SameMessageTwice_IsOneRepeatableRequest()
    {
        stub.Then(202, SmsStub.AcceptedAnswer).Then(202, SmsStub.AcceptedAnswer).Then(202, SmsStub.AcceptedAnswer);

        await Sender().SendAsync(Code, Cancellation);
        time.Advance(TimeSpan.FromMinutes(3));
        await Sender().SendAsync(Code, Cancellation);
        await Sender().SendAsync(Code with { Id = "outbox-18" }, Cancellation);

        var requests = stub.Requests;
        Assert.Equal(requests[0].Body, requests[1].Body);
        Assert.NotEqual(RepeatabilityId(requests[0]), RepeatabilityId(requests[2]));
        Assert.All(requests, r => Assert.Equal('8', RepeatabilityId(r)[14]));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("2022-07-12T01:56:00Z")]
    [InlineData("2022-07-12T02:05:00Z")]
    public async Task Send_QueuedOutsideTheTrackedTime_IsFirstSentInThisMinute(string? queuedAt)
    {
        stub.Then(202, SmsStub.AcceptedAnswer).Then(202, SmsStub.AcceptedAnswer);
        var message = Code with { QueuedAt = queuedAt is null ? null : DateTimeOffset.Parse(queuedAt, CultureInfo.InvariantCulture) };

        await Sender().SendAsync(message, Cancellation);
        time.Advance(TimeSpan.FromSeconds(30));
        await Sender().SendAsync(message, Cancellation);

        Assert.Contains("Tue, 12 Jul 2022 02:00:00 GMT", stub.Requests[0].Body, StringComparison.Ordinal);
        Assert.Equal(stub.Requests[0].Body, stub.Requests[1].Body);
    }

    [Fact]
    public async Task Send_NoAnswerInTime_ThrowsAfterItsRetries()
    {
        stub.Then(Silence).Then(Silence).Then(Silence);

        var failure = await Assert.ThrowsAsync<AggregateException>(() =>
            Sender(patience: TimeSpan.FromMilliseconds(200)).SendAsync(Code, Cancellation)
        );

        Assert.Equal(3, failure.InnerExceptions.Count);
        Assert.All(failure.InnerExceptions, e => Assert.IsType<OperationCanceledException>(e, exactMatch: false));
    }

    [Fact]
    public async Task Send_LoggedAtItsMostVerbose_ShowsNeitherPhoneNorText()
    {
        var log = new ConcurrentQueue<string>();
        using var listener = new AzureEventSourceListener((_, text) => log.Enqueue(text), EventLevel.Verbose);
        stub.Then(202, SmsStub.AcceptedAnswer);

        await Sender().SendAsync(Code, Cancellation);

        Assert.Contains(log, l => l.Contains($"{stub.Endpoint.Authority}/sms", StringComparison.Ordinal));
        Assert.DoesNotContain(log, l => l.Contains("51234567", StringComparison.Ordinal) || l.Contains("482913", StringComparison.Ordinal));
        Assert.Equal("OutgoingMessage outbox-17", Code.ToString());
    }

    private AzureCommunicationSms Sender(string? accessKey = null, TimeSpan? patience = null)
    {
        var client = new SmsClientOptions { Transport = stub.Transport() };
        client.Retry.Delay = TimeSpan.FromMilliseconds(1);
        client.Retry.NetworkTimeout = patience ?? TimeSpan.FromSeconds(30);
        var options = new SmsOptions
        {
            Provider = SmsOptions.Azure,
            Endpoint = stub.Endpoint,
            AccessKey = accessKey,
            From = "+18005550100",
        };
        return new(Options.Create(options), credential, client, time);
    }

    private static Task Silence(Microsoft.AspNetCore.Http.HttpContext context)
    {
        var gone = new TaskCompletionSource();
        context.RequestAborted.Register(gone.SetResult);
        return gone.Task;
    }

    private static string RepeatabilityId(SmsStub.Received request) =>
        JsonNode.Parse(request.Body)!["smsRecipients"]![0]!["repeatabilityRequestId"]!.GetValue<string>();

    /// <summary>As the provider computes it: from what arrived, with the key that both know.</summary>
    private static string Signature(SmsStub.Received request)
    {
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(request.Body)));
        var toSign = string.Create(
            CultureInfo.InvariantCulture,
            $"POST\n{request.PathAndQuery}\n{request.Headers["x-ms-date"]};{request.Headers["Host"]};{hash}"
        );
        Assert.Equal(hash, request.Headers["x-ms-content-sha256"]);
        return $"HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature={Convert.ToBase64String(HMACSHA256.HashData(Key, Encoding.UTF8.GetBytes(toSign)))}";
    }

    private sealed class Credential : TokenCredential
    {
        public ConcurrentQueue<string[]> Asked { get; } = new();

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            Asked.Enqueue(requestContext.Scopes);
            return new("entra-token", TimeProvider.System.GetUtcNow().AddHours(1));
        }

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new(GetToken(requestContext, cancellationToken));
    }
}
