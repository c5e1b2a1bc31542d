namespace Ghc.Domain.Policies;

/// <summary>Where going back leads, as the versions are at one moment. A version that somebody left is never gone back to.</summary>
public sealed class RollbackPlan(IReadOnlyList<PolicyVersion> versions, string builtIn, DateTimeOffset now)
{
    private readonly IReadOnlyList<PolicyVersion> order = PolicyVersion.InOrderOfEffect(versions);

    private PolicyVersion? InForce => order.LastOrDefault(version => !IsToCome(version));

    /// <summary>
    /// The version to leave if nobody names one: the first that is still to come, else the one in force. An officer who goes back while another is about to does the same
    /// once more, not the opposite.
    /// </summary>
    public int? Next => order is [.., { Leaves: { } leaves } last] && IsToCome(last) ? leaves : (order.FirstOrDefault(IsToCome) ?? InForce)?.Sequence;

    /// <summary>
    /// Leaves a version: publishes the rules before it again, and cancels what is still to come from it on. Leaving the same version again changes nothing.
    /// </summary>
    /// <param name="sequence">The version to leave; null if there is none.</param>
    public Decision<PolicyVersion, PolicyVersion> Leave(int? sequence, string officer)
    {
        if (sequence is not { } leaves)
        {
            return new Refusal(RefusalCodes.NothingToRollBack);
        }

        if (Done(leaves) is { } done)
        {
            return done;
        }

        if (Find(leaves) is not { } leaving)
        {
            return new Refusal(RefusalCodes.VersionNotInForce);
        }

        if (PackInsteadOf(leaving) is not { } pack)
        {
            return new Refusal(RefusalCodes.NothingToRollBack);
        }

        var version = GoBack(leaving, pack, officer);
        return new(version, version);
    }

    private PolicyVersion GoBack(PolicyVersion leaving, string pack, string officer)
    {
        var number = PolicyVersion.NextNumber(versions);
        return new PolicyVersion(number, pack, PolicyState.Published, officer, now)
        {
            ApprovedBy = officer,
            EffectiveAt = now + PolicyVersion.Notice,
            Leaves = leaving.Sequence,
            Cancels = CancelledWith(leaving),
            SweepId = $"publication-{number}",
        };
    }

    /// <summary>The version by which this one was left before, if it still counts.</summary>
    private PolicyVersion? Done(int leaves) => order.LastOrDefault(version => version.Leaves == leaves && Counts(version));

    /// <summary>The version of this number, if it can be left: it is in force, or still to come.</summary>
    private PolicyVersion? Find(int sequence) => order.FirstOrDefault(version => version.Sequence == sequence && Counts(version));

    /// <summary>The rules instead of it: those of today if it is still to come, else the last others that were in force before and that nobody left. Null if there are none.</summary>
    private string? PackInsteadOf(PolicyVersion leaving)
    {
        if (IsToCome(leaving))
        {
            return InForce?.Pack ?? builtIn;
        }

        var left = versions.Select(version => version.Leaves).ToHashSet();
        return order.TakeWhile(version => version != leaving).Where(version => !left.Contains(version.Sequence)).Select(version => version.Pack)
            .Prepend(builtIn).LastOrDefault(pack => pack != leaving.Pack);
    }

    /// <summary>What goes with it: all that was still to come from it on.</summary>
    private int[] CancelledWith(PolicyVersion leaving) =>
        [.. order.SkipWhile(version => version != leaving).Where(IsToCome).Select(version => version.Sequence)];

    private bool Counts(PolicyVersion version) => version == InForce || IsToCome(version);

    private bool IsToCome(PolicyVersion version) => version.EffectiveAt > now;
}
