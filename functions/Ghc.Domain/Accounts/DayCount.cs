namespace Ghc.Domain.Accounts;

/// <summary>What was done on one day in China, by id, so that doing the same thing again counts once.</summary>
public sealed record DayCount(DateOnly Day, IReadOnlyList<string> Ids)
{
    public static readonly DayCount None = new(default, []);

    public bool Has(string id) => Ids.Contains(id);

    public bool HasToday(string id, DateTimeOffset now) => Day == ChinaTime.DayOf(now) && Has(id);

    /// <summary>With <paramref name="id"/> counted today, or null if <paramref name="limit"/> is reached.</summary>
    public DayCount? Add(string id, int limit, DateTimeOffset now)
    {
        var today = ChinaTime.DayOf(now);
        IReadOnlyList<string> ids = Day == today ? Ids : [];
        return ids.Count < limit ? new DayCount(today, [.. ids, id]) : null;
    }

    /// <summary>No more today.</summary>
    public static Refusal UsedUp(DateTimeOffset now) =>
        new(RefusalCodes.TooManyRequests) { RetryAfter = ChinaTime.StartOf(ChinaTime.DayOf(now).AddDays(1)) - now };
}
