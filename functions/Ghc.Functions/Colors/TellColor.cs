using System.Text.Json;
using Ghc.Domain;
using Ghc.Domain.Colors;
using Ghc.Domain.Holders;
using Ghc.Functions.Holders;
using Ghc.Platform.Json;
using Ghc.Platform.Queues;
using Ghc.Platform.Storage;
using Ghc.Platform.Telemetry;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Functions.Colors;

/// <summary>
/// Tells the owner of a code by text that its color changed, unless they have seen it. First the decision is written, then the change is
/// added to those that the account is to be told, then that is noted: wherever this ends and begins again, the change is told once.
/// </summary>
public sealed class TellColor(HoldersTable holders, ColorTexts texts, TimeProvider clock)
{
    [Function(nameof(TellColor))]
    public async Task Run(
        [QueueTrigger(QueueNames.ColorNews, Connection = StorageClients.Connection)] string message,
        CancellationToken cancellation
    )
    {
        var asked = JsonSerializer.Deserialize(message, ColorsJson.Types.ColorNewsMessage)!;
        using var run = Instrumentation.Work(nameof(TellColor), QueueNames.ColorNews, asked.Traceparent);
        if (asked.PhoneKey is { } phone)
        {
            await texts.SendAsync(phone, cancellation);
            return;
        }

        var seen = Words.Parse<Color>(asked.Seen).Refused(out _, out var color) ? (Color?)null : color;
        bool isDone;
        do
        {
            isDone = (
                await holders.UpdateAsync<bool>(asked.DocumentKey, holder => StepAsync(holder, seen, cancellation), cancellation)
            ).Value;
        } while (!isDone);
    }

    /// <summary>One write at most; answers false if another step follows.</summary>
    private async Task<Decision<HolderStatus, bool>> StepAsync(Holder holder, Color? seen, CancellationToken cancellation)
    {
        if (holder.Status is not { Owner: { } owner, Name: not null } status)
        {
            return true;
        }

        var assessment = status.Schedule.At(clock.GetUtcNow());
        var news = owner.NewsBy(status.Schedule);
        var next = seen is { } shown ? news.Seen(shown) : news.Announce(assessment.Color);
        if (next == news && (seen is not null || news.Before is null))
        {
            return true;
        }

        if (next == news)
        {
            await texts.AddAsync(holder.Key, owner, news, cancellation);
            next = news.Sent();
        }

        return new(status with { Owner = owner with { News = next } }, !next.IsNews(assessment.Color));
    }
}
