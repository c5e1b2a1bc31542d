using Ghc.Domain.Accounts;
using Ghc.Domain.Colors;

namespace Ghc.Domain.Holders;

/// <summary>
/// The account that shows the code. The session fields repeat the account's own, so that showing a code needs no second read.
/// </summary>
public sealed record HolderOwner(string PhoneKey, bool IsCompanion, DateTimeOffset ClaimedAt)
{
    /// <summary>How long a claim counts before its account must be there: longer than any request takes.</summary>
    public static readonly TimeSpan ClaimLapse = TimeSpan.FromMinutes(2);

    public SessionCut? Sessions { get; init; }

    /// <summary>
    /// Codes on paper that count. They stand with the owner, so they end when the owner changes, and a scan sees them in the row it reads
    /// anyway.
    /// </summary>
    public IReadOnlyList<PrintedCode> Prints { get; init; } = [];

    /// <summary>
    /// A code on paper lives for weeks, so it counts only as long as its owner has it on the list; any other ends by itself.
    /// </summary>
    public bool Stands(string? printId) => printId is null || Prints.Any(print => print.PrintId == printId);

    /// <summary>The account that showed the code before, until it was told and its row is gone.</summary>
    public FormerOwner? Former { get; init; }

    /// <summary>Whether the account may be just about to show the holder.</summary>
    public bool IsSettling(DateTimeOffset now) => ClaimedAt + ClaimLapse > now;

    /// <summary>
    /// The owner after a claim. A claim that is repeated keeps its cut, or sessions of the first try would end; and an account that is to
    /// be told stays to be told.
    /// </summary>
    public static HolderOwner Claim(HolderOwner? before, string phoneKey, bool isCompanion, DateTimeOffset now)
    {
        var isOwn = before?.PhoneKey == phoneKey;
        var former = before is not null && !isOwn ? new FormerOwner(before.PhoneKey, now) : before?.Former;
        return new HolderOwner(phoneKey, isCompanion, now)
        {
            Sessions = isOwn && before!.Sessions is { } cut ? cut : SessionCut.Before(now),
            Former = former?.PhoneKey == phoneKey ? null : former,
        };
    }

    /// <summary>What the owner knows of the color; null until the first recomputation after the claim.</summary>
    public ColorNews? News { get; init; }

    /// <summary>
    /// The claimant sees the color at once; <paramref name="schedule"/> is the one in force then. Data of an earlier claim no longer
    /// counts.
    /// </summary>
    public ColorNews NewsBy(Schedule schedule) =>
        News is { } news && news.ClaimedAt == ClaimedAt ? news : new ColorNews(ClaimedAt, schedule.At(ClaimedAt).Color, 0);
}

/// <summary>The account that lost the holder at <paramref name="At"/>.</summary>
public sealed record FormerOwner(string PhoneKey, DateTimeOffset At);

public sealed record PrintedCode(string PrintId, DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt)
{
    /// <summary>A second request within this time gets the same paper.</summary>
    public static readonly TimeSpan SamePaper = TimeSpan.FromMinutes(1);
}
