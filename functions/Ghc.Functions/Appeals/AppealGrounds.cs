using Ghc.Domain.Appeals;
using Ghc.Domain.Facts;
using Ghc.Domain.Holders;
using Ghc.Domain.LabResults;
using Ghc.Domain.Measures;
using Ghc.Functions.Holders;
using Ghc.Functions.Rules;
using Ghc.Platform.Encryption;

namespace Ghc.Functions.Appeals;

/// <summary>The facts behind a reason: what an officer can lift, and what a laboratory can be asked about.</summary>
public sealed class AppealGrounds(HoldersTable holders, CurrentPolicy policies, Pseudonyms pseudonyms, TimeProvider clock)
{
    public async Task<KnownGrounds> OfAsync(Appeal appeal, CancellationToken cancellation)
    {
        var found = await holders.FindStatusAsync(appeal.HolderId, cancellation);
        var holder = await holders.LoadAsync(found?.Key ?? appeal.HolderId, cancellation);
        var policy = (await policies.CurrentAsync(cancellation)).Policy;
        Fact[] behind =
        [
            .. policy
                .Explain(holder.Facts, clock.GetUtcNow())
                .Where(influence => influence.IsActive && influence.Code == appeal.Reason)
                .Select(influence => influence.Fact),
        ];
        return new KnownGrounds(holder, [.. behind.OfType<Measure>()], [.. behind.OfType<LabResult>()], DigestOf(holder.Facts))
        {
            IsHeld = behind.Length > 0,
            BelongsToItsAuthor = holder.Status?.Owner?.ClaimedAt == appeal.ClaimedAt,
        };
    }

    /// <summary>Two digests differ if another fact is known, or one is gone.</summary>
    private string DigestOf(IReadOnlyList<Fact> facts) =>
        Convert.ToHexStringLower(
            pseudonyms.Mac("appeal-facts", string.Join('\n', facts.Select(IdentityOf).Order(StringComparer.Ordinal))).AsSpan(0, 16)
        );

    /// <summary>What makes a fact another one. Its remarks and spelling do not.</summary>
    private static string IdentityOf(Fact fact) =>
        fact switch
        {
            Crossing crossing => $"{crossing.CrossedAt:O} {crossing.Direction} {crossing.Port}",
            LabResult result => $"{result.Laboratory} {result.Accession} {result.Revision} {result.Status} {result.Result}",
            Measure measure => $"{measure.Id} {measure.LiftedAt:O}",
            ResultMoved moved => $"{moved.Laboratory} {moved.Accession} {moved.Revision} moved",
            _ => fact.GetType().Name,
        };
}

/// <param name="Measures">In force and behind the reason.</param>
/// <param name="Results">Those that give the reason.</param>
/// <param name="Digest">Of all facts.</param>
public sealed record KnownGrounds(Holder Holder, IReadOnlyList<Measure> Measures, IReadOnlyList<LabResult> Results, string Digest)
{
    public bool IsHeld { get; init; }

    /// <summary>False once the account that filed the appeal no longer shows the holder.</summary>
    public bool BelongsToItsAuthor { get; init; }

    /// <summary>
    /// Whether the laboratory has sent another revision than the one it was asked about, or has given the result to another document.
    /// </summary>
    public bool IsAnswered(Sample sample) =>
        Holder.Facts.Any(fact =>
            fact switch
            {
                LabResult result => result.Laboratory == sample.Laboratory
                    && result.Accession == sample.Accession
                    && result.Revision > sample.Revision,
                ResultMoved moved => moved.Laboratory == sample.Laboratory
                    && moved.Accession == sample.Accession
                    && moved.Revision > sample.Revision,
                _ => false,
            }
        );

    public bool IsLifted(string measureId) =>
        EffectiveMeasures.Of(Holder.Facts).Any(measure => measure.Id == measureId && measure.LiftedAt is not null);
}
