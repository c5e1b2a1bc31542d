using System.Text;
using System.Text.Unicode;

namespace Ghc.Platform.Queues;

/// <summary>Tells apart the character sets that laboratories' and borders' programs write.</summary>
public static class TextEncodings
{
    /// <summary>What Chinese programs write. Every text in GBK and GB 2312 is one in GB 18030.</summary>
    public static readonly Encoding Chinese = Strict("GB18030");

    private static readonly Encoding LittleEndian = new UnicodeEncoding(bigEndian: false, byteOrderMark: false, throwOnInvalidBytes: true);
    private static readonly Encoding BigEndian = new UnicodeEncoding(bigEndian: true, byteOrderMark: false, throwOnInvalidBytes: true);

    /// <summary>Unicode, else GB 18030. Null for neither.</summary>
    public static string? Decode(byte[] bytes) => DecodeUnicode(bytes) ?? Decode(Chinese, bytes);

    /// <summary>
    /// By the byte order mark; else UTF-16 if every second byte of the start is zero, or UTF-8 if it is valid. Null for none of them.
    /// </summary>
    public static string? DecodeUnicode(byte[] bytes) =>
        bytes switch
        {
            [0xFF, 0xFE, ..] => Decode(LittleEndian, bytes.AsSpan(2)),
            [0xFE, 0xFF, ..] => Decode(BigEndian, bytes.AsSpan(2)),
            [not 0, 0, not 0, 0, ..] => Decode(LittleEndian, bytes),
            [0, not 0, 0, not 0, ..] => Decode(BigEndian, bytes),
            _ => Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF') : null,
        };

    /// <summary>Null if the bytes are no text in this encoding, which must be a strict one.</summary>
    public static string? Decode(Encoding encoding, ReadOnlySpan<byte> bytes)
    {
        try
        {
            return encoding.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>An encoding by its name that throws at bytes that are none of its characters.</summary>
    public static Encoding Strict(string name) =>
        CodePagesEncodingProvider.Instance.GetEncoding(name, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)
        ?? Encoding.GetEncoding(name, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
}
