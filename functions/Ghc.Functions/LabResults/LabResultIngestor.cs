using System.Security.Cryptography;
using System.Text.Json;
using Ghc.Domain;
using Ghc.Domain.Holders;
using Ghc.Domain.LabResults;
using Ghc.Functions.Colors;
using Ghc.Functions.Holders;
using Ghc.Functions.LabResults.Formats;
using Ghc.Functions.Senders;
using Ghc.Platform.Encryption;
using Ghc.Platform.Queues;
using Ghc.Platform.Telemetry;
using Microsoft.Extensions.Logging;

namespace Ghc.Functions.LabResults;

/// <summary>
/// Stores what becomes of results: the outcome, and then the fact with the color that counts it (docs/adr/0009). Everything is done again
/// for a message that was there before, since the earlier delivery may have ended in between; whatever was written then stays as it is.
/// </summary>
public sealed partial class LabResultIngestor(
    Assessor assessor,
    LabOutcomesTable outcomes,
    Pseudonyms pseudonyms,
    DeadLetters deadLetters,
    ServiceSignature service,
    TimeProvider clock,
    ILogger<LabResultIngestor> logger
)
{
    /// <summary>Rows of a batch that are under way at once.</summary>
    private const int Parallelism = 16;

    /// <summary>Dead-letters a whole message and records the outcome, if the message names a laboratory.</summary>
    public async Task RefuseAsync(string message, LabLetter letter, Refusal why, CancellationToken cancellation)
    {
        await deadLetters.PutAsync(QueueNames.LabResults, message, why, cancellation);
        if (LabCodes.CanMeanPositive(letter.Text))
        {
            Warn(letter.Laboratory ?? "unknown", 1);
        }

        if (letter.Laboratory is { } laboratory)
        {
            var now = clock.GetUtcNow();
            await outcomes.RecordAsync(laboratory, [], [LabOutcome.Of(letter.Accession, letter.Revision, why, now)], now, cancellation);
        }
    }

    /// <summary>
    /// The service has ended: the laboratory reads for each result that it was not taken in, and nothing of the message is kept.
    /// </summary>
    /// <param name="isSender">Whether the message comes from whom it says. Nobody else is told anything.</param>
    public async Task TurnAwayAsync(LabLetter letter, bool isSender, CancellationToken cancellation)
    {
        var (now, why) = (clock.GetUtcNow(), new Refusal(RefusalCodes.ServiceClosed));
        IReadOnlyList<LabOutcome> told = LabMessages.Read(letter, now).Refused(out _, out var rows)
            ? [LabOutcome.Of(letter.Accession, letter.Revision, why, now)]
            : [.. rows.Select(row => LabOutcome.Of(row.Accession, row.Revision, why, now))];
        if (isSender && letter.Laboratory is { } laboratory)
        {
            await outcomes.RecordAsync(laboratory, [], told, now, cancellation);
        }

        LogTurnedAway(letter.Laboratory ?? "unknown", told.Count);
    }

    public async Task IngestAsync(string message, LabLetter letter, IReadOnlyList<LabRow> rows, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var run = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6));
        var taken = new List<Taken>();
        var refused = new List<Refused>();
        foreach (var row in rows)
        {
            if (row.Result.Refused(out var why, out var reported))
            {
                refused.Add(Refuse(message, letter, rows, row, why));
            }
            else
            {
                taken.Add(Take(reported, $"{run}{taken.Count:x}"));
            }
        }

        await ForEachAsync(
            [.. refused.DistinctBy(bad => bad.Aside)],
            (bad, token) => deadLetters.PutAsync(QueueNames.LabResults, bad.Aside, bad.Why, token),
            cancellation
        );
        if (letter.Laboratory is not { } laboratory)
        {
            return;
        }

        Warn(laboratory, refused.Count(bad => bad.Row.ReadsAsPositive));

        // The history first: it says which results moved, and a color must not count for a moment what moved away.
        var moved = await outcomes.RecordAsync(
            laboratory,
            [.. taken.Select(each => each.Arrival)],
            [.. refused.Select(bad => LabOutcome.Of(bad.Row.Accession, bad.Row.Revision, bad.Why, now))],
            now,
            cancellation
        );
        var facts = taken
            .Select(each => (each.Key, new ReportedFact(each.Reported.Document, each.Reported.Result)))
            .Concat(moved.Select(each => (Key: each.DocumentKey, new ReportedFact(null, each.Fact))))
            .Concat(refused.SelectMany(bad => Unreadable(laboratory, bad, now)));
        await AssessAsync(facts, cancellation);
        LogTakenIn(laboratory, taken.Count, refused.Count, moved.Count);
    }

    /// <summary>A person who was reported positive may stay green until somebody corrects the message. Nothing is more urgent.</summary>
    private void Warn(string laboratory, int positives)
    {
        if (positives > 0)
        {
            Instrumentation.PositivesRefused(positives);
            LogPositivesRefused(laboratory, positives);
        }
    }

    /// <summary>A row in the name of another laboratory is not a report.</summary>
    private IEnumerable<(string Key, ReportedFact Fact)> Unreadable(string laboratory, Refused bad, DateTimeOffset now)
    {
        if (bad is { Why.Code: RefusalCodes.InvalidRequest, Row.Document: { } document })
        {
            var report = new UnreadableReport(laboratory, bad.Row.Accession, now, PoisonTable.KeyOf(bad.Aside));
            yield return (pseudonyms.DocumentKey(document), new ReportedFact(document, report));
        }
    }

    private Taken Take(ReportedResult reported, string id)
    {
        var key = pseudonyms.DocumentKey(reported.Document);
        var content = Convert.ToHexStringLower(
            SHA256
                .HashData(JsonSerializer.SerializeToUtf8Bytes(reported.Result with { Remarks = Remarks.None }, HoldersJson.Types.LabResult))
                .AsSpan(0, 8)
        );
        return new Taken(
            key,
            reported,
            new LabArrival(reported.Result.Accession, new Arrival(reported.Result.Revision, key, content, id), reported.Result.Remarks)
        );
    }

    /// <summary>One transaction per document of a message.</summary>
    private Task AssessAsync(IEnumerable<(string Key, ReportedFact Fact)> facts, CancellationToken cancellation) =>
        ForEachAsync(
            [.. facts.GroupBy(each => each.Key, each => each.Fact)],
            (holder, token) => assessor.IngestAsync(holder.Key, [.. holder], "lab-result", token),
            cancellation
        );

    /// <summary>
    /// A message of one bad row is dead-lettered as it came. A row of a batch is dead-lettered alone; if it has no room in a message of its
    /// own, the whole is, of which the good rows change nothing when they come again. A row of a signed batch needs a signature of its own,
    /// and gets ours only if it names whom the laboratory's spoke for.
    /// </summary>
    private Refused Refuse(string message, LabLetter letter, IReadOnlyList<LabRow> rows, LabRow row, Refusal why)
    {
        if (rows.Count == 1 && row.Message == letter.Text)
        {
            return new Refused(row, message, why);
        }

        var named = LabMessageAuthenticator.Open(row.Message).Refused(out _, out var alone) ? null : alone.Laboratory;
        var aside =
            letter.Signature is not null && named is not null && named == letter.Laboratory ? service.Sign(row.Message) : row.Message;
        return new Refused(
            row,
            QueueSender.Fits(aside) ? aside : message,
            letter.Signature is not null && named is not null && named != letter.Laboratory
                ? new Refusal(SenderRefusals.LaboratoryMismatch)
                : why
        );
    }

    private static Task ForEachAsync<T>(IReadOnlyList<T> items, Func<T, CancellationToken, Task> act, CancellationToken cancellation) =>
        Parallel.ForEachAsync(
            items,
            new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellation },
            async (item, token) => await act(item, token)
        );

    private sealed record Taken(string Key, ReportedResult Reported, LabArrival Arrival);

    /// <param name="Aside">What is dead-lettered for the row.</param>
    private sealed record Refused(LabRow Row, string Aside, Refusal Why);

    [LoggerMessage(
        Level = LogLevel.Critical,
        Message = "Positive results could not be read. Laboratory: {Laboratory}, results: {Positives}"
    )]
    private partial void LogPositivesRefused(string laboratory, int positives);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Results not taken in, since the service has ended. Laboratory: {Laboratory}, results: {Results}"
    )]
    private partial void LogTurnedAway(string laboratory, int results);

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Results taken in. Laboratory: {Laboratory}, taken: {Taken}, refused: {Refused}, moved: {Moved}"
    )]
    private partial void LogTakenIn(string laboratory, int taken, int refused, int moved);
}
