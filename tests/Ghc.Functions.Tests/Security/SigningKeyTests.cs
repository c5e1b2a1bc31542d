using System.Security.Cryptography;
using System.Security.Cryptography.Cose;
using CsCheck;
using Ghc.Platform.Encryption;

namespace Ghc.Functions.Tests.Security;

public sealed class SigningKeyTests
{
    private const int SignatureBytes = 64;

    /// <summary>Byte for byte but for the signature, which no two runs share, and that one is good.</summary>
    [Fact]
    public void SignCose_AnyPayload_IsWhatTheCosePackageWrites()
    {
        var base64 = TestKeys.NewPrivate();
        using var ecdsa = ECDsa.Create();
        ecdsa.ImportPkcs8PrivateKey(Convert.FromBase64String(base64), out _);
        var theirs = new CoseSigner(ecdsa, HashAlgorithmName.SHA256)
        {
            ProtectedHeaders = { [CoseHeaderLabel.KeyIdentifier] = CoseHeaderValue.FromBytes("k1"u8) },
        };
        var ours = new SigningKey("k1", base64);

        Gen.Byte.Array[0, 400]
            .Sample(
                payload =>
                {
                    var (expected, message) = (CoseSign1Message.SignEmbedded(payload, theirs), ours.SignCose(payload));
                    return message.AsSpan(..^SignatureBytes).SequenceEqual(expected.AsSpan(..^SignatureBytes))
                        && CoseMessage.DecodeSign1(message).VerifyEmbedded(ecdsa);
                },
                iter: 200,
                threads: 1
            );
    }

    [Fact]
    public void SignCose_PublicKeyAlone_CannotSign()
    {
        var key = new SigningKey("k1", TestKeys.PublicOf(TestKeys.NewPrivate()));

        Assert.ThrowsAny<CryptographicException>(() => key.SignCose([1]));
    }
}
