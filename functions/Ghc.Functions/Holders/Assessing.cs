using System.Text.Json;
using Ghc.Domain.Documents;
using Ghc.Domain.Holders;
using Ghc.Domain.LabResults;
using Ghc.Functions.Rules;

namespace Ghc.Functions.Holders;

/// <summary>Facts become the stored status here.</summary>
public static class Assessing
{
    /// <summary>As many results as a person wants to see; older ones still count for the color.</summary>
    private const int ShownTests = 10;

    /// <summary>The status as the facts make it; owner and name stay as they were.</summary>
    public static HolderStatus Assess(this NumberedPolicy policy, Document document, Holder holder)
    {
        var schedule = policy.Policy.Schedule(holder.Facts);
        LabResult[] tests = [.. EffectiveResults.Of(holder.Facts).Reverse().Take(ShownTests)];
        var status = holder.Status ?? new HolderStatus(document, schedule, tests);
        return status with { Schedule = schedule, Tests = tests, PolicySequence = policy.Sequence };
    }

    /// <summary>
    /// Whether storing the other one would change nothing. Lists are compared by what is in them, which records do not do.
    /// </summary>
    public static bool SaysTheSameAs(this HolderStatus status, HolderStatus other) =>
        JsonSerializer.Serialize(status, HoldersJson.Types.HolderStatus) == JsonSerializer.Serialize(other, HoldersJson.Types.HolderStatus);
}
