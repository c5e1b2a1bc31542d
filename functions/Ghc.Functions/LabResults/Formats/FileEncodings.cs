using System.Text;
using System.Text.Unicode;

namespace Ghc.Functions.LabResults.Formats;

/// <summary>Tells apart the character sets that laboratories' programs write.</summary>
public static class FileEncodings
{
    /// <summary>What Chinese programs write. Every text in GBK and GB 2312 is one in GB 18030.</summary>
    private static readonly Encoding Chinese = Strict("GB18030");

    private static readonly Encoding StrictUtf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>By the byte order mark; else UTF-16 if every second byte of the start is zero, UTF-8 if it is valid, or GB 18030. Null for none of them.</summary>
    public static string? Decode(byte[] bytes)
    {
        var marked = ToUtf8IfMarked(bytes);
        if (!ReferenceEquals(marked, bytes))
        {
            return Encoding.UTF8.GetString(marked);
        }

        if (Unmarked16(bytes) is { } wide)
        {
            return wide.GetString(bytes);
        }

        return new[] { StrictUtf8, Chinese }.FirstOrDefault(encoding => CanRead(encoding, bytes))?.GetString(bytes);
    }

    /// <summary>The same text in UTF-8 without its mark; the same array if it has none.</summary>
    public static byte[] ToUtf8IfMarked(byte[] bytes) => bytes switch
    {
        [0xEF, 0xBB, 0xBF, ..] => bytes[3..],
        [0xFF, 0xFE, ..] => Encoding.Convert(Encoding.Unicode, Encoding.UTF8, bytes[2..]),
        [0xFE, 0xFF, ..] => Encoding.Convert(Encoding.BigEndianUnicode, Encoding.UTF8, bytes[2..]),
        _ => bytes,
    };

    /// <summary>
    /// By MSH-18 (HL7 table 0211). A message that names none is UTF-8 if it can be, else GB 18030. Null if the bytes are not what is named, or the name is unknown.
    /// </summary>
    internal static Encoding? OfHl7(string name, IReadOnlyList<byte[]> segments)
    {
        Encoding[] candidates = name.ToUpperInvariant() switch
        {
            "UNICODE UTF-8" or "UNICODE" or "UTF-8" => [StrictUtf8],
            "GB 18030-2000" or "GB 18030" or "GB18030" => [Chinese],
            "BIG-5" => [Strict("big5")],
            ['8', '8', '5', '9', '/', .. var part] when int.TryParse(part, out var number) && number is (>= 1 and <= 9) or 15 => [Strict($"iso-8859-{part}")],
            "" or "ASCII" => [StrictUtf8, Chinese],
            _ => [],
        };
        return candidates.FirstOrDefault(encoding => segments.All(bytes => CanRead(encoding, bytes)));
    }

    private static Encoding? Unmarked16(byte[] bytes) => bytes switch
    {
        [not 0, 0, not 0, 0, ..] => Encoding.Unicode,
        [0, not 0, 0, not 0, ..] => Encoding.BigEndianUnicode,
        _ => null,
    };

    private static bool CanRead(Encoding encoding, byte[] bytes)
    {
        if (encoding == StrictUtf8)
        {
            return Utf8.IsValid(bytes);
        }

        try
        {
            encoding.GetCharCount(bytes);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    private static Encoding Strict(string name)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return Encoding.GetEncoding(name, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
    }
}
