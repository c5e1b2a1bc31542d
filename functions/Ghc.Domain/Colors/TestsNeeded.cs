namespace Ghc.Domain.Colors;

/// <summary>So many negatives, each sampled after that time and so many hours after the one before.</summary>
public sealed record TestsNeeded(int Count, DateTimeOffset SampledAfter, int HoursApart, bool SingleOnly);

/// <summary>The days on which the rules ask for a test that is not there yet, soonest first.</summary>
public sealed record DueTests(IReadOnlyList<DueTest> Days)
{
    /// <summary>Null if there is none.</summary>
    public static DueTests? Of(IEnumerable<int> days, DateTimeOffset start)
    {
        DueTest[] due = [.. days.Select(day => new DueTest(day, ChinaTime.StartOfDay(start, day)))];
        return due.Length == 0 ? null : new(due);
    }

    public bool Equals(DueTests? other) => other is not null && Days.SequenceEqual(other.Days);

    public override int GetHashCode() => Days.Count;
}

/// <summary>A test on one day, as the rules count days.</summary>
/// <param name="StartsAt">00:00 of the day in China.</param>
public sealed record DueTest(int Day, DateTimeOffset StartsAt);
