using System.Security.Cryptography;
using System.Text.Json;
using Ghc.Domain;
using Ghc.Domain.LabResults;
using Ghc.Functions.Colors;
using Ghc.Functions.Messaging;
using Ghc.Functions.Security;
using Ghc.Functions.Storage;
using Microsoft.Extensions.Logging;

namespace Ghc.Functions.LabResults;

/// <summary>
/// Stores what becomes of results: the outcome, and then the fact with the color that counts it (docs/adr/0009). Everything is done again for a message that was
/// there before, since the earlier delivery may have ended in between; whatever was written then stays as it is.
/// </summary>
public sealed partial class LabDesk(
    Assessor assessor, LabOutcomesTable outcomes, Pseudonyms pseudonyms, Outbox outbox, ServiceSignature service, TimeProvider clock, ILogger<LabDesk> logger)
{
    /// <summary>Rows of a batch that are under way at once.</summary>
    private const int Parallelism = 16;

    /// <summary>Puts a whole message aside and tells the laboratory, if the message names one.</summary>
    public async Task RefuseAsync(string message, LabLetter letter, Refusal why, CancellationToken cancellation)
    {
        await outbox.PutAsideAsync(QueueNames.LabResults, message, why, cancellation);
        if (letter.Laboratory is { } laboratory)
        {
            var now = clock.GetUtcNow();
            await outcomes.RecordAsync(laboratory, [], [LabOutcome.Of(letter.Accession, letter.Revision, why, now)], now, cancellation);
        }
    }

    public async Task TakeInAsync(string message, LabLetter letter, IReadOnlyList<LabRow> rows, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var run = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6));
        var taken = new List<Taken>();
        var refused = new List<(LabRow Row, Refusal Why)>();
        foreach (var row in rows)
        {
            if (row.Result.Refused(out var why, out var reported))
            {
                refused.Add((row, why));
            }
            else
            {
                taken.Add(Take(reported, $"{run}{taken.Count:x}"));
            }
        }

        // A message of one bad row is put aside as it came; a row of a signed batch needs a signature of its own.
        await ForEachAsync(refused, (bad, token) => outbox.PutAsideAsync(QueueNames.LabResults, AsideOf(message, letter, rows, bad.Row), bad.Why, token), cancellation);
        if (letter.Laboratory is not { } laboratory)
        {
            return;
        }

        // The history first: it says which results moved, and a color must not count for a moment what moved away.
        var moved = await outcomes.RecordAsync(
            laboratory, [.. taken.Select(each => each.Arrival)], [.. refused.Select(bad => LabOutcome.Of(bad.Row.Accession, bad.Row.Revision, bad.Why, now))], now, cancellation);
        var facts = taken.Select(each => (each.Key, new ReportedFact(each.Reported.Document, each.Reported.Result)))
            .Concat(moved.Select(each => (Key: each.DocumentKey, new ReportedFact(null, each.Fact))));
        await AssessAsync(facts, cancellation);
        LogTakenIn(laboratory, taken.Count, refused.Count, moved.Count);
    }

    private Taken Take(ReportedResult reported, string id)
    {
        var key = pseudonyms.DocumentKey(reported.Document);
        var content = Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(reported.Result, GhcJson.Default.LabResult)).AsSpan(0, 8));
        return new Taken(key, reported, new LabArrival(reported.Result.Accession, new Arrival(reported.Result.Revision, key, content, id)));
    }

    /// <summary>One transaction for all that a message says of one document.</summary>
    private Task AssessAsync(IEnumerable<(string Key, ReportedFact Fact)> facts, CancellationToken cancellation) => ForEachAsync(
        [.. facts.GroupBy(each => each.Key, each => each.Fact)],
        (holder, token) => assessor.TakeInAsync(holder.Key, [.. holder], "lab-result", token),
        cancellation);

    private string AsideOf(string message, LabLetter letter, IReadOnlyList<LabRow> rows, LabRow row) =>
        rows.Count == 1 && row.Message == letter.Text ? message
        : letter.Signature is null ? row.Message
        : service.Sign(row.Message);

    private static Task ForEachAsync<T>(IReadOnlyList<T> items, Func<T, CancellationToken, Task> act, CancellationToken cancellation) => Parallel.ForEachAsync(
        items, new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellation }, async (item, token) => await act(item, token));

    private sealed record Taken(string Key, ReportedResult Reported, LabArrival Arrival);

    [LoggerMessage(Level = LogLevel.Information, Message = "Results taken in. Laboratory: {Laboratory}, taken: {Taken}, refused: {Refused}, moved: {Moved}")]
    private partial void LogTakenIn(string laboratory, int taken, int refused, int moved);
}
