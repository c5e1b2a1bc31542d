using System.Globalization;
using Ghc.Domain.Accounts;
using Ghc.Domain.Facts;
using Ghc.Domain.LabResults;
using Ghc.Domain.Measures;
using Ghc.Functions.AccountStore;
using Ghc.Functions.Audit;
using Ghc.Functions.Colors;
using Ghc.Functions.Gates;
using Ghc.Functions.Places;
using Ghc.Functions.Senders;
using Ghc.Platform.Encryption;
using Ghc.Platform.Json;

namespace Ghc.Functions.Measures;

/// <summary>Which cases to list.</summary>
/// <param name="HolderId">Only those of this person.</param>
/// <param name="After">Only those that come after this one.</param>
public sealed record MeasureQuery(MeasureState State, int Days, string? HolderId, MeasureCase? After);

/// <summary>
/// Lists cases with what an officer has to know before signing. Reading such a list counts as looking at the people in it: that is in Audit
/// before anything is shown, and each of them is notified as of any other look.
/// </summary>
public sealed class MeasureLists(
    MeasuresTable measures,
    MeasurePreview preview,
    ExposureWork exposures,
    PlacesTable places,
    Colleagues colleagues,
    LaboratoryNames laboratories,
    AuditTable audit,
    LookUps lookUps,
    Pseudonyms pseudonyms,
    TimeProvider clock
)
{
    /// <summary>Each person is a query.</summary>
    public const int PageSize = 50;

    /// <summary>Newest first.</summary>
    public async Task<MeasureList> ListAsync(MeasureQuery query, string reader, CultureInfo language, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var found = await FindAsync(query, now, cancellation);
        MeasureCase[] page = [.. found.Take(PageSize)];
        string[] people = [.. page.Select(HolderOf).OfType<string>().Distinct()];
        await audit.AppendAsync(reader, "measures-read", Words.Of(query.State), string.Join(' ', people), cancellation);
        await Task.WhenAll(people.Select(holderId => lookUps.RecordAsync(holderId, reader, cancellation)));
        var proposers = await colleagues.FindAsync(page.Select(measure => measure.Proposed.Officer), Role.Officer, cancellation);
        var laboratoryName = await laboratories.InAsync(language, cancellation);
        var views = await Task.WhenAll(
            page.Select(async measure =>
                MeasureView.Of(measure, now, reader, language) with
                {
                    ProposedBy = proposers.GetValueOrDefault(measure.Proposed.Officer),
                    PlaceName = measure.Site is { } site ? (await places.FindAsync(site.PlaceId, cancellation))?.NameIn(language) : null,
                    Trial = measure.Site is null ? null : await exposures.TrialAsync(measure.Id, cancellation),
                    Person =
                        HolderOf(measure) is { } key && await preview.OfAsync(key, measure, cancellation) is { } person
                            ? ViewOf(person, now, laboratoryName, language)
                            : null,
                }
            )
        );
        return new MeasureList(views, found.Count > PageSize ? page[^1].Id : null);
    }

    private async Task<IReadOnlyList<MeasureCase>> FindAsync(MeasureQuery query, DateTimeOffset now, CancellationToken cancellation)
    {
        var found = new List<MeasureCase>();

        // A proposal of yesterday may still be open.
        for (var day = 0; day <= query.Days; day++)
        {
            found.AddRange(
                (await measures.OfDayAsync(now.AddDays(-day), cancellation)).Where(measure => measure.StateAt(now) == query.State)
            );
        }

        return
        [
            .. found
                .Where(measure => query.HolderId is null || HolderOf(measure) == query.HolderId)
                .OrderByDescending(measure => measure.Proposed.At)
                .ThenBy(measure => measure.Id, StringComparer.Ordinal)
                .SkipWhile(measure => query.After is { } after && !ComesAfter(measure, after)),
        ];
    }

    private static bool ComesAfter(MeasureCase measure, MeasureCase other) =>
        measure.Proposed.At < other.Proposed.At
        || (measure.Proposed.At == other.Proposed.At && string.CompareOrdinal(measure.Id, other.Id) > 0);

    /// <summary>Null for a measure of a place.</summary>
    private string? HolderOf(MeasureCase measure) => measure.Document is { } document ? pseudonyms.DocumentKey(document) : null;

    private static ConcernedPerson ViewOf(Preview preview, DateTimeOffset now, Func<string, string?> laboratoryName, CultureInfo language)
    {
        var facts = preview.Holder.Facts;
        var crossing = facts.OfType<Crossing>().MaxBy(crossing => crossing.CrossedAt);
        return new ConcernedPerson(
            preview.Holder.Key,
            preview.Holder.Status?.Name?.Masked,
            Words.Of(preview.Now.Color),
            preview.After is { } after ? Words.Of(after) : null,
            ReasonView.Of(preview.Now, now, language),
            TestView.Of(EffectiveResults.Of(facts).TakeLast(1), laboratoryName).SingleOrDefault(),
            crossing is null ? null : new CrossingView(crossing.Port, Words.Of(crossing.Direction), crossing.CrossedAt)
        );
    }
}
