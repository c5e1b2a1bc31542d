using System.Text;
using Azure.Storage.Queues;
using Ghc.Functions.Tests.Hosting;
using Ghc.Functions.Tests.Support;

namespace Ghc.Functions.Tests.Ingest;

/// <summary>Any Azure client with its defaults can send: plain text, base64, and what Chinese and Windows programs put inside it.</summary>
public sealed class EncodingTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private readonly GhcApp app = shared.App;

    static EncodingTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static TheoryData<string> Encodings => ["plain", "plain with mark", "base64", "base64 with mark", "utf-16", "gb18030"];

    [Theory]
    [MemberData(nameof(Encodings))]
    public async Task Message_InThisEncoding_IsRead(string encoding)
    {
        var chen = new Traveler { Name = "陈四" };
        await RawSendAsync("lab-results", Encode(encoding, chen.LabResult(app.Clock.GetUtcNow())));
        await RawSendAsync("border-crossings", Encode(encoding, chen.Crossing(app.Clock.GetUtcNow().AddDays(-1))));
        await app.DrainAsync("lab-results", "border-crossings");

        var holder = await app.HolderAsync(chen);
        Assert.Equal(2, holder.Facts.Count);
        Assert.Contains(holder.Facts, fact => fact is Domain.LabResults.LabResult { Name.Text: "陈四" });
    }

    [Fact]
    public async Task Message_ThatIsNothing_IsPutAsideUnchanged_WithItsReason()
    {
        const string Raw = "<{not base64}>";
        await RawSendAsync("lab-results", Raw);
        await app.DrainAsync("lab-results");

        Assert.Contains(Raw, await app.PoisonAsync("lab-results"));
        Assert.Equal("invalid-request; body: body.json", await app.PoisonReasonAsync(Raw));
    }

    private static string Encode(string encoding, string message) =>
        encoding switch
        {
            "plain" => message,
            "plain with mark" => "\uFEFF" + message,
            "base64" => Convert.ToBase64String(Encoding.UTF8.GetBytes(message)),
            "base64 with mark" => Convert.ToBase64String([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(message)]),
            "utf-16" => Convert.ToBase64String([.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(message)]),
            _ => Convert.ToBase64String(Encoding.GetEncoding("GB18030").GetBytes(System.Text.RegularExpressions.Regex.Unescape(message))),
        };

    private async Task RawSendAsync(string queue, string raw)
    {
        var client = new QueueClient(app.Settings.Storage, queue);
        await client.SendMessageAsync(raw, TestContext.Current.CancellationToken);
        QueueBells.Ring(client.Uri, TimeSpan.Zero);
    }
}
