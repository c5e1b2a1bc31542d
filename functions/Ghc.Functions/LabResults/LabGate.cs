using System.Text;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using Ghc.Domain;
using Ghc.Domain.Measures;
using Ghc.Functions.LabResults.Formats;
using Ghc.Platform.Queues;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.LabResults;

/// <summary>A message out of its envelope. <paramref name="Laboratory"/> is whom it claims to be from; null if it names nobody.</summary>
public sealed record LabLetter(string Text, string? Laboratory, string? Accession, int? Revision, CompactJws? Signature);

/// <summary>Opens messages and decides whether they come from whom they say. A message that names no laboratory passes: its reader refuses it for that.</summary>
public sealed class LabGate(LaboratoryRegister register, ServiceSignature service, IOptions<LaboratoryOptions> options)
{
    public static Outcome<LabLetter> Open(string message)
    {
        if (!CompactJws.IsMeant(message))
        {
            return Read(message, null);
        }

        if (CompactJws.Parse(message).Refused(out var refusal, out var jws))
        {
            return refusal;
        }

        return Utf8.IsValid(jws.Payload) ? Read(Encoding.UTF8.GetString(jws.Payload), jws) : Refusal.Invalid("body", "body.encoding");
    }

    /// <summary>Null if the message may be taken in.</summary>
    public async Task<Refusal?> RefusalAsync(LabLetter letter, CancellationToken cancellation)
    {
        if (letter.Laboratory is not { } id)
        {
            return null;
        }

        if (letter.Signature is { } jws)
        {
            if (ServiceSignature.IsMeant(jws))
            {
                return service.IsOurs(jws) ? null : new Refusal(LabRefusals.SignatureInvalid);
            }

            if (!jws.KeyId.StartsWith($"{id}/", StringComparison.Ordinal))
            {
                return new Refusal(LabRefusals.LaboratoryMismatch);
            }
        }

        return Judge(await register.FindAsync(id, cancellation), letter) is null ? null : Judge(await register.ReadAsync(id, cancellation), letter);
    }

    private Refusal? Judge(Laboratory? laboratory, LabLetter letter)
    {
        if (laboratory is null)
        {
            return letter.Signature is null && !options.Value.RequireRegistration ? null : new Refusal(LabRefusals.LaboratoryUnknown);
        }

        return laboratory.SuspendedAt is not null ? new Refusal(LabRefusals.LaboratorySuspended)
            : letter.Signature is { } jws ? JudgeSignature(laboratory, jws)
            : laboratory.Keys.Count > 0 ? new Refusal(LabRefusals.SignatureMissing)
            : null;
    }

    private static Refusal? JudgeSignature(Laboratory laboratory, CompactJws jws) => laboratory.Key(jws.KeyId[(laboratory.Id.Length + 1)..]) switch
    {
        null => new Refusal(LabRefusals.KeyUnknown),
        { RetiredAt: not null } => new Refusal(LabRefusals.KeyRetired),
        var key => key.Verifies(jws) ? null : new Refusal(LabRefusals.SignatureInvalid),
    };

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
        FormatUris.IsFhir(root) ? FormatUris.LaboratoryIn(root) ?? Named(jws?.KeyId.Split('/')[0])
        : Named(MessageJson.Text(root, "laboratory"));

    private static string? Named(string? laboratory) => LabMessages.IsLaboratory(laboratory) ? laboratory : null;
}
