using Ghc.Domain.Statistics;

namespace Ghc.Functions.Statistics;

/// <summary>One day in Guangdong, as it is published.</summary>
public sealed record PublicDay(DateOnly Day, IReadOnlyList<PublicRow> Kinds);

/// <summary>What GET api/statistics tells.</summary>
/// <param name="LeastPeople">Fewer are not published.</param>
/// <param name="RoundedTo">Every number is a multiple of it.</param>
public sealed record StatisticsAnswer(int LeastPeople, int RoundedTo, IReadOnlyList<PublicDay> Days);
