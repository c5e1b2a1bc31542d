using System.Globalization;
using System.Text.Json;
using Azure.Data.Tables;
using Ghc.Domain;
using Ghc.Domain.Facts;
using Ghc.Domain.Holders;
using Ghc.Domain.LabResults;
using Ghc.Domain.Measures;

namespace Ghc.Functions.Holders;

/// <summary>How a fact stands in its partition: under a key made of its identity and content.</summary>
public sealed partial class HoldersTable
{
    private const string CrossingPrefix = "crossing|";
    private const string ResultPrefix = "result|";
    private const string MeasurePrefix = "measure|";
    private const string MovedPrefix = "moved|";
    private const string UnreadablePrefix = "unreadable|";

    /// <summary>
    /// One write, without a look at the status, which somebody must recompute then; false if this very fact was there already.
    /// </summary>
    public Task<bool> AddAsync(string key, ReportedFact reported, CancellationToken cancellation) =>
        rows.TryAddAsync(Seal(key, RowOf(reported.Fact), reported), cancellation);

    /// <summary>Lifting a measure is a row of its own.</summary>
    private string RowOf(Fact fact) =>
        fact switch
        {
            Crossing crossing => string.Create(
                CultureInfo.InvariantCulture,
                $"{CrossingPrefix}{crossing.CrossedAt.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}|{crossing.Direction}|{Fingerprint($"{crossing.Port}|{crossing.Name.Text}{crossing.NameInChinese?.Text}")}"
            ),
            LabResult result => string.Create(
                CultureInfo.InvariantCulture,
                $"{ResultPrefix}{result.Laboratory}|{pseudonyms.AccessionKey(result.Accession)}|{result.Revision:D4}|{Fingerprint(result)}"
            ),
            ResultMoved moved => string.Create(
                CultureInfo.InvariantCulture,
                $"{MovedPrefix}{moved.Laboratory}|{pseudonyms.AccessionKey(moved.Accession)}|{moved.Revision:D4}|{moved.To}"
            ),
            UnreadableReport report => $"{UnreadablePrefix}{report.Laboratory}|{report.Id}",
            Measure measure => measure.LiftedAt is null ? $"{MeasurePrefix}{measure.Id}" : $"{MeasurePrefix}{measure.Id}|lifted",
            _ => throw new InvalidOperationException($"A fact of kind {fact.GetType().Name} is not stored."),
        };

    private TableEntity Seal(string key, string row, ReportedFact reported) =>
        reported switch
        {
            { Fact: ResultMoved moved } => rows.Seal(key, row, moved, HoldersJson.Types.ResultMoved),
            { Document: { } document, Fact: Crossing crossing } => rows.Seal(
                key,
                row,
                new StoredFact<Crossing>(document, crossing),
                HoldersJson.Types.StoredFactCrossing
            ),
            { Document: { } document, Fact: LabResult result } => rows.Seal(
                key,
                row,
                new StoredFact<LabResult>(document, result),
                HoldersJson.Types.StoredFactLabResult
            ),
            { Document: { } document, Fact: UnreadableReport report } => rows.Seal(
                key,
                row,
                new StoredFact<UnreadableReport>(document, report),
                HoldersJson.Types.StoredFactUnreadableReport
            ),
            { Document: { } document, Fact: Measure measure } => rows.Seal(
                key,
                row,
                new StoredFact<Measure>(document, measure),
                HoldersJson.Types.StoredFactMeasure
            ),
            _ => throw new InvalidOperationException($"A fact of kind {reported.Fact.GetType().Name} is stored for a document."),
        };

    private ReportedFact OpenFact(TableEntity row)
    {
        if (row.RowKey.StartsWith(MovedPrefix, StringComparison.Ordinal))
        {
            return new ReportedFact(null, rows.Open(row, HoldersJson.Types.ResultMoved));
        }

        if (row.RowKey.StartsWith(CrossingPrefix, StringComparison.Ordinal))
        {
            return Of(rows.Open(row, HoldersJson.Types.StoredFactCrossing));
        }

        if (row.RowKey.StartsWith(ResultPrefix, StringComparison.Ordinal))
        {
            return Of(rows.Open(row, HoldersJson.Types.StoredFactLabResult));
        }

        if (row.RowKey.StartsWith(UnreadablePrefix, StringComparison.Ordinal))
        {
            return Of(rows.Open(row, HoldersJson.Types.StoredFactUnreadableReport));
        }

        if (row.RowKey.StartsWith(MeasurePrefix, StringComparison.Ordinal))
        {
            return Of(rows.Open(row, HoldersJson.Types.StoredFactMeasure));
        }

        throw new InvalidDataException($"Row '{row.RowKey}' is of no known kind.");
    }

    private static ReportedFact Of<T>(StoredFact<T> stored)
        where T : Fact => new(stored.Document, stored.Fact);

    /// <summary>Remarks say how a result was written, not what it is.</summary>
    private string Fingerprint(LabResult result) =>
        Fingerprint(JsonSerializer.Serialize(result with { Remarks = Remarks.None }, HoldersJson.Types.LabResult));

    private string Fingerprint(string content) => Convert.ToHexStringLower(pseudonyms.Mac("fact", content).AsSpan(0, 6));
}
