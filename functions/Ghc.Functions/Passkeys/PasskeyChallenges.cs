using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using Ghc.Domain.Accounts;
using Ghc.Platform.Encryption;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.Passkeys;

/// <summary>What a challenge may be answered for.</summary>
public enum ChallengePurpose
{
    SignIn,
    Register,
}

public sealed record Challenge(string Text, DateTimeOffset ExpiresAt);

/// <summary>
/// Challenges for authenticators: random, bound to a phone and a purpose, and valid for minutes. Nothing is stored when one is given out,
/// so that nobody can fill tables or replace the challenge of somebody else by asking. The MAC tells our own ones; the account remembers
/// those that were answered, so that each counts once.
/// </summary>
public sealed class PasskeyChallenges(Pseudonyms pseudonyms, IOptions<PasskeyOptions> options, TimeProvider clock)
{
    private const int RandomBytes = 16;
    private const int HeadBytes = RandomBytes + sizeof(long);
    private const int Bytes = HeadBytes + HMACSHA256.HashSizeInBytes;

    public Challenge New(ChallengePurpose purpose, string phoneKey)
    {
        var expiresAt = clock.GetUtcNow() + options.Value.ChallengeLifetime;
        Span<byte> challenge = stackalloc byte[Bytes];
        RandomNumberGenerator.Fill(challenge[..RandomBytes]);
        BinaryPrimitives.WriteInt64BigEndian(challenge[RandomBytes..], expiresAt.ToUnixTimeMilliseconds());
        Mac(purpose, phoneKey, challenge[..HeadBytes]).CopyTo(challenge[HeadBytes..]);
        return new(Base64Url.EncodeToString(challenge), expiresAt);
    }

    /// <summary>Null if it is none of ours, for somebody or something else, or too old.</summary>
    public UsedChallenge? Find(ChallengePurpose purpose, string phoneKey, ReadOnlySpan<byte> challenge)
    {
        if (
            challenge.Length != Bytes
            || !CryptographicOperations.FixedTimeEquals(challenge[HeadBytes..], Mac(purpose, phoneKey, challenge[..HeadBytes]))
        )
        {
            return null;
        }

        var expiresAt = DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64BigEndian(challenge[RandomBytes..]));
        return expiresAt > clock.GetUtcNow() ? new UsedChallenge(Base64Url.EncodeToString(challenge[..RandomBytes]), expiresAt) : null;
    }

    private byte[] Mac(ChallengePurpose purpose, string phoneKey, ReadOnlySpan<byte> head) =>
        pseudonyms.Mac("passkey-challenge", $"{purpose}|{phoneKey}|{Convert.ToHexStringLower(head)}");
}
