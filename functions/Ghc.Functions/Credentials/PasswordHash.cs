using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using NSec.Cryptography;

namespace Ghc.Functions.Credentials;

/// <summary>
/// One Argon2id hash with its numbers, as a PHC string: $argon2id$v=19$m=19456,t=2,p=1$salt$hash, base64 without padding.
/// </summary>
public sealed partial record PasswordHash(int MemoryKiB, int Passes, byte[] Salt, byte[] Hash)
{
    /// <summary>
    /// OWASP Password Storage Cheat Sheet: "Argon2id with a minimum configuration of 19 MiB of memory, an iteration count of 2, and 1
    /// degree of parallelism".
    /// </summary>
    public const int CurrentMemoryKiB = 19456;
    public const int CurrentPasses = 2;

    // Bounds for what is read back, so that a tampered row cannot make a sign-in eat the machine.
    private const int MaxMemoryKiB = 262_144;
    private const int MaxPasses = 10;
    private const int SaltBytes = 16;
    private const int HashBytes = 32;

    public bool Outdated => MemoryKiB != CurrentMemoryKiB || Passes != CurrentPasses;

    public static PasswordHash Of(byte[] password)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        return new(CurrentMemoryKiB, CurrentPasses, salt, Derive(password, salt, CurrentMemoryKiB, CurrentPasses));
    }

    /// <exception cref="FormatException">Not a hash of ours: the row is damaged.</exception>
    public static PasswordHash Parse(string phc)
    {
        var match = Phc().Match(phc);
        if (!match.Success)
        {
            throw new FormatException("A stored password hash is malformed.");
        }

        var hash = new PasswordHash(
            int.Parse(match.Groups["m"].ValueSpan, CultureInfo.InvariantCulture),
            int.Parse(match.Groups["t"].ValueSpan, CultureInfo.InvariantCulture),
            FromBase64(match.Groups["salt"].Value),
            FromBase64(match.Groups["hash"].Value)
        );
        return
            hash is { MemoryKiB: >= 8 and <= MaxMemoryKiB, Passes: >= 1 and <= MaxPasses, Salt.Length: SaltBytes, Hash.Length: HashBytes }
            ? hash
            : throw new FormatException("A stored password hash has numbers out of range.");
    }

    public bool Matches(byte[] password) => CryptographicOperations.FixedTimeEquals(Derive(password, Salt, MemoryKiB, Passes), Hash);

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"$argon2id$v=19$m={MemoryKiB},t={Passes},p=1${ToBase64(Salt)}${ToBase64(Hash)}");

    private static byte[] Derive(byte[] password, byte[] salt, int memoryKiB, int passes) =>
        new Argon2id(
            new Argon2Parameters
            {
                DegreeOfParallelism = 1,
                MemorySize = memoryKiB,
                NumberOfPasses = passes,
            }
        ).DeriveBytes(password, salt, HashBytes);

    private static string ToBase64(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=');

    private static byte[] FromBase64(string text) => Convert.FromBase64String(text.PadRight((text.Length + 3) / 4 * 4, '='));

    [GeneratedRegex(
        @"\A\$argon2id\$v=19\$m=(?<m>[0-9]{1,7}),t=(?<t>[0-9]{1,2}),p=1\$(?<salt>[A-Za-z0-9+/]{22})\$(?<hash>[A-Za-z0-9+/]{43})\z"
    )]
    private static partial Regex Phc();
}
