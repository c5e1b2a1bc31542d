using System.Text.Json;
using Azure;
using Ghc.Domain.Accounts;
using Ghc.Domain.Colors;
using Ghc.Domain.Documents;
using Ghc.Domain.LabResults;

namespace Ghc.Functions.Holders;

/// <summary>
/// The one row that a scan reads: whom the code is about, and the colors of now and of later. The schedule reaches over every change that time alone
/// will bring, so the row stays right without anybody touching it.
/// </summary>
public sealed record HolderStatus(Document Document, Schedule Schedule, IReadOnlyList<LabResult> Tests)
{
    /// <summary>As declared by the owner; null while the document belongs to nobody yet.</summary>
    public PersonName? Name { get; init; }

    public HolderOwner? Owner { get; init; }

    /// <summary>The renewed permit that this document gave way to: facts that still arrive here are handed on, codes that still name it are read there.</summary>
    public HolderSuccessor? Successor { get; init; }

    /// <summary>Keys of the documents whose facts were taken over, newest first; visits stay where the scan found them.</summary>
    public IReadOnlyList<string> Predecessors { get; init; } = [];

    /// <summary>About to be deleted, since nothing is known any more; whoever takes in something new keeps it, and puts it back into the index.</summary>
    public bool Forgotten { get; init; }

    /// <summary>The number of the policy version that made the schedule.</summary>
    public int PolicySequence { get; init; }

    /// <summary>Whether storing it again would change nothing. Its lists are compared by what is in them, which records do not do.</summary>
    public bool SaysTheSameAs(HolderStatus other) =>
        JsonSerializer.Serialize(this, HoldersJson.Types.HolderStatus) == JsonSerializer.Serialize(other, HoldersJson.Types.HolderStatus);
}

public sealed record HolderSuccessor(string Key, Document Document);

/// <summary>The account that shows the code. The session fields repeat the account's own, so that showing a code needs no second read.</summary>
public sealed record HolderOwner(string PhoneKey, bool IsCompanion, DateTimeOffset ClaimedAt)
{
    public SessionCut? Sessions { get; init; }

    /// <summary>Codes on paper that count. They stand with the owner, so they end when the owner changes, and a scan sees them in the row it reads anyway.</summary>
    public IReadOnlyList<PrintedCode> Prints { get; init; } = [];

    /// <summary>A code on paper lives for weeks, so it counts only as long as its owner has it on the list; any other ends by itself.</summary>
    public bool Stands(string? printId) => printId is null || Prints.Any(print => print.PrintId == printId);

    /// <summary>The account that showed the code before, until it was told and its row is gone.</summary>
    public FormerOwner? Former { get; init; }

    /// <summary>What the owner knows of the color; null until the first recomputation after the claim.</summary>
    public ColorNews? News { get; init; }

    /// <summary>Who claims a code sees its color; <paramref name="schedule"/> is the one that stood then. What belongs to an earlier claim counts no more.</summary>
    public ColorNews NewsBy(Schedule schedule) =>
        News is { } news && news.ClaimedAt == ClaimedAt ? news : new ColorNews(ClaimedAt, schedule.At(ClaimedAt).Color, 0);
}

/// <summary>The account that lost the holder at <paramref name="At"/>.</summary>
public sealed record FormerOwner(string PhoneKey, DateTimeOffset At);

public sealed record PrintedCode(string PrintId, DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt);

/// <summary>The status that counts for a key, and the key it really stands under.</summary>
public sealed record FoundStatus(string Key, HolderStatus Status);

/// <summary>One partition of <see cref="HoldersTable"/>: everything known of one document.</summary>
public sealed record Holder(string Key, HolderStatus? Status, ETag? ReadAs, Document? Document, IReadOnlyList<Fact> Facts)
{
    /// <summary>Whether the document can be found by its number; whoever writes a first status sees to it.</summary>
    public bool IsIndexed => Status is { Forgotten: false };

    /// <summary>Whether a text can be the id of a holder. Anything else is no key, and storage refuses some of it.</summary>
    public static bool IsId(string text) => text.Length == 32 && text.All(char.IsAsciiHexDigitLower);
}
