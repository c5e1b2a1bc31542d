using System.ComponentModel.DataAnnotations;
using Ghc.Domain.Colors;
using Ghc.Domain.Documents;
using Ghc.Domain.LabResults;
using Ghc.Functions.Storage;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.Colors;

/// <summary>Section <c>Policy</c>: the pack that decides colors.</summary>
public sealed class PolicyOptions
{
    [Required]
    public string Pack { get; set; } = Policy.DefaultPack;
}

[OptionsValidator]
public sealed partial class PolicyOptionsValidator : IValidateOptions<PolicyOptions>;

/// <summary>The policy in force, applied to what is known of a document.</summary>
public sealed class Policies(IOptions<PolicyOptions> options)
{
    /// <summary>As many results as a person wants to see; older ones still count for the color.</summary>
    private const int ShownTests = 10;

    private readonly Policy policy = Policy.Pack(options.Value.Pack);

    /// <summary>The colors of all times by these facts.</summary>
    public Schedule Schedule(IReadOnlyList<Fact> facts) => policy.Schedule(facts);

    /// <summary>The status as the facts make it; owner and name stay as they were.</summary>
    public HolderStatus Assess(Document document, Holder holder)
    {
        var schedule = policy.Schedule(holder.Facts);
        LabResult[] tests = [.. EffectiveResults.Of(holder.Facts).Reverse().Take(ShownTests)];
        return holder.Status is { } status
            ? status with { Schedule = schedule, Tests = tests, Forgotten = false }
            : new HolderStatus(document, schedule, tests);
    }
}
