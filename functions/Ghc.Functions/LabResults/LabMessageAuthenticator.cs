using System.Text.Json.Nodes;
using Ghc.Domain;
using Ghc.Functions.LabResults.Formats;
using Ghc.Functions.Senders;
using Ghc.Platform.Queues;

namespace Ghc.Functions.LabResults;

/// <summary>An opened message. <paramref name="Laboratory"/> is the laboratory that it claims to come from; null if it names none.</summary>
public sealed record LabLetter(string Text, string? Laboratory, string? Accession, int? Revision, CompactJws? Signature);

/// <summary>Opens messages and verifies their sender. A message that names no laboratory passes here; its reader refuses it.</summary>
public sealed class LabMessageAuthenticator(SenderGate gate)
{
    public static Outcome<LabLetter> Open(string message) =>
        SenderGate.Open(message).Refused(out var refusal, out var signed) ? refusal : Read(signed.Text, signed.Signature);

    /// <summary>Null if the message may be taken in.</summary>
    public async Task<Refusal?> RefusalAsync(LabLetter letter, CancellationToken cancellation) =>
        letter.Laboratory is { } id ? await gate.RefusalAsync(SenderKind.Laboratory, id, letter.Signature, cancellation) : null;

    private static LabLetter Read(string text, CompactJws? jws) => MessageJson.ReadObject(text).Refused(out _, out var root)
        ? new LabLetter(text, null, null, null, jws)
        : new LabLetter(
            text,
            LaboratoryOf(root, jws),
            LabMessages.Accession(root),
            LabMessages.Revision(root),
            jws);

    /// <summary>A FHIR message need not name its laboratory if its signature does.</summary>
    private static string? LaboratoryOf(JsonObject root, CompactJws? jws) =>
        FormatUris.IsFhir(root) ? FormatUris.LaboratoryIn(root) ?? (jws is null || ServiceSignature.IsMeant(jws) ? null : Named(jws.KeyId.Split('/')[0]))
        : Named(MessageJson.Text(root, "laboratory"));

    private static string? Named(string? laboratory) => Sender.IsId(laboratory) ? laboratory : null;
}
