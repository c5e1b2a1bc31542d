using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Ghc.Domain;
using Ghc.Domain.Sunset;
using Ghc.Functions.Audit;
using Ghc.Functions.Sunset;
using Ghc.Platform.Encryption;
using Ghc.Platform.Json;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.SwitchOff;

/// <summary>Begins the wipe, if two administrators signed it: the last act that needs the keys. Repeating it is harmless.</summary>
public sealed class WipeBeginning(SunsetTable sunset, WipeTable wipe, AuditTable audit, IOptions<KeyOptions> keys, TimeProvider clock)
{
    /// <param name="plan">The hash of the plan that the operator means.</param>
    public async Task<Outcome<WipeRecord>> BeginAsync(string plan, CancellationToken cancellation)
    {
        var begun = await sunset.UpdateAsync(
            stored => SunsetDecisions.BeginWipe(stored, plan, clock.GetUtcNow()),
            record =>
                audit.AppendOnceAsync(
                    AuditTable.Operator,
                    "sunset-wipe-begun",
                    string.Create(CultureInfo.InvariantCulture, $"sunset|{record.Number}"),
                    plan,
                    cancellation
                ),
            cancellation
        );
        if (begun.Refused(out var refusal, out var record))
        {
            return refusal;
        }

        var heads = await audit.HeadsAsync(cancellation);
        var wiped = new WipeRecord(
            record.Number,
            record.Plan,
            [.. record.Signatures.Where(signature => signature.ApprovedAt is not null).Select(signature => Certified(signature, plan))],
            new AuditHeads(heads.Sum(head => head.Sequence), DigestOf(heads)),
            KeyNames(),
            record.WipeBegunAt!.Value
        );
        await wipe.PutAsync(wiped, cancellation);
        return wiped;
    }

    private IReadOnlyList<string> KeyNames() =>
        [
            WipeKeys.Pepper,
            .. keys.Value.Sealing.Keys.Keys.Select(id => WipeKeys.Sealing + id),
            .. keys.Value.Signing.Keys.Keys.Select(id => WipeKeys.Signing + id),
        ];

    private static CertifiedSignature Certified(SunsetSignature signature, string plan) =>
        new(
            Words.Of(signature.Step),
            HashOf(signature.ProposedBy, plan),
            signature.ProposedAt,
            HashOf(signature.ApprovedBy!, plan),
            signature.ApprovedAt!.Value
        );

    private static string HashOf(string staffId, string plan) => HexOf($"{plan}|{staffId}")[..16];

    private static string DigestOf(IEnumerable<AuditAnchor> heads) =>
        HexOf(
            string.Join(
                '\n',
                heads.Select(head => string.Create(CultureInfo.InvariantCulture, $"{head.Chain},{head.Sequence},{head.Hash}"))
            )
        );

    private static string HexOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

/// <summary>What the keys of the service are called in the vault.</summary>
public static class WipeKeys
{
    public const string Pepper = "pepper";
    public const string Sealing = "sealing-";
    public const string Signing = "signing-";

    public static bool Is(string name) =>
        name == Pepper || name.StartsWith(Sealing, StringComparison.Ordinal) || name.StartsWith(Signing, StringComparison.Ordinal);
}
