using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Ghc.Functions.LabResults;
using Ghc.Functions.Senders;
using Ghc.Platform.Queues;
using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Functions.Tests.Support;

/// <summary>A laboratory, or a border, with a key of its own.</summary>
public sealed class LabClient(string id = "gz-kingmed", string keyId = "k1", SenderKind kind = SenderKind.Laboratory) : IDisposable
{
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public string Id => id;

    public string Kid => $"{id}/{keyId}";

    public string PublicPem => key.ExportSubjectPublicKeyInfoPem();

    public string PrivatePem => key.ExportPkcs8PrivateKeyPem();

    public async Task<LabClient> RegisterAsync(GhcApp app, bool readOnly = false)
    {
        var cancellation = TestContext.Current.CancellationToken;
        Assert.False((await Register(app).RegisterAsync(kind, id, "A laboratory", "operator", cancellation)).Refused(out _, out _));
        await AddKeyAsync(app, readOnly);
        return this;
    }

    public async Task AddKeyAsync(GhcApp app, bool readOnly = false)
    {
        Assert.False(PublicKey.Read(PublicPem).Refused(out _, out var read));
        Assert.False(
            (await Register(app).AddKeyAsync(kind, id, read!, keyId, readOnly, "operator", TestContext.Current.CancellationToken)).Refused(
                out _,
                out _
            )
        );
    }

    public async Task RetireKeyAsync(GhcApp app) =>
        Assert.False(
            (await Register(app).RetireKeyAsync(kind, id, keyId, "operator", TestContext.Current.CancellationToken)).Refused(out _, out _)
        );

    public async Task SuspendAsync(GhcApp app, bool suspend = true) =>
        Assert.False(
            (await Register(app).SuspendAsync(kind, id, suspend, "operator", TestContext.Current.CancellationToken)).Refused(out _, out _)
        );

    public string Sign(string message, string? kid = null) => CompactJws.Sign(key, kid ?? Kid, Encoding.UTF8.GetBytes(message));

    /// <summary>What a laboratory shows when it asks for outcomes.</summary>
    public string Token(DateTimeOffset expiresAt, string audience = "ghc", string? kid = null) =>
        CompactJws.Sign(
            key,
            kid ?? Kid,
            JsonSerializer.SerializeToUtf8Bytes(new { aud = audience, exp = expiresAt.ToUnixTimeSeconds() }),
            "JWT"
        );

    public void Dispose() => key.Dispose();

    private static SenderRegister Register(GhcApp app) => app.Services.GetRequiredService<SenderRegister>();
}

/// <summary>What was recorded of messages, seen from beside the app.</summary>
public static class Outcomes
{
    /// <summary>Newest first.</summary>
    public static async Task<IReadOnlyList<LabOutcome>> OutcomesAsync(
        this GhcApp app,
        string? accession = null,
        string laboratory = "gz-kingmed"
    ) =>
        (
            await app
                .Services.GetRequiredService<LabOutcomesTable>()
                .PageAsync(laboratory, accession, null, null, 1000, TestContext.Current.CancellationToken)
        ).Outcomes;

    /// <summary>The reason with which a message waits in the poison queue or table.</summary>
    public static async Task<string?> PoisonReasonAsync(this GhcApp app, string message, string queue = "lab-results") =>
        await app.Services.GetRequiredService<PoisonTable>().ReasonAsync(queue, message, TestContext.Current.CancellationToken);
}
