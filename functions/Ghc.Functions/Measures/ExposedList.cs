using Ghc.Domain.Documents;
using Ghc.Functions.Audit;
using Ghc.Functions.Gates;
using Ghc.Functions.Holders;
using Ghc.Platform.Json;

namespace Ghc.Functions.Measures;

/// <summary>One person of an exposure. Name and number are masked.</summary>
/// <param name="Name">Null if nobody applied with the document.</param>
/// <param name="ColorBefore">When they were counted; null if they were found later.</param>
/// <param name="MarkedAt">When they got the measure; null while it waits.</param>
public sealed record ExposedView(
    string HolderId,
    string? Name,
    string? IdType,
    string? IdNumber,
    string? ColorBefore,
    string? Color,
    DateTimeOffset? MarkedAt,
    bool Told
);

/// <param name="Next">Where to go on, as parameter <c>after</c>; null if this is the end.</param>
public sealed record ExposedPage(IReadOnlyList<ExposedView> People, string? Next);

/// <summary>
/// Lists the people of an exposure. Reading the list counts as looking at each of them: it is in Audit before anything is shown, and they
/// are notified as of any other look.
/// </summary>
public sealed class ExposedList(ExposedTable exposed, HoldersTable holders, AuditTable audit, LookUps lookUps, TimeProvider clock)
{
    /// <summary>Each person is a read.</summary>
    public const int PageSize = 50;

    public async Task<ExposedPage> PageAsync(string exposureId, string after, string reader, CancellationToken cancellation)
    {
        var (people, next) = await exposed.PageAsync(exposureId, after, PageSize, cancellation);
        string[] holderIds = [.. people.Select(person => person.HolderId)];
        await audit.AppendAsync(reader, "exposed-read", exposureId, string.Join(' ', holderIds), cancellation);
        await Task.WhenAll(holderIds.Select(holderId => lookUps.RecordAsync(holderId, reader, cancellation)));
        return new ExposedPage(await Task.WhenAll(people.Select(person => ViewAsync(person, cancellation))), next);
    }

    private async Task<ExposedView> ViewAsync(ExposedPerson person, CancellationToken cancellation)
    {
        var status = (await holders.FindStatusAsync(person.HolderId, cancellation))?.Status;
        return new ExposedView(
            person.HolderId,
            status?.Name?.Masked,
            status?.Document.Type.ToText(),
            status?.Document.Masked,
            person.Before is { } before ? Words.Of(before) : null,
            status is null ? null : Words.Of(status.Schedule.At(clock.GetUtcNow()).Color),
            person.MarkedAt,
            person.Told
        );
    }
}
