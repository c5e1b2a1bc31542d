using System.Diagnostics.CodeAnalysis;

namespace Ghc.Domain.Codes;

/// <summary>
/// Base45 (RFC 9285): bytes as the 45 characters that a QR code packs into 5.5 bits each (its alphanumeric mode), so that binary data
/// costs 3 % more modules than raw bytes and survives every reader that handles text.
/// </summary>
public static class Base45
{
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
    private const byte None = 0xFF;

    private static readonly byte[] Values = BuildValues();

    /// <summary>How many characters so many bytes take.</summary>
    public static int EncodedLength(int bytes) => (bytes / 2 * 3) + (bytes % 2 * 2);

    public static string Encode(ReadOnlySpan<byte> bytes) => string.Create(EncodedLength(bytes.Length), bytes, Write);

    /// <summary>
    /// False for anything that no encoder makes: other characters, a length of 3n+1, groups above their range. Each byte string has
    /// exactly one text, so that an accepted text cannot be varied.
    /// </summary>
    public static bool TryDecode(ReadOnlySpan<char> text, [NotNullWhen(true)] out byte[]? bytes)
    {
        bytes = null;
        var (groups, rest) = (text.Length / 3, text.Length % 3);
        if (rest == 1)
        {
            return false;
        }

        var result = new byte[(groups * 2) + (rest / 2)];
        for (var i = 0; i < groups; i++)
        {
            var value = Number(text.Slice(i * 3, 3));
            if (value is < 0 or > ushort.MaxValue)
            {
                return false;
            }

            result[i * 2] = (byte)(value >> 8);
            result[(i * 2) + 1] = (byte)value;
        }

        if (rest == 2)
        {
            var value = Number(text[^2..]);
            if (value is < 0 or > byte.MaxValue)
            {
                return false;
            }

            result[^1] = (byte)value;
        }

        bytes = result;
        return true;
    }

    private static void Write(Span<char> text, ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        for (var i = 0; i + 1 < bytes.Length; i += 2)
        {
            var value = (bytes[i] << 8) | bytes[i + 1];
            text[at++] = Alphabet[value % 45];
            text[at++] = Alphabet[value / 45 % 45];
            text[at++] = Alphabet[value / 2025];
        }

        if (bytes.Length % 2 == 1)
        {
            text[at++] = Alphabet[bytes[^1] % 45];
            text[at] = Alphabet[bytes[^1] / 45];
        }
    }

    /// <summary>The group's number, least significant character first; -1 if a character is outside the alphabet.</summary>
    private static int Number(ReadOnlySpan<char> group)
    {
        var number = 0;
        for (var i = group.Length - 1; i >= 0; i--)
        {
            var value = group[i] < Values.Length ? Values[group[i]] : None;
            if (value == None)
            {
                return -1;
            }

            number = (number * 45) + value;
        }

        return number;
    }

    private static byte[] BuildValues()
    {
        var values = new byte[128];
        Array.Fill(values, None);
        for (var i = 0; i < Alphabet.Length; i++)
        {
            values[Alphabet[i]] = (byte)i;
        }

        return values;
    }
}
