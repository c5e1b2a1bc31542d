using System.Diagnostics.CodeAnalysis;
using System.Formats.Cbor;
using System.Text;
using Ghc.Domain.Colors;

namespace Ghc.Functions.Codes;

/// <summary>
/// The signed part of a code: a CBOR map with the claim numbers of CWT (RFC 8392) for the times, and private-use numbers, below -65536,
/// for our own. docs/health-code.md describes it for those who verify without us.
/// </summary>
public sealed record Claims(long IssuedAt, long NotBefore, long ExpiresAt, Color? Color, string Hint, byte[] Handle)
{
    /// <summary>So that the longest code still fits QR version 13 at level Q.</summary>
    public const int LongestHint = 40;

    private const int ExpiresAtKey = 4;
    private const int NotBeforeKey = 5;
    private const int IssuedAtKey = 6;
    private const int ColorKey = -65537;
    private const int HintKey = -65538;
    private const int HandleKey = -65539;

    public byte[] Encode()
    {
        var writer = new CborWriter(CborConformanceMode.Strict, initialCapacity: 192);
        writer.WriteStartMap(Color is null ? 5 : 6);
        WriteTime(writer, ExpiresAtKey, ExpiresAt);
        WriteTime(writer, NotBeforeKey, NotBefore);
        WriteTime(writer, IssuedAtKey, IssuedAt);
        if (Color is { } color)
        {
            writer.WriteInt32(ColorKey);
            writer.WriteInt32((int)color);
        }

        writer.WriteInt32(HintKey);
        writer.WriteTextString(Shorten(Hint));
        writer.WriteInt32(HandleKey);
        writer.WriteByteString(Handle);
        writer.WriteEndMap();
        return writer.Encode();
    }

    /// <summary>False for anything else than these claims. Claims of later versions are passed over.</summary>
    public static bool TryDecode(ReadOnlyMemory<byte> cbor, [NotNullWhen(true)] out Claims? claims)
    {
        try
        {
            claims = Decode(new CborReader(cbor));
        }
        catch (Exception e) when (e is CborContentException or InvalidOperationException or OverflowException)
        {
            // How CborReader says "not CBOR", "another type" and "too large a number".
            claims = null;
        }

        return claims is not null;
    }

    private static Claims? Decode(CborReader reader)
    {
        var (times, color, hint, handle) = (new long?[3], (Color?)null, "", (byte[]?)null);
        reader.ReadStartMap();
        while (reader.PeekState() != CborReaderState.EndMap)
        {
            switch (reader.ReadInt32())
            {
                case var key and >= ExpiresAtKey and <= IssuedAtKey:
                    times[key - ExpiresAtKey] = reader.ReadUInt32();
                    break;
                case ColorKey:
                    color = (Color)reader.ReadInt32();
                    break;
                case HintKey:
                    hint = reader.ReadTextString();
                    break;
                case HandleKey:
                    handle = reader.ReadByteString();
                    break;
                default:
                    reader.SkipValue();
                    break;
            }
        }

        reader.ReadEndMap();
        return times is [{ } expiresAt, { } notBefore, { } issuedAt] && handle is not null && (color is null || Enum.IsDefined(color.Value))
            ? new Claims(issuedAt, notBefore, expiresAt, color, hint, handle)
            : null;
    }

    private static void WriteTime(CborWriter writer, int key, long seconds)
    {
        writer.WriteInt32(key);
        writer.WriteInt64(seconds);
    }

    private static string Shorten(string hint)
    {
        var (bytes, length) = (0, 0);
        foreach (var rune in hint.EnumerateRunes())
        {
            if (rune == Rune.ReplacementChar || (bytes += rune.Utf8SequenceLength) > LongestHint)
            {
                break;
            }

            length += rune.Utf16SequenceLength;
        }

        return hint[..length];
    }
}
