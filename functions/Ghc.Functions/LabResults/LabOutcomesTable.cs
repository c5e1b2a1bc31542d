using System.Globalization;
using System.Security.Cryptography;
using Azure.Data.Tables;
using Ghc.Domain;
using Ghc.Domain.LabResults;
using Ghc.Platform.Encryption;
using Ghc.Platform.Json;
using Ghc.Platform.Storage;

namespace Ghc.Functions.LabResults;

/// <summary>
/// LabOutcomes: one partition per laboratory, one history row per accession. Each outcome is stored twice: indexed by time and by
/// accession. A message is written in one transaction; so are up to 33 rows of a batch.
/// </summary>
public sealed class LabOutcomesTable(StorageClients clients, Sealer sealer, Pseudonyms pseudonyms)
{
    private const string HistoryPrefix = "history|";
    private const string AfterHistories = "history}";
    private const string TimePrefix = "time|";
    private const string AccessionPrefix = "accession|";

    /// <summary>History and two outcome rows for each, within Azure's 100 of a transaction.</summary>
    private const int MaxArrivals = 33;

    private const int MaxRows = 100;

    /// <summary>In the clear, for the purge.</summary>
    private const string At = "at";

    /// <summary>Sorts after every letter, digit and separator of ours.</summary>
    private const string End = "~";

    private readonly SealedRows rows = new(clients, sealer, TableNames.LabOutcomes);

    /// <summary>Records messages and what became of them; returns the results that must no longer count under some document.</summary>
    public async Task<IReadOnlyList<MovedResult>> RecordAsync(
        string laboratory,
        IReadOnlyList<LabArrival> arrivals,
        IReadOnlyList<LabOutcome> rejected,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var moved = new List<MovedResult>();
        foreach (var some in rejected.Chunk(MaxArrivals))
        {
            await rows.TryCommitAsync([.. Lines(laboratory, some, NewId())], cancellation);
        }

        foreach (var some in arrivals.Chunk(MaxArrivals))
        {
            moved.AddRange(await RecordSomeAsync(laboratory, some, now, cancellation));
        }

        return moved;
    }

    /// <summary>
    /// Puts a question among the outcomes of a result. Asking it again under the same <paramref name="id"/> changes nothing.
    /// </summary>
    public Task AskAsync(string laboratory, string accession, int revision, string id, DateTimeOffset at, CancellationToken cancellation)
    {
        var question = new LabOutcome(accession, Revisions.Numbered(revision), LabOutcome.Question, LabOutcome.CorrectionAsked, null, at);
        return rows.TryCommitAsync(
            [.. Lines(laboratory, [question], Convert.ToHexStringLower(pseudonyms.Mac("question", id).AsSpan(0, 6)))],
            cancellation
        );
    }

    /// <param name="after">The key that the page before ended with, or empty.</param>
    public async Task<(IReadOnlyList<LabOutcome> Outcomes, string? Next)> PageAsync(
        string laboratory,
        string? accession,
        DateTimeOffset? since,
        string? after,
        int count,
        CancellationToken cancellation
    )
    {
        var prefix = accession is null ? TimePrefix : $"{AccessionPrefix}{pseudonyms.AccessionKey(accession)}|";
        var before = since is { } time ? $"{prefix}{Newest(time)}{End}" : $"{prefix}{End}";
        var found = await rows.PageAsync(laboratory, prefix + after, before, count + 1, cancellation);
        var page = found.Take(count).ToList();
        return (
            [.. page.Select(row => rows.Open(row, LabResultsJson.Types.LabOutcome))],
            found.Count > count ? page[^1].RowKey[prefix.Length..] : null
        );
    }

    /// <summary>Deletes outcomes from before a time.</summary>
    public Task<Purged> PurgeOutcomesAsync(DateTimeOffset before, string? from, Func<bool> isOver, CancellationToken cancellation) =>
        rows.DeleteHomeAsync(
            TableClient.CreateQueryFilter($"at lt {before} and (RowKey lt {HistoryPrefix} or RowKey gt {AfterHistories})"),
            from,
            isOver,
            cancellation
        );

    /// <summary>Deletes histories of accessions without a message since a time. A later revision then counts as the first.</summary>
    public Task<Purged> PurgeHistoriesAsync(DateTimeOffset before, string? from, Func<bool> isOver, CancellationToken cancellation) =>
        rows.DeleteHomeAsync(
            TableClient.CreateQueryFilter($"at lt {before} and RowKey gt {HistoryPrefix} and RowKey lt {AfterHistories}"),
            from,
            isOver,
            cancellation
        );

    /// <summary>
    /// First as if no accession were known, which is nearly always so and saves the reading; a history that is there already makes that
    /// fail. Then on what is read. An arrival with its id in the history is our own: the answer to that write was lost.
    /// </summary>
    private async Task<IReadOnlyList<MovedResult>> RecordSomeAsync(
        string laboratory,
        LabArrival[] arrivals,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var id = NewId();
        var first = Plan(laboratory, arrivals, [], id, now);
        if (first.Actions.Count <= MaxRows && await rows.TryCommitAsync(first.Actions, cancellation))
        {
            return first.Moved;
        }

        var tried = (
            await OptimisticConcurrency.UpdateAsync<Dictionary<string, TableEntity>, Planned, Planned>(
                () => HistoriesAsync(laboratory, arrivals, cancellation),
                histories =>
                {
                    var plan = Plan(laboratory, arrivals, histories, id, now);
                    return plan.Actions.Count is 0 or > MaxRows ? plan : Decision.Write(plan, plan);
                },
                (_, plan) => rows.TryCommitAsync(plan.Actions, cancellation),
                cancellation
            )
        ).Value;
        if (tried.Actions.Count <= MaxRows)
        {
            return tried.Moved;
        }

        // Many messages about one accession: a single one always fits, since a history is trimmed.
        var half = arrivals.Length / 2;
        return
        [
            .. await RecordSomeAsync(laboratory, arrivals[..half], now, cancellation),
            .. await RecordSomeAsync(laboratory, arrivals[half..], now, cancellation),
        ];
    }

    private async Task<Dictionary<string, TableEntity>> HistoriesAsync(
        string laboratory,
        LabArrival[] arrivals,
        CancellationToken cancellation
    )
    {
        var found = await Task.WhenAll(
            arrivals
                .Select(arrival => arrival.Accession)
                .Distinct()
                .Select(async accession => (accession, row: await rows.FindAsync(laboratory, HistoryKey(accession), cancellation)))
        );
        return found.Where(pair => pair.row is not null).ToDictionary(pair => pair.accession, pair => pair.row!);
    }

    private Planned Plan(string laboratory, LabArrival[] arrivals, Dictionary<string, TableEntity> histories, string id, DateTimeOffset now)
    {
        var actions = new List<TableTransactionAction>();
        var outcomes = new List<LabOutcome>();
        var moved = new List<MovedResult>();
        foreach (var accession in arrivals.GroupBy(arrival => arrival.Accession))
        {
            var row = histories.GetValueOrDefault(accession.Key);
            var before = row is null ? AccessionHistory.Empty : rows.Open(row, LabResultsJson.Types.AccessionHistory);
            var after = accession.Aggregate(before, (history, arrival) => Take(history, arrival, outcomes, now));
            moved.AddRange(
                after.Moves().Select(move => new MovedResult(move.From, new ResultMoved(laboratory, accession.Key, after.Highest, move.To)))
            );
            if (after.Arrivals.Count > before.Arrivals.Count)
            {
                var changed = rows.Seal(laboratory, HistoryKey(accession.Key), after.Trimmed(), LabResultsJson.Types.AccessionHistory);
                changed[At] = after.RecordedAt;
                actions.Add(
                    row is null
                        ? new(TableTransactionActionType.Add, changed)
                        : new(TableTransactionActionType.UpdateReplace, changed, row.ETag)
                );
            }
        }

        actions.AddRange(Lines(laboratory, outcomes, id));
        return new Planned(actions, moved);
    }

    /// <summary>Adds one message, with its outcome and those of the messages that it changed.</summary>
    private static AccessionHistory Take(AccessionHistory before, LabArrival arrival, List<LabOutcome> outcomes, DateTimeOffset now)
    {
        var at = before.NextAfter(now);
        if (before.Find(arrival.Arrival) is { } known)
        {
            if (known.Id != arrival.Arrival.Id)
            {
                outcomes.Add(new LabOutcome(arrival.Accession, Revisions.Numbered(known.Revision), LabOutcome.Duplicate, null, null, at));
            }

            return before;
        }

        var after = before.With(arrival.Arrival) with { RecordedAt = at };
        outcomes.AddRange(
            after
                .Arrivals.Where(each => before.StandingOf(each) != after.StandingOf(each))
                .Select(each =>
                    LabOutcome.Of(arrival.Accession, each.Revision, after.StandingOf(each)!.Value, at) with
                    {
                        Remarks = each.Id == arrival.Arrival.Id ? Words.OfFlags(arrival.Remarks) : null,
                    }
                )
        );
        return after;
    }

    /// <summary>Written without a check: the keys belong to this run only.</summary>
    private IEnumerable<TableTransactionAction> Lines(string laboratory, IReadOnlyList<LabOutcome> outcomes, string id) =>
        outcomes.SelectMany(
            (outcome, index) =>
            {
                var at = string.Create(CultureInfo.InvariantCulture, $"{Newest(outcome.At)}|{id}{index:D3}");
                string[] keys = outcome.Accession is null
                    ? [TimePrefix + at]
                    : [TimePrefix + at, $"{AccessionPrefix}{pseudonyms.AccessionKey(outcome.Accession)}|{at}"];
                return keys.Select(key =>
                {
                    var row = rows.Seal(laboratory, key, outcome, LabResultsJson.Types.LabOutcome);
                    row[At] = outcome.At;
                    return new TableTransactionAction(TableTransactionActionType.UpsertReplace, row);
                });
            }
        );

    private string HistoryKey(string accession) => HistoryPrefix + pseudonyms.AccessionKey(accession);

    /// <summary>Sorts newest first.</summary>
    private static string Newest(DateTimeOffset at) =>
        (DateTime.MaxValue.Ticks - at.UtcTicks).ToString("D19", CultureInfo.InvariantCulture);

    private static string NewId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6));

    private sealed record Planned(List<TableTransactionAction> Actions, List<MovedResult> Moved);
}

/// <summary>A result that no longer counts under a document.</summary>
public sealed record MovedResult(string DocumentKey, ResultMoved Fact);
