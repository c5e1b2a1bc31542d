using System.ComponentModel.DataAnnotations;
using Ghc.Domain.Statistics;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.Statistics;

/// <summary>Section <c>Statistics</c>: what the public may see.</summary>
public sealed class StatisticsOptions
{
    /// <summary>Fewer people than this are not published, nor is whether there were any.</summary>
    [Range(PublicCount.Step, 10_000)]
    public int LeastPeople { get; set; } = 10;

    /// <summary>How long a day stays published.</summary>
    [Range(1, 3660)]
    public int KeepDays { get; set; } = 400;
}

[OptionsValidator]
public sealed partial class StatisticsOptionsValidator : IValidateOptions<StatisticsOptions>;
