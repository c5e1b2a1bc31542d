using System.Globalization;
using System.Text.Json.Nodes;
using Ghc.Domain;
using Ghc.Domain.Colors;
using Ghc.Functions.Storage;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.Policies;

/// <summary>How versions come and go: proposed by one officer, published by another, rolled back in one step. Every step is in Audit.</summary>
public sealed class PolicyBoard(PoliciesTable policies, PolicyDesk desk, Sweeper sweeper, AuditTable audit, IOptions<PolicyOptions> options, TimeProvider clock)
{
    private static readonly TimeSpan ProposalLasts = TimeSpan.FromDays(7);

    /// <summary>A sweep starts when every instance applies the version, and no folding that began before is still under way.</summary>
    internal static readonly TimeSpan Settling = TimeSpan.FromSeconds(5);

    /// <summary>Proposes the policy, or publishes it if another officer proposed it. Putting the same thing again is harmless.</summary>
    public async Task<SweepView> PutAsync(Policy policy, string officer, DateTimeOffset effectiveAt, CancellationToken cancellation)
    {
        var version = await Contention.RetryAsync(
            async () =>
            {
                var versions = await policies.ListAsync(cancellation);
                return versions.LastOrDefault(stored => IsOpen(stored.Version) && IsSame(stored.Version, policy)) is not { } proposal
                    ? await ProposeAsync(versions, policy, officer, cancellation)
                    : proposal.Version.ProposedBy == officer ? proposal.Version
                    : await PublishAsync(proposal, officer, effectiveAt, cancellation);
            },
            cancellation);
        return await SweepAsync(version, policy.Version, cancellation);
    }

    /// <summary>Publishes the rules before the current ones again; if others are still to come, it cancels those and keeps the current ones. One officer is enough: going back is for emergencies.</summary>
    public async Task<Outcome<SweepView>> RollBackAsync(string officer, CancellationToken cancellation)
    {
        var version = await Contention.RetryAsync(
            async () =>
            {
                var versions = await policies.ListAsync(cancellation);
                if (Previous(versions) is not { } pack)
                {
                    return new Maybe(null);
                }

                var now = clock.GetUtcNow();
                var next = new PolicyVersion(Next(versions), pack, PolicyState.Published, officer, now) { ApprovedBy = officer, EffectiveAt = now + PolicyDesk.Notice, Cancels = StillToCome(versions) };
                next = next with { SweepId = $"publication-{next.Sequence}" };
                return await policies.TryWriteAsync(next, readAs: null, cancellation) ? new Maybe(next) : null;
            },
            cancellation);
        if (version.Version is not { } published)
        {
            return new Refusal("nothing-to-roll-back");
        }

        await audit.AppendAsync(officer, "policy-rolled-back", Subject(published), "", cancellation);
        return await SweepAsync(published, published.Parse().Version, cancellation);
    }

    private async Task<PolicyVersion?> ProposeAsync(IReadOnlyList<StoredVersion> versions, Policy policy, string officer, CancellationToken cancellation)
    {
        var number = Next(versions);
        var proposal = new PolicyVersion(number, policy.Json, PolicyState.Proposed, officer, clock.GetUtcNow()) { TrialSweepId = $"trial-{number}" };
        await audit.AppendAsync(officer, "policy-proposed", Subject(proposal), policy.Version, cancellation);
        return await policies.TryWriteAsync(proposal, readAs: null, cancellation) ? proposal : null;
    }

    private async Task<PolicyVersion?> PublishAsync(StoredVersion proposal, string officer, DateTimeOffset effectiveAt, CancellationToken cancellation)
    {
        var earliest = clock.GetUtcNow() + PolicyDesk.Notice;
        var published = proposal.Version with
        {
            State = PolicyState.Published,
            ApprovedBy = officer,
            EffectiveAt = effectiveAt > earliest ? effectiveAt : earliest,
            SweepId = $"publication-{proposal.Version.Sequence}",
        };
        await audit.AppendAsync(officer, "policy-approved", Subject(published), "", cancellation);
        return await policies.TryWriteAsync(published, proposal.ReadAs, cancellation) ? published : null;
    }

    private async Task<SweepView> SweepAsync(PolicyVersion version, string name, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var isTrial = version.State == PolicyState.Proposed;
        var sweep = new Sweep(isTrial ? version.TrialSweepId! : version.SweepId!, version.Sequence, name, isTrial, options.Value.SweepDigits, now);
        var delay = isTrial ? TimeSpan.Zero : version.EffectiveAt!.Value + Settling - now;
        return SweepView.Of(await sweeper.StartAsync(sweep, delay > TimeSpan.Zero ? delay : TimeSpan.Zero, cancellation), []);
    }

    private bool IsOpen(PolicyVersion version) =>
        version.State == PolicyState.Proposed && version.ProposedAt + ProposalLasts > clock.GetUtcNow();

    private static bool IsSame(PolicyVersion version, Policy policy) =>
        JsonNode.DeepEquals(JsonNode.Parse(version.Pack), JsonNode.Parse(policy.Json));

    /// <summary>The rules of today if others are still to come, else the last ones that were others than these.</summary>
    private string? Previous(IReadOnlyList<StoredVersion> versions)
    {
        var toCome = StillToCome(versions);
        var packs = InOrder(versions).Where(version => !toCome.Contains(version.Sequence)).Select(version => version.Pack).Prepend(desk.BuiltIn.Policy.Json).ToList();
        return toCome.Length > 0 ? packs[^1] : packs.LastOrDefault(pack => pack != packs[^1]);
    }

    private int[] StillToCome(IReadOnlyList<StoredVersion> versions) =>
        [.. InOrder(versions).Where(version => version.EffectiveAt > clock.GetUtcNow()).Select(version => version.Sequence)];

    private static IReadOnlyList<PolicyVersion> InOrder(IReadOnlyList<StoredVersion> versions) => PolicyVersion.InOrderOfEffect(versions.Select(stored => stored.Version));

    private static int Next(IReadOnlyList<StoredVersion> versions) => versions.Count == 0 ? 1 : versions[^1].Version.Sequence + 1;

    private static string Subject(PolicyVersion version) => string.Create(CultureInfo.InvariantCulture, $"policy|{version.Sequence}");

    private sealed record Maybe(PolicyVersion? Version);
}
