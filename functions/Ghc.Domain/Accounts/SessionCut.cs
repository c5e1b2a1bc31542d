namespace Ghc.Domain.Accounts;

/// <summary>
/// Sessions issued before <paramref name="At"/> are over, but for the one that asked for it; and those that were signed out one by one.
/// </summary>
public sealed record SessionCut(DateTimeOffset At, string? Except)
{
    /// <summary>Signed out, until they would have ended anyway. Sessions and shifts alike.</summary>
    public IReadOnlyList<EndedSession>? Ended { get; init; }

    /// <summary>
    /// Ends what was issued before <paramref name="now"/>. Sessions know their start to the millisecond, so the cut does too.
    /// </summary>
    public static SessionCut Before(DateTimeOffset now) => new(DateTimeOffset.FromUnixTimeMilliseconds(now.ToUnixTimeMilliseconds()), null);

    /// <summary>Ends every session that there is, those of this millisecond too.</summary>
    public static SessionCut UpTo(DateTimeOffset now) => new(Before(now).At.AddMilliseconds(1), null);

    /// <summary>Ends one more.</summary>
    public static SessionCut Ending(SessionCut? before, EndedSession ended, DateTimeOffset now)
    {
        var cut = before ?? new SessionCut(DateTimeOffset.UnixEpoch, null);
        return cut with { Ended = [.. (cut.Ended ?? []).Where(other => other.ExpiresAt > now && other.Id != ended.Id), ended] };
    }

    /// <summary>Whether what was issued then, under this id, still opens something.</summary>
    public bool Allows(DateTimeOffset issuedAt, string id) =>
        (issuedAt >= At || id == Except) && Ended?.Any(ended => ended.Id == id) != true;
}

public sealed record EndedSession(string Id, DateTimeOffset ExpiresAt);
