namespace Ghc.Functions.AccountStore;

/// <summary>Sessions issued before <paramref name="At"/> are over, but for the one that asked for it.</summary>
public sealed record SessionCut(DateTimeOffset At, string? Except)
{
    /// <summary>Ends what was issued before <paramref name="now"/>. Sessions know their start to the millisecond, so the cut does too.</summary>
    public static SessionCut Before(DateTimeOffset now) => new(DateTimeOffset.FromUnixTimeMilliseconds(now.ToUnixTimeMilliseconds()), null);

    /// <summary>Ends every session that there is, those of this millisecond too.</summary>
    public static SessionCut UpTo(DateTimeOffset now) => new(Before(now).At.AddMilliseconds(1), null);
}
