using System.Globalization;
using Ghc.Domain;
using Ghc.Domain.Accounts;
using Ghc.Domain.Colors;
using Ghc.Domain.Policies;
using Ghc.Functions.Audit;
using Ghc.Functions.Rules;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.Policies;

/// <summary>
/// How versions come and go: proposed by one officer, published by another, rolled back in one step. Every step is in Audit.
/// </summary>
public sealed class PolicyPublisher(
    PoliciesTable policies,
    CurrentPolicy current,
    Sweeper sweeper,
    AuditTable audit,
    IOptions<PolicyOptions> options,
    TimeProvider clock
)
{
    /// <summary>A sweep starts when every instance applies the version, and no folding that began before is still under way.</summary>
    internal static readonly TimeSpan Settling = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Proposes the policy, or publishes it if another officer proposed it. Putting it again is harmless, and starts a sweep that a crash
    /// kept from starting.
    /// </summary>
    /// <param name="effectiveAt">From when on it decides; null for what the proposer or the pack says, else at once.</param>
    public async Task<Outcome<SweepView>> PutAsync(
        Policy policy,
        Account account,
        DateTimeOffset? effectiveAt,
        CancellationToken cancellation
    )
    {
        var now = clock.GetUtcNow();
        var put = await policies.UpdateAsync(
            versions => new Proposals(versions, now).Put(policy, account.Key, account.MayApprove(now), effectiveAt),
            version => RecordAsync(version, policy, account.Key, cancellation),
            cancellation
        );
        return put.Refused(out var refusal, out var version) ? refusal : await SweepAsync(version, policy.Version, cancellation);
    }

    /// <summary>
    /// Leaves a version: publishes the rules before it again, and cancels what is still to come from it on. One officer is enough: going
    /// back is for emergencies. In one, two may press at once and answers get lost, so leaving the same version again changes nothing and
    /// starts the same sweep.
    /// </summary>
    /// <param name="sequence">The version to leave; null for what <see cref="RollbackPlan.Next"/> says.</param>
    public async Task<Outcome<SweepView>> RollBackAsync(int? sequence, string officer, CancellationToken cancellation)
    {
        var left = await policies.UpdateAsync(
            versions =>
            {
                var plan = new RollbackPlan(versions, current.BuiltIn.Policy.Json, clock.GetUtcNow());
                return plan.Leave(sequence ??= plan.Next, officer);
            },
            prepare: _ => Task.CompletedTask,
            cancellation
        );
        if (left.Refused(out var refusal, out var version))
        {
            return refusal;
        }

        await audit.AppendAsync(officer, "policy-rolled-back", Subject(version), "", cancellation);
        return await SweepAsync(version, version.Parse().Version, cancellation);
    }

    /// <summary>Audit comes before the version.</summary>
    private Task RecordAsync(PolicyVersion version, Policy policy, string officer, CancellationToken cancellation) =>
        version.State == PolicyState.Proposed
            ? audit.AppendAsync(
                officer,
                "policy-proposed",
                Subject(version),
                $"{policy.Version} {version.PlannedAt:u}".Trim(),
                cancellation
            )
            : audit.AppendOnceAsync(officer, "policy-approved", Subject(version), "", cancellation);

    private async Task<SweepView> SweepAsync(PolicyVersion version, string name, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var isTrial = version.State == PolicyState.Proposed;
        var sweep = new Sweep(
            isTrial ? version.TrialSweepId! : version.SweepId!,
            version.Sequence,
            name,
            isTrial,
            options.Value.SweepDigits,
            now
        );
        var delay = isTrial ? TimeSpan.Zero : version.EffectiveAt!.Value + Settling - now;
        return SweepView.Of(await sweeper.StartAsync(sweep, delay > TimeSpan.Zero ? delay : TimeSpan.Zero, cancellation), []);
    }

    private static string Subject(PolicyVersion version) => string.Create(CultureInfo.InvariantCulture, $"policy|{version.Sequence}");
}
