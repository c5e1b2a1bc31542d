using System.Text.Json.Nodes;
using Ghc.Domain;
using Ghc.Functions.LabResults.Formats;
using Ghc.Functions.Senders;
using Ghc.Platform.Queues;

namespace Ghc.Functions.LabResults;

/// <summary>
/// An opened message, parsed once for all who read it. <paramref name="Root"/> is refused for a text that is no JSON object.
/// </summary>
public sealed record LabLetter(string Text, Outcome<JsonObject> Root, CompactJws? Signature)
{
    /// <summary>The laboratory that the message claims to come from; null if it names none.</summary>
    public string? Laboratory { get; init; }

    public string? Accession { get; init; }

    public int? Revision { get; init; }
}

/// <summary>Opens messages and verifies their sender. A message that names no laboratory passes here; its reader refuses it.</summary>
public sealed class LabMessageAuthenticator(SenderGate gate)
{
    public static Outcome<LabLetter> Open(string message) =>
        SenderGate.Open(message).Refused(out var refusal, out var signed) ? refusal : Read(signed.Text, signed.Signature);

    /// <summary>Null if the message may be taken in.</summary>
    public async Task<Refusal?> RefusalAsync(LabLetter letter, CancellationToken cancellation) =>
        letter.Laboratory is { } id ? await gate.RefusalAsync(SenderKind.Laboratory, id, letter.Signature, cancellation) : null;

    private static LabLetter Read(string text, CompactJws? jws)
    {
        var letter = new LabLetter(text, MessageJson.ReadObject(text), jws);
        return letter.Root.Refused(out _, out var root)
            ? letter
            : letter with
            {
                Laboratory = LaboratoryOf(root, jws),
                Accession = LabMessages.Accession(root),
                Revision = LabMessages.Revision(root),
            };
    }

    /// <summary>A FHIR message need not name its laboratory if its signature does.</summary>
    private static string? LaboratoryOf(JsonObject root, CompactJws? jws) =>
        FormatUris.IsFhir(root)
            ? FormatUris.LaboratoryIn(root) ?? (jws is null || ServiceSignature.IsMeant(jws) ? null : Named(jws.KeyId.Split('/')[0]))
            : Named(MessageJson.Text(root, "laboratory"));

    private static string? Named(string? laboratory) => Sender.IsId(laboratory) ? laboratory : null;
}
