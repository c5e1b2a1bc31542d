using System.Text.Json.Nodes;
using Ghc.Domain.Colors;

namespace Ghc.Domain.Policies;

/// <summary>How a version comes: one officer proposes it, another publishes it. As the versions are at one moment, oldest first.</summary>
public sealed class Proposals(IReadOnlyList<PolicyVersion> versions, DateTimeOffset now)
{
    private static readonly TimeSpan Last = TimeSpan.FromDays(7);

    /// <summary>Proposes the policy, or publishes it if another officer proposed it. Putting it again changes nothing.</summary>
    /// <param name="mayApprove">Whether the officer has been one for long enough.</param>
    /// <param name="effectiveAt">From when on it is to decide; <see cref="DateTimeOffset.MinValue"/> where the officer names no time.</param>
    public Decision<PolicyVersion, PolicyVersion> Put(Policy policy, string officer, bool mayApprove, DateTimeOffset effectiveAt)
    {
        if (PolicyVersion.InOrderOfEffect(versions) is [.., var last] && IsSame(last, policy))
        {
            // Another day for what two have signed is a new decision: roll back, and propose it again.
            return effectiveAt > last.EffectiveAt ? new Refusal(RefusalCodes.AlreadyDecided) : last;
        }

        return versions.LastOrDefault(version => IsOpen(version) && IsSame(version, policy)) is not { } proposal ? Written(Propose(policy, officer, effectiveAt))
            : proposal.ProposedBy == officer ? proposal
            : !mayApprove ? new Refusal(RefusalCodes.OfficerTooNew)
            : Written(Publish(proposal, officer, effectiveAt));
    }

    private PolicyVersion Propose(Policy policy, string officer, DateTimeOffset effectiveAt)
    {
        var number = PolicyVersion.NextNumber(versions);
        return new PolicyVersion(number, policy.Json, PolicyState.Proposed, officer, now)
        {
            TrialSweepId = $"trial-{number}",
            PlannedAt = effectiveAt > now ? effectiveAt : null,
        };
    }

    private PolicyVersion Publish(PolicyVersion proposal, string officer, DateTimeOffset effectiveAt)
    {
        var earliest = now + PolicyVersion.Notice;
        var wanted = effectiveAt > DateTimeOffset.MinValue ? effectiveAt : proposal.PlannedAt ?? earliest;
        return proposal with
        {
            State = PolicyState.Published,
            ApprovedBy = officer,
            EffectiveAt = wanted > earliest ? wanted : earliest,
            SweepId = $"publication-{proposal.Sequence}",
        };
    }

    private bool IsOpen(PolicyVersion version) => version.State == PolicyState.Proposed && version.ProposedAt + Last > now;

    private static bool IsSame(PolicyVersion version, Policy policy) => JsonNode.DeepEquals(JsonNode.Parse(version.Pack), JsonNode.Parse(policy.Json));

    private static Decision<PolicyVersion, PolicyVersion> Written(PolicyVersion version) => new(version, version);
}
