using Ghc.Domain;

namespace Ghc.Functions.Senders;

/// <summary>
/// Why a message was not taken from its sender, beside <see cref="RefusalCodes.InvalidRequest"/>: stable codes, each with a text
/// (<c>poison.CODE</c>).
/// </summary>
public static class SenderRefusals
{
    /// <summary>Not registered, though registration is required or the message is signed.</summary>
    public const string LaboratoryUnknown = "laboratory-unknown";

    public const string LaboratorySuspended = "laboratory-suspended";

    /// <summary>The <c>kid</c> is of another laboratory than the message.</summary>
    public const string LaboratoryMismatch = "laboratory-mismatch";

    public const string BorderUnknown = "border-unknown";
    public const string BorderSuspended = "border-suspended";

    /// <summary>The <c>kid</c> is of another border than the message.</summary>
    public const string BorderMismatch = "border-mismatch";

    public const string SignatureMissing = "signature-missing";
    public const string SignatureMalformed = "signature-malformed";
    public const string SignatureInvalid = "signature-invalid";
    public const string KeyUnknown = "key-unknown";
    public const string KeyRetired = "key-retired";

    public static readonly IReadOnlyList<string> All =
    [
        RefusalCodes.InvalidRequest,
        LaboratoryUnknown,
        LaboratorySuspended,
        LaboratoryMismatch,
        BorderUnknown,
        BorderSuspended,
        BorderMismatch,
        SignatureMissing,
        SignatureMalformed,
        SignatureInvalid,
        KeyUnknown,
        KeyRetired,
    ];

    public static string Unknown(SenderKind kind) => kind == SenderKind.Laboratory ? LaboratoryUnknown : BorderUnknown;

    public static string Suspended(SenderKind kind) => kind == SenderKind.Laboratory ? LaboratorySuspended : BorderSuspended;

    public static string Mismatch(SenderKind kind) => kind == SenderKind.Laboratory ? LaboratoryMismatch : BorderMismatch;

    public static string NotFound(SenderKind kind) =>
        kind == SenderKind.Laboratory ? RefusalCodes.LaboratoryNotFound : RefusalCodes.BorderNotFound;

    public static string Registered(SenderKind kind) =>
        kind == SenderKind.Laboratory ? RefusalCodes.LaboratoryRegistered : RefusalCodes.BorderRegistered;
}
