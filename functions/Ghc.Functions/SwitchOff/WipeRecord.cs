using Ghc.Domain.Sunset;

namespace Ghc.Functions.SwitchOff;

/// <summary>
/// What the certificate needs and the wipe destroys: written in the clear when the wipe begins, since afterwards no key opens anything. It
/// names nobody: administrators are hashes, and the audit is the head of its chains.
/// </summary>
/// <param name="Keys">What is destroyed last, as the vault names it: pepper, sealing-k1, signing-k1.</param>
public sealed record WipeRecord(
    int Number,
    SunsetPlan Plan,
    IReadOnlyList<CertifiedSignature> Signatures,
    AuditHeads Audit,
    IReadOnlyList<string> Keys,
    DateTimeOffset BegunAt
);

/// <summary>Two different hashes are two different administrators. They are made with the plan, so that they lead nowhere else.</summary>
public sealed record CertifiedSignature(
    string Step,
    string ProposedBy,
    DateTimeOffset ProposedAt,
    string ApprovedBy,
    DateTimeOffset ApprovedAt
);

/// <summary>All that stays of the audit.</summary>
/// <param name="Digest">SHA-256 over the heads of its chains, in their order: it shows that kept entries are the genuine ones.</param>
public sealed record AuditHeads(long Entries, string Digest);

/// <summary>How far the wipe has come with one store.</summary>
/// <param name="Before">Rows, messages or blobs when its turn came.</param>
public sealed record WipedStore(Store Store, long Before, DateTimeOffset StartedAt, DateTimeOffset? DeletedAt);

/// <summary>A key that is destroyed, or is being destroyed.</summary>
/// <param name="From">Where it was: settings, or the address of the vault.</param>
/// <param name="RecoverableUntil">Until when a vault with purge protection could bring it back; null if it is gone.</param>
public sealed record WipedKey(
    string Name,
    string From,
    DateTimeOffset StartedAt,
    DateTimeOffset? DestroyedAt,
    DateTimeOffset? RecoverableUntil
);
