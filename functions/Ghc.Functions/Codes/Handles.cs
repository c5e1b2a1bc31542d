using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using Ghc.Platform.Encryption;

namespace Ghc.Functions.Codes;

/// <summary>
/// What of a code is for our eyes only: whom it is about and when, in epoch seconds, it was really made. A printed one has an id of its own
/// (16 hex digits), by which it can be revoked.
/// </summary>
public sealed record Handle(string DocumentKey, string? PrintId, long IssuedAt);

/// <summary>
/// Seals the handle of a code, so that bystanders cannot tell that two codes are one person's. The start of validity is its context:
/// a handle fits its own code only, and every second has its own encryption key (see <see cref="Sealer"/>).
/// </summary>
public sealed class Handles(Sealer sealer)
{
    private const byte Live = 0;
    private const byte Printed = 1;
    private const int TimeBytes = 4;
    private const int KeyBytes = 16;
    private const int PrintIdBytes = 8;

    public static string NewPrintId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(PrintIdBytes));

    public byte[] Seal(Handle handle, long notBefore)
    {
        var documentKey = Convert.FromHexString(handle.DocumentKey);
        var printId = Convert.FromHexString(handle.PrintId ?? "");
        if (documentKey.Length != KeyBytes || printId.Length != (handle.PrintId is null ? 0 : PrintIdBytes))
        {
            throw new ArgumentException("A document key has 16 bytes and a print id 8.", nameof(handle));
        }

        var issuedAt = new byte[TimeBytes];
        BinaryPrimitives.WriteUInt32BigEndian(issuedAt, checked((uint)handle.IssuedAt));
        return sealer.SealBytes([handle.PrintId is null ? Live : Printed, .. issuedAt, .. documentKey, .. printId], Context(notBefore));
    }

    /// <summary>Null if it was not sealed for this code, or by a key that was retired.</summary>
    public Handle? Open(byte[] bytes, long notBefore)
    {
        try
        {
            return Parse(sealer.OpenBytes(bytes, Context(notBefore)));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static Handle? Parse(ReadOnlySpan<byte> plain)
    {
        const int keyAt = 1 + TimeBytes;
        const int printIdAt = keyAt + KeyBytes;
        var printed = plain is [Printed, ..];
        if (plain.Length != printIdAt + (printed ? PrintIdBytes : 0) || plain[0] is not (Live or Printed))
        {
            return null;
        }

        var printId = printed ? Convert.ToHexStringLower(plain[printIdAt..]) : null;
        return new(Convert.ToHexStringLower(plain[keyAt..printIdAt]), printId, BinaryPrimitives.ReadUInt32BigEndian(plain[1..keyAt]));
    }

    private static string Context(long notBefore) => string.Create(CultureInfo.InvariantCulture, $"health-code|{notBefore}");
}
