using Ghc.Domain.Colors;
using Ghc.Domain.Holders;
using Ghc.Domain.Measures;
using Ghc.Functions.Holders;
using Ghc.Functions.Rules;

namespace Ghc.Functions.Measures;

/// <summary>A person's color now, and what it would be if an officer signed.</summary>
/// <param name="Holder">With all facts; after a renewal that of the present document.</param>
/// <param name="After">The color from the signature on, or from the start of a measure that starts later. Null where nothing is left to
/// sign.</param>
public sealed record Preview(Holder Holder, Assessment Now, Color? After);

/// <summary>Applies measures to facts without storing anything: what officers read before they sign, by the rules in force.</summary>
public sealed class MeasurePreview(HoldersTable holders, CurrentPolicy policies, TimeProvider clock)
{
    /// <summary>Null if nothing is known of the document.</summary>
    public async Task<Preview?> OfAsync(string key, MeasureCase measure, CancellationToken cancellation)
    {
        var holder = await holders.LoadAsync(key, cancellation);
        if (holder.Status is { Owner: null, Successor: { } next })
        {
            holder = await holders.LoadAsync(next.Key, cancellation);
        }

        if (holder.Document is null)
        {
            return null;
        }

        var policy = (await policies.CurrentAsync(cancellation)).Policy;
        var now = clock.GetUtcNow();
        var present = policy.Assess(holder.Facts, now);
        if (IfSigned(measure, key, now) is not { } signed)
        {
            return new Preview(holder, present, null);
        }

        var at = signed.LiftedAt is null && signed.From > now ? signed.From : now;
        return new Preview(holder, present, policy.Assess([.. holder.Facts, signed], at).Color);
    }

    /// <summary>A proposal as if it was approved now, a measure in force as if it was lifted now.</summary>
    private static Measure? IfSigned(MeasureCase measure, string key, DateTimeOffset now)
    {
        var id = measure.Site is null ? measure.Id : MeasureIds.OfHolder(measure.Id, key);
        var signature = new Signature("", now);
        return measure.StateAt(now) switch
        {
            MeasureState.Pending => (measure with { Approved = signature }).ToFact(id),
            MeasureState.InForce => (measure with { Ended = signature }).ToFact(id),
            _ => null,
        };
    }
}
