using Azure;
using Ghc.Functions.Tests.Support;
using Ghc.Functions.Texting.Provider;

namespace Ghc.Functions.Tests.Sms;

/// <summary>A text is sent once also by a provider that does not recognize a repetition.</summary>
public sealed class SentOnceTests(Azurite azurite)
{
    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 2)]
    public async Task AnswerThatNeverCame_IsRepeatedOnlyIfTheProviderRecognizesIt(bool recognizes, int handed)
    {
        var settings = new AppSettings(azurite.NewAccount());
        settings.Sms.RecognizesRepetition = recognizes;
        var cut = false;
        settings.Sms.Refuse = _ => cut ? null : throw new TaskCanceledException($"{cut = true}");
        await using var app = new GhcApp(settings);
        var (client, anna) = (app.CreateClient(), new Traveler());

        (await client.PostAsync("api/sms-codes", new { phone = anna.Phone })).Expect(202);
        await app.DrainAsync("sms-outbox");

        Assert.Equal(handed, settings.Sms.Handed.Count);
        Assert.Empty(await app.PoisonAsync("sms-outbox"));
    }

    [Fact]
    public async Task AnswerThatSaysNo_IsTriedAgain()
    {
        var settings = new AppSettings(azurite.NewAccount());
        settings.Sms.RecognizesRepetition = false;
        var refusals = new Queue<Func<MessageReceipt>>([
            () => throw new RequestFailedException(500, "x"),
            () => new MessageReceipt(null, Accepted: false, "too fast", Transient: true),
        ]);
        settings.Sms.Refuse = _ => refusals.TryDequeue(out var refuse) ? refuse() : null;
        await using var app = new GhcApp(settings);
        var (client, anna) = (app.CreateClient(), new Traveler());

        (await client.PostAsync("api/sms-codes", new { phone = anna.Phone })).Expect(202);
        await app.DrainAsync("sms-outbox");

        Assert.Equal(3, settings.Sms.Handed.Count);
        Assert.Single(await anna.TextsAsync(client));
    }
}
