using System.Collections.Concurrent;
using Ghc.Domain.Measures;
using Ghc.Functions.Holders;

namespace Ghc.Functions.Measures;

/// <summary>What the work on an exposure does to each person: counts, marks or clears them. All of it may be repeated.</summary>
public sealed class ExposurePeople(
    ExposedTable exposed,
    HoldersTable holders,
    MeasurePreview preview,
    MeasureEffects effects,
    TimeProvider clock
)
{
    private const int Parallelism = 8;

    /// <summary>Those who were new in this batch.</summary>
    public async Task<IReadOnlyCollection<ExposedPerson>> WorkAsync(
        MeasureCase measure,
        IReadOnlyList<string> holderIds,
        string batch,
        CancellationToken cancellation
    )
    {
        var news = new ConcurrentBag<ExposedPerson>();
        await Parallel.ForEachAsync(
            holderIds,
            new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellation },
            async (holderId, token) =>
            {
                var person = measure switch
                {
                    { Approved: null } => await CountAsync(measure, holderId, batch, token),
                    { Ended: null } => await MarkAsync(measure, holderId, batch, token),
                    _ => await ClearAsync(measure, holderId, token),
                };
                if (person is not null)
                {
                    news.Add(person);
                }
            }
        );
        return news;
    }

    private async Task<ExposedPerson?> CountAsync(MeasureCase measure, string holderId, string batch, CancellationToken cancellation)
    {
        var known = await exposed.FindAsync(measure.Id, holderId, cancellation);
        if (known is not null)
        {
            return known.CountedIn == batch ? known : null;
        }

        if (await preview.OfAsync(holderId, measure, cancellation) is not { Holder.Status: not null } found)
        {
            return null;
        }

        var person = new ExposedPerson(holderId)
        {
            Before = found.Now.Color,
            After = found.After,
            CountedIn = batch,
        };

        // Somebody who was marked meanwhile, since another officer approved before the count was done, stays marked.
        return await exposed.TryAddAsync(measure.Id, person, cancellation) ? person : null;
    }

    private async Task<ExposedPerson?> MarkAsync(MeasureCase measure, string holderId, string batch, CancellationToken cancellation)
    {
        if (await RecordAsync(measure, holderId, cancellation) is not { } told)
        {
            return null;
        }

        var known = await exposed.FindAsync(measure.Id, holderId, cancellation) ?? new ExposedPerson(holderId);
        if (known.MarkedIn is not null)
        {
            return known.MarkedIn == batch ? known : null;
        }

        var person = known with { MarkedAt = clock.GetUtcNow(), MarkedIn = batch, Told = told };
        await exposed.PutAsync(measure.Id, person, cancellation);
        return person;
    }

    private async Task<ExposedPerson?> ClearAsync(MeasureCase measure, string holderId, CancellationToken cancellation)
    {
        await RecordAsync(measure, holderId, cancellation);
        return null;
    }

    /// <summary>
    /// Whether somebody was told. Null: an account that was erased since has left no status, and facts of theirs find their way by the
    /// document alone.
    /// </summary>
    private async Task<bool?> RecordAsync(MeasureCase measure, string holderId, CancellationToken cancellation) =>
        await holders.ReadStatusAsync(holderId, cancellation) is { } status
            ? await effects.RecordAsync(
                holderId,
                status.Document,
                measure.ToFact(MeasureIds.OfHolder(measure.Id, holderId)),
                measure.LegalReason,
                cancellation
            )
            : null;
}
