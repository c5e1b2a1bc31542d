using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;

namespace Ghc.Functions.Senders;

/// <summary>The kinds of organization that may be registered as the origin of messages.</summary>
public enum SenderKind
{
    Laboratory,
    Border,
}

/// <summary>
/// A registered laboratory or border. From its first signing key on, what it sends to a queue must be signed, even when all of its keys are
/// retired.
/// </summary>
public sealed record Sender(string Id, string Name, DateTimeOffset RegisteredAt, DateTimeOffset? SuspendedAt, IReadOnlyList<SenderKey> Keys)
{
    /// <summary>The service's own name in a <c>kid</c>; nobody is registered under it.</summary>
    public const string Service = "ghc";

    /// <summary>What readers of other languages than Chinese call it, if the operator said so.</summary>
    public string? NameEn { get; init; }

    public string NameIn(CultureInfo language) => NameEn is null || language.TwoLetterISOLanguageName == "zh" ? Name : NameEn;

    public bool MustSign => Keys.Any(key => !key.ReadOnly);

    public SenderKey? Key(string id) => Keys.FirstOrDefault(key => key.Id == id);

    public static bool IsId(string? text) =>
        text is { Length: > 0 and <= 40 } && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
}

/// <summary>A public key on P-256; <paramref name="X"/> and <paramref name="Y"/> are base64url, as in a JWK.</summary>
public sealed record SenderKey(string Id, string X, string Y, DateTimeOffset AddedAt, DateTimeOffset? RetiredAt)
{
    /// <summary>Signs calls that read outcomes, but no messages: for a sender whose messages need no signature.</summary>
    public bool ReadOnly { get; init; }

    public bool Verifies(CompactJws message)
    {
        using var key = ECDsa.Create(
            new ECParameters
            {
                Curve = ECCurve.NamedCurves.nistP256,
                Q = new ECPoint { X = Base64Url.DecodeFromChars(X), Y = Base64Url.DecodeFromChars(Y) },
            }
        );
        return message.IsSignedBy(key);
    }
}
