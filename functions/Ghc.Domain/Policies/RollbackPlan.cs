using Ghc.Domain.Colors;

namespace Ghc.Domain.Policies;

/// <summary>Where going back leads, as the versions are at one moment. Rules that somebody left are never gone back to.</summary>
public sealed class RollbackPlan(IReadOnlyList<PolicyVersion> versions, string builtIn, DateTimeOffset now)
{
    private readonly IReadOnlyList<PolicyVersion> order = PolicyVersion.InOrderOfEffect(versions);

    private PolicyVersion? InForce => order.LastOrDefault(version => !IsToCome(version));

    /// <summary>
    /// The version to leave if nobody names one: the first that is still to come, else the one in force. An officer who goes back while
    /// another is about to does the same once more, not the opposite.
    /// </summary>
    public int? Next =>
        order is [.., { Leaves: { } leaves } last] && IsToCome(last) ? leaves : (order.FirstOrDefault(IsToCome) ?? InForce)?.Sequence;

    /// <summary>
    /// Leaves a version: publishes the rules before it again, and cancels what is still to come from it on. Leaving the same version again
    /// changes nothing.
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

    /// <summary>
    /// The rules instead of it: those of today if it is still to come, else the last others that were in force before and that nobody left
    /// since. Rules are compared, not numbers: the same rules may have been published under several. Null if there are none.
    /// </summary>
    private string? PackInsteadOf(PolicyVersion leaving)
    {
        if (IsToCome(leaving))
        {
            return InForce?.Pack ?? builtIn;
        }

        var rules = leaving.Parse();
        return order
            .TakeWhile(version => version != leaving)
            .Select((version, place) => (version.Pack, Place: place))
            .Prepend((Pack: builtIn, Place: -1))
            .LastOrDefault(before => !RulesOf(before.Pack).HasTheRulesOf(rules) && !WasLeftAfter(before.Place, RulesOf(before.Pack)))
            .Pack;
    }

    /// <summary>
    /// Whether somebody left these rules after they came into force: what two officers signed again since then counts again.
    /// </summary>
    private bool WasLeftAfter(int place, Policy rules) =>
        versions
            .Where(back => back.Leaves is not null && PlaceOf(back) > place)
            .Any(back => versions.First(version => version.Sequence == back.Leaves).Parse().HasTheRulesOf(rules));

    /// <summary>One that was cancelled before its day is as late as can be: it was made by somebody who left rules all the same.</summary>
    private int PlaceOf(PolicyVersion version) =>
        order.Contains(version) ? order.TakeWhile(other => other != version).Count() : int.MaxValue;

    private static Policy RulesOf(string pack) =>
        Policy.Parse(pack).Refused(out var refusal, out var policy)
            ? throw new InvalidOperationException($"A published policy does not parse: {refusal.Errors[0].Field}.")
            : policy;

    /// <summary>What goes with it: all that was still to come from it on.</summary>
    private int[] CancelledWith(PolicyVersion leaving) =>
        [.. order.SkipWhile(version => version != leaving).Where(IsToCome).Select(version => version.Sequence)];

    private bool Counts(PolicyVersion version) => version == InForce || IsToCome(version);

    private bool IsToCome(PolicyVersion version) => version.EffectiveAt > now;
}
