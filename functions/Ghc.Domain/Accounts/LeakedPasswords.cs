using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Ghc.Domain.Accounts;

/// <summary>
/// The 100,000 most frequent of a million leaked passwords that become good ones by adding a special character. Small letters and digits
/// alone are compared, so that an exclamation mark does not make a leaked password a good one. Source and making:
/// tools/data/leaked-passwords.cs; 400 kB.
/// </summary>
internal static class LeakedPasswords
{
    private static readonly Lazy<uint[]> Hashes = new(Load);

    public static bool Contains(string password)
    {
        var plain = string.Concat(password.ToLowerInvariant().Where(char.IsLetterOrDigit));
        return Array.BinarySearch(Hashes.Value, Number(SHA256.HashData(Encoding.UTF8.GetBytes(plain)))) >= 0;
    }

    private static uint[] Load()
    {
        using var stream = typeof(LeakedPasswords).Assembly.GetManifestResourceStream("Ghc.Domain.Accounts.LeakedPasswords.bin")!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return [.. bytes.Chunk(sizeof(uint)).Select(Number)];
    }

    /// <summary>
    /// The first four bytes: one in forty thousand good passwords is taken for a leaked one, and its owner chooses another.
    /// </summary>
    private static uint Number(byte[] hash) => BinaryPrimitives.ReadUInt32BigEndian(hash);
}
