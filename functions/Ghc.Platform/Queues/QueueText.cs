using System.Text;

namespace Ghc.Platform.Queues;

/// <summary>
/// A queue message out of its encoding. Clients differ by their defaults: older ones of .NET send base64, those of JavaScript and Python
/// plain text. The host hands over both as they came (<c>messageEncoding: none</c> in host.json).
/// </summary>
/// <param name="Body">The bytes that the sender meant.</param>
/// <param name="Text">Null if the bytes are no text.</param>
public sealed record QueueText(byte[] Body, string? Text)
{
    public static QueueText Of(string raw)
    {
        var bytes = new byte[raw.Length];
        return Convert.TryFromBase64String(raw, bytes, out var count)
            ? Of(bytes[..count])
            : new QueueText(Encoding.UTF8.GetBytes(raw), raw.TrimStart('\uFEFF'));
    }

    private static QueueText Of(byte[] body) => new(body, Decode(body));

    /// <summary>The encoding of Chinese programs fits much that is no text, so only JSON is believed in it.</summary>
    private static string? Decode(byte[] body) =>
        TextEncodings.DecodeUnicode(body)
        ?? (
            TextEncodings.Decode(TextEncodings.Chinese, body) is { } text && !MessageJson.ReadObject(text).Refused(out _, out _)
                ? text
                : null
        );
}
