using Ghc.Domain.Colors;
using Ghc.Domain.Documents;
using Ghc.Domain.LabResults;

namespace Ghc.Domain.Holders;

/// <summary>
/// The one row that a scan reads: whom the code is about, and the colors of now and of later. The schedule reaches over every change that
/// time alone will bring, so the row stays right without anybody touching it.
/// </summary>
public sealed record HolderStatus(Document Document, Schedule Schedule, IReadOnlyList<LabResult> Tests)
{
    /// <summary>As declared by the owner; null while the document belongs to nobody yet.</summary>
    public PersonName? Name { get; init; }

    public HolderOwner? Owner { get; init; }

    /// <summary>
    /// The renewed permit that this document gave way to: facts that still arrive here are handed on, codes that still name it are read
    /// there.
    /// </summary>
    public HolderSuccessor? Successor { get; init; }

    /// <summary>Keys of the documents whose facts were taken over, newest first; visits stay where the scan found them.</summary>
    public IReadOnlyList<string> Predecessors { get; init; } = [];

    /// <summary>
    /// About to be deleted, since nothing is known any more. A new fact keeps it, and its ingest writes the index row again.
    /// </summary>
    public bool Forgotten { get; init; }

    /// <summary>The number of the policy version that made the schedule.</summary>
    public int PolicySequence { get; init; }

    /// <summary>Codes on paper that still count.</summary>
    public IEnumerable<PrintedCode> LivePrints(DateTimeOffset now) => Owner!.Prints.Where(print => print.ExpiresAt > now);

    /// <summary>
    /// Adds a code on paper. Returns the same status if the last code is so young that the caller must have lost the answer or pressed
    /// twice.
    /// </summary>
    /// <param name="days">Days after today on which it still counts.</param>
    /// <param name="most">As many may count at once.</param>
    public Outcome<HolderStatus> WithPrint(string printId, int days, int most, DateTimeOffset now)
    {
        if (Owner!.Prints is [.., var last] && last.IssuedAt + PrintedCode.SamePaper > now)
        {
            return this;
        }

        PrintedCode[] live = [.. LivePrints(now)];
        if (live.Length >= most)
        {
            return new Refusal(RefusalCodes.TooManyPrintedCodes);
        }

        // To the end of a day, because nobody compares minutes on paper.
        var expiresAt = ChinaTime.StartOf(ChinaTime.DayOf(now).AddDays(days + 1));
        return this with { Owner = Owner with { Prints = [.. live, new PrintedCode(printId, now, expiresAt)] } };
    }

    /// <summary>The very same status if there is no such code on paper.</summary>
    public HolderStatus WithoutPrint(string printId) =>
        Owner!.Prints.Any(print => print.PrintId == printId)
            ? this with
            {
                Owner = Owner with { Prints = [.. Owner.Prints.Where(print => print.PrintId != printId)] },
            }
            : this;
}

public sealed record HolderSuccessor(string Key, Document Document);
