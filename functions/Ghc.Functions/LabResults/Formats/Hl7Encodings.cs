using System.Text;
using Ghc.Platform.Queues;

namespace Ghc.Functions.LabResults.Formats;

/// <summary>Character sets of HL7 v2 messages (HL7 table 0211).</summary>
internal static class Hl7Encodings
{
    private static readonly Encoding StrictUtf8 = TextEncodings.Strict("utf-8");

    /// <summary>Bytes in which each segment can be found: UTF-16 becomes UTF-8, and a byte order mark goes.</summary>
    public static byte[] WithoutMark(byte[] bytes) =>
        bytes switch
        {
            [0xEF, 0xBB, 0xBF, ..] => bytes[3..],
            [0xFF, 0xFE, ..] => Encoding.Convert(Encoding.Unicode, Encoding.UTF8, bytes[2..]),
            [0xFE, 0xFF, ..] => Encoding.Convert(Encoding.BigEndianUnicode, Encoding.UTF8, bytes[2..]),
            _ => bytes,
        };

    /// <summary>
    /// By MSH-18. A message that names none is UTF-8 if it can be, else GB 18030. Null if the bytes are not what is named, or the name is
    /// unknown.
    /// </summary>
    public static Encoding? Of(string name, IReadOnlyList<byte[]> segments)
    {
        Encoding[] candidates = name.ToUpperInvariant() switch
        {
            "UNICODE UTF-8" or "UNICODE" or "UTF-8" => [StrictUtf8],
            "GB 18030-2000" or "GB 18030" or "GB18030" => [TextEncodings.Chinese],
            "BIG-5" => [TextEncodings.Strict("big5")],
            ['8', '8', '5', '9', '/', .. var part] when int.TryParse(part, out var number) && number is (>= 1 and <= 9) or 15 =>
            [
                TextEncodings.Strict($"iso-8859-{part}"),
            ],
            "" or "ASCII" => [StrictUtf8, TextEncodings.Chinese],
            _ => [],
        };
        return candidates.FirstOrDefault(encoding => segments.All(bytes => TextEncodings.Decode(encoding, bytes) is not null));
    }
}
