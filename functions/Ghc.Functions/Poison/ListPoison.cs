using System.Globalization;
using Ghc.Domain;
using Ghc.Functions.Access;
using Ghc.Platform.Http;
using Ghc.Platform.Localization;
using Ghc.Platform.Queues;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Functions.Poison;

/// <summary>Lists messages that were dead-lettered: how many, how old and why.</summary>
public sealed class ListPoison(RequestAuthenticator sessions, PoisonReplay replay, TimeProvider clock)
{
    public const int MaxListed = 100;

    [Function(nameof(ListPoison))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/poison")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        if (
            (await sessions.OpenStaffAsync(request, nameof(ListPoison), cancellation)).Refused(out var refusal, out _)
            || Queue(request).Refused(out refusal, out var queue)
            || After(request).Refused(out refusal, out var after)
        )
        {
            return Reply.Problem(refusal);
        }

        var lists = await replay.ListAsync(queue.Length == 0 ? null : queue, cancellation);
        var views = await Task.WhenAll(
            lists.Select(async list => View(list.Key, list.Value, await replay.CountQueuedAsync(list.Key, cancellation)))
        );
        var (page, next) = Page([.. lists.Values.SelectMany(list => list)], after);
        var now = clock.GetUtcNow();
        var language = Languages.Of(request);
        return Reply.Json(
            new PoisonListAnswer(views, [.. page.Select(entry => PoisonView.Of(entry, now, language))], next),
            PoisonJson.Types.PoisonListAnswer
        );
    }

    private static PoisonQueueView View(string queue, IReadOnlyList<PoisonEntry> kept, int queued) =>
        new(queue, kept.Count + queued, kept.Count == 0 ? null : kept[0].FirstSeen, kept.CountBy(entry => entry.Code).ToDictionary());

    /// <summary>The oldest first. The place in that order, time and id, is what the next page starts after.</summary>
    private static (IReadOnlyList<PoisonEntry> Page, string? Next) Page(IReadOnlyList<PoisonEntry> entries, string after)
    {
        var rest = entries
            .OrderBy(Place, StringComparer.Ordinal)
            .SkipWhile(entry => string.CompareOrdinal(Place(entry), after) <= 0)
            .Take(MaxListed + 1)
            .ToList();
        return rest.Count > MaxListed ? (rest[..MaxListed], Place(rest[MaxListed - 1])) : (rest, null);
    }

    private static string Place(PoisonEntry entry) =>
        string.Create(CultureInfo.InvariantCulture, $"{entry.FirstSeen.UtcTicks:D19}-{entry.Id}");

    /// <summary>Empty for the first page.</summary>
    private static Outcome<string> After(HttpRequest request)
    {
        var asked = request.Query["after"].ToString();
        return asked.Length <= 100 && asked.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.')
            ? asked
            : Refusal.Invalid("after", "query.after");
    }

    /// <summary>Empty for all queues.</summary>
    private static Outcome<string> Queue(HttpRequest request)
    {
        var asked = request.Query["queue"].ToString();
        return asked.Length == 0 || QueueNames.All.Contains(asked) ? asked : Refusal.NotOneOf("queue", QueueNames.All);
    }
}
