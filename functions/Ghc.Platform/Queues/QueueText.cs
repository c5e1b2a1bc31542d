using System.Text;
using System.Text.Unicode;

namespace Ghc.Platform.Queues;

/// <summary>
/// A queue message out of its encoding. Clients differ by their defaults: older ones of .NET send base64, those of JavaScript and Python plain text. The host hands over
/// both as they came (<c>messageEncoding: none</c> in host.json).
/// </summary>
/// <param name="Body">The bytes that the sender meant.</param>
/// <param name="Text">Null if the bytes are no text.</param>
public sealed record QueueText(byte[] Body, string? Text)
{
    private static readonly Encoding Utf16 = new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true);
    private static readonly Encoding Gb18030 =
        CodePagesEncodingProvider.Instance.GetEncoding("GB18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;

    public static QueueText Of(string raw)
    {
        var bytes = new byte[raw.Length];
        return Convert.TryFromBase64String(raw, bytes, out var count) ? Of(bytes[..count]) : new QueueText(Encoding.UTF8.GetBytes(raw), raw.TrimStart('\uFEFF'));
    }

    private static QueueText Of(byte[] body) => new(body, Decode(body));

    /// <summary>UTF-8, UTF-16 with its mark, or the encoding of Chinese programs. The last is tried last, since it fits much that is none.</summary>
    private static string? Decode(byte[] body) =>
        body is [0xFF, 0xFE, ..] ? Decode(Utf16, body.AsSpan(2))
        : Utf8.IsValid(body) ? Encoding.UTF8.GetString(body).TrimStart('\uFEFF')
        : Decode(Gb18030, body) is { } text && !MessageJson.ReadObject(text).Refused(out _, out _) ? text
        : null;

    private static string? Decode(Encoding encoding, ReadOnlySpan<byte> body)
    {
        try
        {
            return encoding.GetString(body);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
