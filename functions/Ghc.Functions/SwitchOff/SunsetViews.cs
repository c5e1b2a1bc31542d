using Ghc.Domain.Sunset;
using Ghc.Platform.Json;

namespace Ghc.Functions.SwitchOff;

/// <summary>What <c>GET api/sunset</c> tells everybody. Without a plan that was announced, only the phase.</summary>
/// <param name="Phase">none · announced · closed · frozen · ended · wiping</param>
/// <param name="Plan">The hash of the plan, which the certificate of deletion names.</param>
/// <param name="CertificateKey">The public key that verifies that certificate.</param>
/// <param name="PhoneOptional">True where applications may give an e-mail address instead of a phone; else absent.</param>
public sealed record PublicSunset(
    string Phase,
    DateTimeOffset? ClosesAt,
    DateTimeOffset? FreezesAt,
    DateTimeOffset? ExportUntil,
    DateTimeOffset? WipesFrom,
    string? Plan,
    string? CertificateKey,
    bool? PhoneOptional
)
{
    public static PublicSunset Of(SunsetRecord? announced, SunsetPhase phase, bool phoneOptional) =>
        new(
            Words.Of(phase),
            announced?.Plan.ClosesAt,
            announced?.Plan.FreezesAt,
            announced?.Plan.ExportUntil,
            announced?.Plan.WipesFrom,
            announced?.Plan.Hash,
            announced?.Plan.CertificateKey,
            phoneOptional ? true : null
        );
}

/// <summary>The plan as administrators see it.</summary>
/// <param name="Plan">Its hash: a signature names it.</param>
public sealed record SunsetView(
    int Number,
    string Phase,
    DateTimeOffset ClosesAt,
    DateTimeOffset FreezesAt,
    DateTimeOffset ExportUntil,
    DateTimeOffset WipesFrom,
    string Plan,
    string CertificateKey,
    IReadOnlyList<SunsetSignatureView> Signatures,
    DateTimeOffset? WithdrawnAt,
    DateTimeOffset? WipeBegunAt
)
{
    public static SunsetView Of(SunsetRecord record, DateTimeOffset now)
    {
        var plan = record.Plan;
        return new SunsetView(
            record.Number,
            Words.Of(record.PhaseAt(now)),
            plan.ClosesAt,
            plan.FreezesAt,
            plan.ExportUntil,
            plan.WipesFrom,
            plan.Hash,
            plan.CertificateKey,
            [.. record.Signatures.Where(signature => signature.CountsAt(now)).Select(SunsetSignatureView.Of)],
            record.WithdrawnAt,
            record.WipeBegunAt
        );
    }
}

/// <summary>A step with the staff ids of its proposer and approver; without an approval it has no effect.</summary>
public sealed record SunsetSignatureView(
    string Step,
    string ProposedBy,
    DateTimeOffset ProposedAt,
    string? ApprovedBy,
    DateTimeOffset? ApprovedAt
)
{
    public static SunsetSignatureView Of(SunsetSignature signature) =>
        new(Words.Of(signature.Step), signature.ProposedBy, signature.ProposedAt, signature.ApprovedBy, signature.ApprovedAt);
}
