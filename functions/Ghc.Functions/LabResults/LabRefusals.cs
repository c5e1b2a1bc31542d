using Ghc.Domain;

namespace Ghc.Functions.LabResults;

/// <summary>Why a laboratory's message was not taken in, beside <see cref="RefusalCodes.InvalidRequest"/>: stable codes, each with a text (<c>poison.CODE</c>).</summary>
public static class LabRefusals
{
    /// <summary>Not registered, though registration is required or the message is signed.</summary>
    public const string LaboratoryUnknown = "laboratory-unknown";

    public const string LaboratorySuspended = "laboratory-suspended";

    /// <summary>The <c>kid</c> is of another laboratory than the message.</summary>
    public const string LaboratoryMismatch = "laboratory-mismatch";

    public const string SignatureMissing = "signature-missing";
    public const string SignatureMalformed = "signature-malformed";
    public const string SignatureInvalid = "signature-invalid";
    public const string KeyUnknown = "key-unknown";
    public const string KeyRetired = "key-retired";

    public static readonly IReadOnlyList<string> All =
    [
        RefusalCodes.InvalidRequest, LaboratoryUnknown, LaboratorySuspended, LaboratoryMismatch, SignatureMissing, SignatureMalformed, SignatureInvalid, KeyUnknown, KeyRetired,
    ];
}
