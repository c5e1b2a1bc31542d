using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Azure.Core.Pipeline;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Ghc.Functions.Tests.Sms;

/// <summary>The provider's side: a real server over TLS that answers as it is told and keeps what it got.</summary>
public sealed class SmsStub : IAsyncDisposable
{
    public const string AcceptedAnswer =
        """{ "value": [{ "to": "+85251234567", "messageId": "m-1", "httpStatusCode": 202, "successful": true, "repeatabilityResult": "accepted" }] }""";

    private readonly X509Certificate2 certificate = SelfSigned();
    private readonly WebApplication server;
    private readonly ConcurrentQueue<Received> received = new();
    private readonly ConcurrentQueue<Func<HttpContext, Task>> answers = new();

    private SmsStub()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0, l => l.UseHttps(certificate)));
        server = builder.Build();
        server.Run(Answer);
    }

    public Uri Endpoint => new(server.Urls.Single().Replace("127.0.0.1", "localhost", StringComparison.Ordinal));

    public IReadOnlyList<Received> Requests => [.. received];

    public static async Task<SmsStub> StartAsync()
    {
        var stub = new SmsStub();
        await stub.server.StartAsync();
        return stub;
    }

    public SmsStub Then(int status, string body = "", string? retryAfter = null) =>
        Then(async context =>
        {
            context.Response.StatusCode = status;
            if (retryAfter is not null)
            {
                context.Response.Headers.RetryAfter = retryAfter;
            }

            await context.Response.WriteAsync(body);
        });

    public SmsStub Then(Func<HttpContext, Task> answer)
    {
        answers.Enqueue(answer);
        return this;
    }

    /// <summary>Trusts the one certificate of this server and no other.</summary>
    public HttpClientTransport Transport() =>
        new(
            new SocketsHttpHandler
            {
                SslOptions =
                {
                    RemoteCertificateValidationCallback = (_, theirs, _, _) =>
                        theirs!.GetCertHashString(HashAlgorithmName.SHA256) == certificate.GetCertHashString(HashAlgorithmName.SHA256),
                },
            }
        );

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        certificate.Dispose();
    }

    private async Task Answer(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var request = context.Request;
        received.Enqueue(
            new(
                request.Method,
                request.Path + request.QueryString,
                request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase),
                await reader.ReadToEndAsync()
            )
        );
        if (answers.TryDequeue(out var answer))
        {
            await answer(context);
        }
        else
        {
            context.Response.StatusCode = 418;
        }
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddMinutes(-5), now.AddHours(1));
    }

    public sealed record Received(string Method, string PathAndQuery, IReadOnlyDictionary<string, string> Headers, string Body);
}
