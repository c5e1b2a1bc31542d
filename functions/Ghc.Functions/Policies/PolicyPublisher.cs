using System.Globalization;
using System.Text.Json.Nodes;
using Ghc.Domain;
using Ghc.Domain.Colors;
using Ghc.Functions.AccountStore;
using Ghc.Functions.Audit;
using Ghc.Functions.Rules;
using Ghc.Platform.Storage;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.Policies;

/// <summary>How versions come and go: proposed by one officer, published by another, rolled back in one step. Every step is in Audit.</summary>
public sealed class PolicyPublisher(PoliciesTable policies, CurrentPolicy current, Sweeper sweeper, AuditTable audit, IOptions<PolicyOptions> options, TimeProvider clock)
{
    private static readonly TimeSpan ProposalLasts = TimeSpan.FromDays(7);

    /// <summary>A sweep starts when every instance applies the version, and no folding that began before is still under way.</summary>
    internal static readonly TimeSpan Settling = TimeSpan.FromSeconds(5);

    /// <summary>Proposes the policy, or publishes it if another officer proposed it. Putting it again is harmless, and starts a sweep that a crash kept from starting.</summary>
    public async Task<Outcome<SweepView>> PutAsync(Policy policy, Account account, DateTimeOffset effectiveAt, CancellationToken cancellation)
    {
        var officer = account.Key;
        var decision = await OptimisticConcurrency.RetryAsync(
            async () =>
            {
                var versions = await policies.ListAsync(cancellation);
                if (PolicyVersion.InOrderOfEffect(versions.Select(each => each.Version)) is [.., var last] && IsSame(last, policy))
                {
                    // Another day for what two have signed is a new decision: roll back, and propose it again.
                    return effectiveAt > last.EffectiveAt ? new Decision(new Refusal(RefusalCodes.AlreadyDecided)) : new Decision(last);
                }

                if (versions.LastOrDefault(each => IsOpen(each.Version) && IsSame(each.Version, policy)) is not { } proposal)
                {
                    return await ProposeAsync(versions, policy, officer, effectiveAt, cancellation) is { } proposed ? new Decision(proposed) : null;
                }

                return proposal.Version.ProposedBy == officer ? new Decision(proposal.Version)
                    : !account.MayApprove(clock.GetUtcNow()) ? new Decision(new Refusal(RefusalCodes.OfficerTooNew))
                    : await PublishAsync(proposal, officer, effectiveAt, cancellation) is { } published ? new Decision(published)
                    : null;
            },
            cancellation);
        return decision.Version.Refused(out var refusal, out var version) ? refusal : await SweepAsync(version, policy.Version, cancellation);
    }

    /// <summary>
    /// Leaves a version: publishes the rules before it again, and cancels what is still to come from it on. One officer is enough: going back is for emergencies.
    /// In one, two may press at once and answers get lost, so leaving the same version again changes nothing and starts the same sweep.
    /// </summary>
    /// <param name="sequence">The version to leave; null for what <see cref="RollbackPlan.Next"/> says.</param>
    public async Task<Outcome<SweepView>> RollBackAsync(int? sequence, string officer, CancellationToken cancellation)
    {
        var outcome = await OptimisticConcurrency.RetryAsync(
            async () =>
            {
                var versions = await policies.ListAsync(cancellation);
                var way = new RollbackPlan([.. versions.Select(stored => stored.Version)], current.BuiltIn.Policy.Json, clock.GetUtcNow());
                sequence ??= way.Next;
                return sequence is not { } leaves ? new Decision(new Refusal(RefusalCodes.NothingToRollBack))
                    : way.Done(leaves) is { } done ? new Decision(done)
                    : way.Find(leaves) is not { } leaving ? new Decision(new Refusal(RefusalCodes.VersionNotInForce))
                    : way.PackInsteadOf(leaving) is not { } pack ? new Decision(new Refusal(RefusalCodes.NothingToRollBack))
                    : await GoBackAsync(Next(versions), pack, leaving, way.CancelledWith(leaving), officer, cancellation);
            },
            cancellation);
        if (outcome.Version.Refused(out var refusal, out var version))
        {
            return refusal;
        }

        await audit.AppendAsync(officer, "policy-rolled-back", Subject(version), "", cancellation);
        return await SweepAsync(version, version.Parse().Version, cancellation);
    }

    private async Task<Decision?> GoBackAsync(int number, string pack, PolicyVersion leaving, int[] cancels, string officer, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var version = new PolicyVersion(number, pack, PolicyState.Published, officer, now)
        {
            ApprovedBy = officer,
            EffectiveAt = now + CurrentPolicy.Notice,
            Leaves = leaving.Sequence,
            Cancels = cancels,
            SweepId = $"publication-{number}",
        };
        return await policies.TryWriteAsync(version, readAs: null, cancellation) ? new Decision(version) : null;
    }

    private async Task<PolicyVersion?> ProposeAsync(
        IReadOnlyList<StoredVersion> versions, Policy policy, string officer, DateTimeOffset effectiveAt, CancellationToken cancellation)
    {
        var number = Next(versions);
        var proposal = new PolicyVersion(number, policy.Json, PolicyState.Proposed, officer, clock.GetUtcNow()) 
        {
            TrialSweepId = $"trial-{number}",
            PlannedAt = effectiveAt > clock.GetUtcNow() ? effectiveAt : null,
        };
        await audit.AppendAsync(officer, "policy-proposed", Subject(proposal), policy.Version, cancellation);
        return await policies.TryWriteAsync(proposal, readAs: null, cancellation) ? proposal : null;
    }

    private async Task<PolicyVersion?> PublishAsync(StoredVersion proposal, string officer, DateTimeOffset effectiveAt, CancellationToken cancellation)
    {
        var earliest = clock.GetUtcNow() + CurrentPolicy.Notice;
        var wanted = effectiveAt > DateTimeOffset.MinValue ? effectiveAt : proposal.Version.PlannedAt ?? earliest;
        var published = proposal.Version with
        {
            State = PolicyState.Published,
            ApprovedBy = officer,
            EffectiveAt = wanted > earliest ? wanted : earliest,
            SweepId = $"publication-{proposal.Version.Sequence}",
        };
        await audit.AppendOnceAsync(officer, "policy-approved", Subject(published), "", cancellation);
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

    private static int Next(IReadOnlyList<StoredVersion> versions) => versions.Count == 0 ? 1 : versions[^1].Version.Sequence + 1;

    private static string Subject(PolicyVersion version) => string.Create(CultureInfo.InvariantCulture, $"policy|{version.Sequence}");

    private sealed record Decision(Outcome<PolicyVersion> Version);
}
