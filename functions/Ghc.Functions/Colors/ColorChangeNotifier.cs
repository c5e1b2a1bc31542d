using Azure;
using Ghc.Domain.Holders;
using Ghc.Functions.Holders;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.Colors;

/// <summary>Notices when the color of a claimed code is news to its owner (docs/adr/0007). It ignores codes without an owner.</summary>
public sealed partial class ColorChangeNotifier(
    ColorDuesTable dues,
    ColorNewsQueue queue,
    IOptions<ColorTextOptions> options,
    TimeProvider clock,
    ILogger<ColorChangeNotifier> logger
)
{
    /// <summary>
    /// A queue answers in milliseconds; retries of one that does not would hold up the code for longer than its reader waits.
    /// </summary>
    private static readonly TimeSpan SeenPatience = TimeSpan.FromSeconds(1);

    /// <summary>
    /// The new status, with what the owner knew by the old one, and a reminder stored for the next change that time alone brings.
    /// </summary>
    public async Task<HolderStatus> RemindAsync(Holder holder, HolderStatus status, CancellationToken cancellation)
    {
        if (status.Owner is not { } owner || holder.Status is not { } old)
        {
            return status;
        }

        var news = owner.NewsBy(old.Schedule);
        var due = status.Schedule.ColorChangesAt(clock.GetUtcNow());
        if (due is { } at && due != news.DueAt)
        {
            await dues.PutAsync(at, holder.Key, cancellation);
        }

        return status with
        {
            Owner = owner with { News = news with { DueAt = due } },
        };
    }

    /// <summary>
    /// Has the owner told, unless there is nothing new. Asked for again after a crash, since the difference is still there.
    /// </summary>
    public async Task AnnounceAsync(string key, HolderStatus status, CancellationToken cancellation)
    {
        if (IsNews(status, clock.GetUtcNow()))
        {
            await queue.TellAsync(key, options.Value.Patience, cancellation);
        }
    }

    /// <summary>
    /// The owner was shown the color of <paramref name="at"/>. Costs nothing but when that is news, and never the answer itself nor much of
    /// its time.
    /// </summary>
    public async Task ShownAsync(string key, HolderStatus status, DateTimeOffset at, CancellationToken cancellation)
    {
        if (!IsNews(status, at))
        {
            return;
        }

        using var patience = new CancellationTokenSource(SeenPatience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, patience.Token);
        try
        {
            await queue.SeenAsync(key, status.Schedule.At(at).Color, either.Token);
        }
        catch (Exception problem)
            when (problem is RequestFailedException or AggregateException
                || (problem is OperationCanceledException && patience.IsCancellationRequested)
            )
        {
            // An AggregateException is how Azure.Core says that no try met a server.
            LogNotNoted(problem, key);
        }
    }

    private static bool IsNews(HolderStatus status, DateTimeOffset at) =>
        status.Owner is { } owner && owner.NewsBy(status.Schedule).IsNews(status.Schedule.At(at).Color);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Color shown, but not noted. Document: {DocumentKey}")]
    private partial void LogNotNoted(Exception problem, string documentKey);
}
