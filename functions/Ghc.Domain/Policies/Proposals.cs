using System.Text.Json.Nodes;
using Ghc.Domain.Colors;

namespace Ghc.Domain.Policies;

/// <summary>How a version comes: one officer proposes it, another publishes it. As the versions are at one moment, oldest first.</summary>
public sealed class Proposals(IReadOnlyList<PolicyVersion> versions, DateTimeOffset now)
{
    /// <summary>How far ahead rules may be signed. Further is a slip of the keyboard, and longer than a queue holds a sweep back.</summary>
    public static readonly TimeSpan MaxAhead = TimeSpan.FromDays(7);

    /// <summary>Proposes the policy, or publishes it if another officer proposed it. Putting it again changes nothing.</summary>
    /// <param name="mayApprove">Whether the officer has been one for long enough.</param>
    /// <param name="effectiveAt">From when on it is to decide; null where the officer names no time.</param>
    public Decision<PolicyVersion, PolicyVersion> Put(Policy policy, string officer, bool mayApprove, DateTimeOffset? effectiveAt)
    {
        if (PolicyVersion.InOrderOfEffect(versions) is [.., var last] && IsSame(last, policy))
        {
            return IsAnotherDay(last.EffectiveAt!.Value, effectiveAt) ? AlreadySigned(last.EffectiveAt.Value) : last;
        }

        return versions.LastOrDefault(version => IsOpen(version) && IsSame(version, policy)) is not { } proposal
                ? Propose(policy, officer, effectiveAt)
            : proposal.ProposedBy == officer ? PlanAgain(proposal, effectiveAt)
            : !mayApprove ? new Refusal(RefusalCodes.OfficerTooNew)
            : Written(Publish(proposal, officer, effectiveAt));
    }

    /// <summary>Another day for what two have signed is a new decision: it is refused, and not silently forgotten.</summary>
    private bool IsAnotherDay(DateTimeOffset signed, DateTimeOffset? wanted)
    {
        var from = wanted > now ? wanted.Value : now;
        return wanted is not null && (signed > now ? (from - signed).Duration() > PolicyVersion.Notice : from > now + PolicyVersion.Notice);
    }

    private static Refusal AlreadySigned(DateTimeOffset day) =>
        new(RefusalCodes.AlreadyDecided) { Errors = [new("effectiveAt", "policy.already-signed") { Values = [ChinaTime.TextOf(day)] }] };

    /// <summary>For the day that the proposer names, else for that of the pack if it is to come.</summary>
    private Decision<PolicyVersion, PolicyVersion> Propose(Policy policy, string officer, DateTimeOffset? effectiveAt)
    {
        if (effectiveAt is null && policy.EffectiveFrom > now + MaxAhead)
        {
            return Refusal.Invalid("effectiveFrom", "policy.effective-from");
        }

        var number = PolicyVersion.NextNumber(versions);
        return Written(
            new PolicyVersion(number, policy.Json, PolicyState.Proposed, officer, now)
            {
                TrialSweepId = $"trial-{number}",
                PlannedAt = ToCome(effectiveAt ?? policy.EffectiveFrom),
            }
        );
    }

    /// <summary>The proposer may name another day as long as nobody has signed.</summary>
    private Decision<PolicyVersion, PolicyVersion> PlanAgain(PolicyVersion proposal, DateTimeOffset? effectiveAt)
    {
        var planned = proposal with { PlannedAt = ToCome(effectiveAt) };
        return effectiveAt is null || planned == proposal ? proposal : Written(planned);
    }

    private DateTimeOffset? ToCome(DateTimeOffset? day) => day > now ? day : null;

    private PolicyVersion Publish(PolicyVersion proposal, string officer, DateTimeOffset? effectiveAt)
    {
        var earliest = now + PolicyVersion.Notice;
        var wanted = effectiveAt ?? proposal.PlannedAt ?? earliest;
        return proposal with
        {
            State = PolicyState.Published,
            ApprovedBy = officer,
            EffectiveAt = wanted > earliest ? wanted : earliest,
            SweepId = $"publication-{proposal.Sequence}",
        };
    }

    private bool IsOpen(PolicyVersion version) => version.ApprovableUntil > now;

    private static bool IsSame(PolicyVersion version, Policy policy) =>
        JsonNode.DeepEquals(JsonNode.Parse(version.Pack), JsonNode.Parse(policy.Json));

    private static Decision<PolicyVersion, PolicyVersion> Written(PolicyVersion version) => new(version, version);
}
