using System.Text;
using System.Text.Unicode;
using Ghc.Domain;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.Senders;

/// <summary>A message out of its signature, if it has one.</summary>
public sealed record SignedText(string Text, CompactJws? Signature);

/// <summary>Decides whether a message comes from whom it says.</summary>
public sealed class SenderGate(SenderRegister register, ServiceSignature service, IOptionsMonitor<SenderOptions> options)
{
    public static Outcome<SignedText> Open(string message)
    {
        if (!CompactJws.IsMeant(message))
        {
            return new SignedText(message, null);
        }

        if (CompactJws.Parse(message).Refused(out var refusal, out var jws))
        {
            return refusal;
        }

        return Utf8.IsValid(jws.Payload)
            ? new SignedText(Encoding.UTF8.GetString(jws.Payload), jws)
            : Refusal.Invalid("body", "body.encoding");
    }

    /// <summary>Null if the message may be taken in as one of <paramref name="id"/>.</summary>
    public async Task<Refusal?> RefusalAsync(SenderKind kind, string id, CompactJws? signature, CancellationToken cancellation)
    {
        if (signature is not null)
        {
            if (ServiceSignature.IsMeant(signature))
            {
                return service.IsOurs(signature) ? null : new Refusal(SenderRefusals.SignatureInvalid);
            }

            if (!signature.KeyId.StartsWith($"{id}/", StringComparison.Ordinal))
            {
                return new Refusal(SenderRefusals.Mismatch(kind));
            }
        }

        // No row can have such a name.
        if (!Sender.IsId(id))
        {
            return Judge(kind, null, signature);
        }

        // What is refused by memory is looked at once more: a key may have been added within the last minute.
        return Judge(kind, await register.FindAsync(kind, id, cancellation), signature) is null
            ? null
            : Judge(kind, await register.ReadAsync(kind, id, cancellation), signature);
    }

    private Refusal? Judge(SenderKind kind, Sender? sender, CompactJws? signature)
    {
        if (sender is null)
        {
            return signature is null && !options.Get(SenderOptions.Section(kind)).RequireRegistration
                ? null
                : new Refusal(SenderRefusals.Unknown(kind));
        }

        return sender.SuspendedAt is not null ? new Refusal(SenderRefusals.Suspended(kind))
            : signature is not null ? JudgeSignature(sender, signature)
            : sender.MustSign ? new Refusal(SenderRefusals.SignatureMissing)
            : null;
    }

    private static Refusal? JudgeSignature(Sender sender, CompactJws signature) =>
        sender.Key(signature.KeyId[(sender.Id.Length + 1)..]) switch
        {
            null or { ReadOnly: true } => new Refusal(SenderRefusals.KeyUnknown),
            { RetiredAt: not null } => new Refusal(SenderRefusals.KeyRetired),
            var key => key.Verifies(signature) ? null : new Refusal(SenderRefusals.SignatureInvalid),
        };
}
