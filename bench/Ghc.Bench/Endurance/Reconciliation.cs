using Ghc.Bench.People;
using Ghc.Domain.Colors;
using Ghc.Domain.Facts;
using Ghc.Domain.LabResults;
using Ghc.Domain.Measures;
using Ghc.Functions.Audit;
using Ghc.Functions.Gates;
using Ghc.Functions.Holders;
using Ghc.Functions.LabResults;
using Ghc.Functions.Rules;
using Ghc.Platform.Encryption;
using Ghc.Platform.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Bench.Endurance;

/// <summary>How many things of one sort were taken, and how many of them are missing or there twice.</summary>
internal sealed record Counted(string What, int Taken, int Missing, int Doubled)
{
    public bool Holds => Missing == 0 && Doubled == 0;
}

/// <summary>Holds what storage has at the end against the ledger. Nothing here asks the service.</summary>
internal sealed class Reconciliation(Ledger ledger, ServiceProvider services, Cast cast, DateTimeOffset started)
{
    private const int Page = 1000;

    private readonly HoldersTable holders = services.GetRequiredService<HoldersTable>();
    private readonly Pseudonyms pseudonyms = services.GetRequiredService<Pseudonyms>();

    public async Task<IReadOnlyList<Counted>> CountAsync(CancellationToken cancellation) =>
        [
            .. await VisitsAsync(cancellation),
            await OutcomesAsync(cancellation),
            .. await PeopleAsync(cancellation),
            .. await AuditAsync(cancellation),
            await DeadLettersAsync(cancellation),
        ];

    private async Task<IEnumerable<Counted>> VisitsAsync(CancellationToken cancellation)
    {
        var visits = services.GetRequiredService<VisitsTable>();
        var ofHolders = new List<string>();
        foreach (var person in cast.People)
        {
            ofHolders.AddRange(
                (await visits.OfHolderAsync(person.HolderId, cancellation))
                    .Where(visit => visit.PlaceId != LookUps.PlaceId)
                    .Select(visit => CodeOf(visit.Id))
            );
        }

        var ofPlace = new List<string>();
        for (var hour = started.AddHours(-1); hour < TimeProvider.System.GetUtcNow().AddHours(1); hour = hour.AddHours(1))
        {
            for (
                var (page, after) = await visits.OfPlaceAsync(Cast.Place, hour, "", Page, cancellation);
                page.Count > 0;
                (page, after) = await visits.OfPlaceAsync(Cast.Place, hour, after, Page, cancellation)
            )
            {
                ofPlace.AddRange(page.Select(written => CodeOf(written.Visit.Id)));
            }
        }

        return
        [
            Compare("scans, as visits of the holders", ledger.Scans.Keys, ofHolders),
            Compare("scans, as visits of the place", ledger.Scans.Keys, ofPlace),
        ];
    }

    /// <summary>A message that was delivered twice has a second outcome, "duplicate". Accepted it is once.</summary>
    private async Task<Counted> OutcomesAsync(CancellationToken cancellation)
    {
        var table = services.GetRequiredService<LabOutcomesTable>();
        var accepted = new List<string>();
        string? after = null;
        do
        {
            (var page, after) = await table.PageAsync(Strangers.Laboratory, null, null, after, Page, cancellation);
            accepted.AddRange(page.Where(outcome => outcome.Outcome == LabOutcome.Accepted).Select(outcome => outcome.Accession!));
        } while (after is not null);
        return Compare("results, as accepted outcomes", Enumerable.Range(0, ledger.Results).Select(Strangers.Accession), accepted);
    }

    /// <summary>
    /// The facts of everybody who was reported or measured, and whether the color is what the rules make of exactly these.
    /// </summary>
    private async Task<IEnumerable<Counted>> PeopleAsync(CancellationToken cancellation)
    {
        var policy = services.GetRequiredService<CurrentPolicy>().BuiltIn;
        var (results, crossings, measures) = (new List<string>(), new List<string>(), new List<string>());
        var wrong = 0;
        var people = Enumerable
            .Range(0, Math.Max(ledger.Results, ledger.Crossings))
            .Select(number => (Number: number, Document: Strangers.Of(number), IsReported: true))
            .Concat(ledger.Measures.Values.Select(number => (Number: number, Document: Strangers.Contact(number), IsReported: false)))
            .ToList();
        foreach (var (number, document, isReported) in people)
        {
            var holder = await holders.LoadAsync(pseudonyms.DocumentKey(document), cancellation);
            results.AddRange(holder.Facts.OfType<LabResult>().Select(fact => fact.Accession));
            crossings.AddRange(holder.Facts.OfType<Crossing>().Select(_ => $"{number}"));
            measures.AddRange(holder.Facts.OfType<Measure>().Select(fact => fact.Id));
            var now = TimeProvider.System.GetUtcNow();
            var color = holder.Status?.Schedule.At(now).Color;
            var isRed = isReported && number < ledger.Results && Strangers.IsPositive(number);
            wrong += color == policy.Assess(document, holder).Schedule.At(now).Color && (!isRed || color == Color.Red) ? 0 : 1;
        }

        return
        [
            Compare("results, as facts", Enumerable.Range(0, ledger.Results).Select(Strangers.Accession), results),
            Compare("crossings, as facts", Enumerable.Range(0, ledger.Crossings).Select(number => $"{number}"), crossings),
            Compare("measures, as facts", ledger.Measures.Keys, measures),
            new Counted("colors of all these people", people.Count, wrong, 0),
        ];
    }

    private async Task<IEnumerable<Counted>> AuditAsync(CancellationToken cancellation)
    {
        var table = services.GetRequiredService<AuditTable>();
        var acts = (await table.ListAsync(cancellation)).ToLookup(entry => entry.Action, entry => entry.Subject);
        var searched = acts["holder-searched"].CountBy(subject => subject).ToDictionary();
        var broken = await table.FindBreakAsync(cancellation) is null ? 0 : 1;
        return
        [
            new Counted(
                "look-ups, in Audit",
                ledger.LookUps.Values.Sum(holder => holder.Done),
                ledger.LookUps.Sum(holder => Math.Max(0, holder.Value.Done - searched.GetValueOrDefault(holder.Key))),
                ledger.LookUps.Sum(holder => Math.Max(0, searched.GetValueOrDefault(holder.Key) - holder.Value.Tried))
            ),
            Compare("proposals, in Audit", ledger.Measures.Keys, acts["measure-proposed"].Distinct()),
            Compare("approvals, in Audit", ledger.Measures.Keys, acts["measure-approved"]),
            new Counted("chains of Audit that hold", AuditTable.Chains, broken, 0),
        ];
    }

    private async Task<Counted> DeadLettersAsync(CancellationToken cancellation)
    {
        var waiting = await Queues.LeftAsync(services.GetRequiredService<StorageClients>(), cancellation);
        return new Counted("messages that are worked on", ledger.Results + ledger.Crossings + ledger.Scans.Count, waiting, 0);
    }

    private static string CodeOf(string visit) => visit[(visit.IndexOf('-', StringComparison.Ordinal) + 1)..];

    private static Counted Compare(string what, IEnumerable<string> taken, IEnumerable<string> found)
    {
        var counts = found.CountBy(each => each).ToDictionary();
        var all = taken.ToHashSet();
        return new Counted(
            what,
            all.Count,
            all.Count(each => !counts.ContainsKey(each)),
            counts.Sum(each => all.Contains(each.Key) ? each.Value - 1 : each.Value)
        );
    }
}
