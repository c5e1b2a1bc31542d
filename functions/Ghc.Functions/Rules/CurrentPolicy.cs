using System.ComponentModel.DataAnnotations;
using Ghc.Domain.Colors;
using Ghc.Domain.Policies;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.Rules;

/// <summary>Section <c>Policy</c>: the pack that decides colors until officers publish another.</summary>
public sealed class PolicyOptions
{
    /// <summary>The pack of rules, by its name in <c>Ghc.Domain/Colors/Packs</c>.</summary>
    [Required]
    public string Pack { get; set; } = Policy.DefaultPack;

    /// <summary>A sweep has 16 to this power ranges, which are worked on in parallel: 256 for a province, 16 for a town.</summary>
    [Range(1, 3)]
    public int SweepDigits { get; set; } = 2;
}

[OptionsValidator]
public sealed partial class PolicyOptionsValidator : IValidateOptions<PolicyOptions>;

/// <summary>A policy with its number.</summary>
public sealed record NumberedPolicy(int Sequence, Policy Policy);

/// <summary>
/// The policy in force. Versions are read at most every <see cref="Freshness"/>; a publication takes effect later than that, so every
/// instance knows it by then and all of them change over by the clock, together.
/// </summary>
public sealed class CurrentPolicy(PoliciesTable table, IOptions<PolicyOptions> options, TimeProvider clock) : IDisposable
{
    public static readonly TimeSpan Freshness = TimeSpan.FromSeconds(20);

    private readonly SemaphoreSlim reading = new(1);
    private IReadOnlyList<(DateTimeOffset EffectiveAt, NumberedPolicy Policy)> published = [];
    private DateTimeOffset readAt = DateTimeOffset.MinValue;

    /// <summary>What the installation came with.</summary>
    public NumberedPolicy BuiltIn { get; } = new(0, Policy.Pack(options.Value.Pack));

    public async Task<NumberedPolicy> CurrentAsync(CancellationToken cancellation)
    {
        await RefreshAsync(cancellation);
        var now = clock.GetUtcNow();
        return published.LastOrDefault(version => version.EffectiveAt <= now).Policy ?? BuiltIn;
    }

    /// <summary>Every policy that was in force, from the beginning until now, with the time from which it decided.</summary>
    public async Task<IReadOnlyList<(DateTimeOffset From, NumberedPolicy Policy)>> HistoryAsync(CancellationToken cancellation)
    {
        await RefreshAsync(cancellation);
        var now = clock.GetUtcNow();
        return [(DateTimeOffset.MinValue, BuiltIn), .. published.Where(version => version.EffectiveAt <= now)];
    }

    public void Dispose() => reading.Dispose();

    private async Task RefreshAsync(CancellationToken cancellation)
    {
        if (clock.GetUtcNow() - readAt > Freshness)
        {
            await ReadAsync(cancellation);
        }
    }

    private async Task ReadAsync(CancellationToken cancellation)
    {
        await reading.WaitAsync(cancellation);
        try
        {
            if (clock.GetUtcNow() - readAt <= Freshness)
            {
                return;
            }

            published =
            [
                .. PolicyVersion
                    .InOrderOfEffect(await table.ListAsync(cancellation))
                    .Select(version => (version.EffectiveAt!.Value, Known(version))),
            ];
            readAt = clock.GetUtcNow();
        }
        finally
        {
            reading.Release();
        }
    }

    /// <summary>A version never changes once it is published, so it is parsed once.</summary>
    private NumberedPolicy Known(PolicyVersion version) =>
        published.FirstOrDefault(known => known.Policy.Sequence == version.Sequence).Policy
        ?? new NumberedPolicy(version.Sequence, version.Parse());
}
