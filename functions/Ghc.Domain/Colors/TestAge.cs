using Ghc.Domain.LabResults;

namespace Ghc.Domain.Colors;

/// <summary>
/// The badge beside the color: how old the newest negative nucleic-acid test is, counted from sampling (R14). It is no part of the color:
/// from 2022-12-06 places asked for one without the other.
/// </summary>
public static class TestAge
{
    private static readonly int[] Windows = [24, 48, 72];

    public static string Of(IEnumerable<LabResult> results, DateTimeOffset now)
    {
        var newest = EffectiveResults
            .Of(results)
            .LastOrDefault(r => r is { Result: TestResult.Negative, Assay: Assay.NucleicAcid } && r.SampledAt <= now);
        if (newest is null)
        {
            return "none";
        }

        var age = now - newest.SampledAt;
        var window = Array.FindIndex(Windows, hours => age <= TimeSpan.FromHours(hours));
        return window < 0 ? "none" : $"{Windows[window]}h";
    }
}
