using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CsCheck;
using Ghc.Platform.Encryption;

namespace Ghc.Functions.Tests.Security;

public sealed class SealerTests
{
    private const string Row = "Holders|a1b2|status";
    private readonly KeyOptions options = TestKeys.Options();

    [Fact]
    public void SealThenOpen_AnyBytes_GivesThemBack()
    {
        var sealer = TestKeys.Sealer(options);

        Gen.Byte.Array[0, 200]
            .Sample(plain =>
                sealer.Open(sealer.Seal(plain, Row), Row).AsSpan().SequenceEqual(plain)
                && sealer.OpenBytes(sealer.SealBytes(plain, Row), Row).AsSpan().SequenceEqual(plain)
            );
    }

    [Fact]
    public void SealJson_ThenOpened_GivesTheValueBack()
    {
        var type = (JsonTypeInfo<string[]>)JsonSerializerOptions.Default.GetTypeInfo(typeof(string[]));
        var sealer = TestKeys.Sealer(options);

        Assert.Equal(["Anna", "李"], sealer.OpenJson(sealer.SealJson(["Anna", "李"], type, Row), type, Row));
    }

    [Fact]
    public void Seal_SameValueTwice_LooksDifferent()
    {
        var sealer = TestKeys.Sealer(options);

        Assert.NotEqual(sealer.Seal("green"u8, Row), sealer.Seal("green"u8, Row));
    }

    [Fact]
    public void Open_InAnotherRow_Throws()
    {
        var sealer = TestKeys.Sealer(options);
        var text = sealer.Seal("green"u8, Row);

        Assert.ThrowsAny<CryptographicException>(() => sealer.Open(text, "Holders|ffff|status"));
    }

    [Fact]
    public void Open_AnyByteChanged_Throws()
    {
        var sealer = TestKeys.Sealer(options);
        var bytes = sealer.SealBytes("green"u8, Row);

        Assert.All(
            Enumerable.Range(0, bytes.Length * 8),
            bit =>
            {
                var changed = bytes.ToArray();
                changed[bit / 8] ^= (byte)(1 << (bit % 8));
                Assert.ThrowsAny<CryptographicException>(() => sealer.OpenBytes(changed, Row));
            }
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("a.")]
    [InlineData(".AAAA")]
    [InlineData("a.AAAA")]
    [InlineData("zz.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("a.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("a.not base64 at all!")]
    public void Open_Garbage_ThrowsCryptographicException(string text) =>
        Assert.ThrowsAny<CryptographicException>(() => TestKeys.Sealer(options).Open(text, Row));

    [Fact]
    public void OpenBytes_AnyGarbage_ThrowsCryptographicException()
    {
        var sealer = TestKeys.Sealer(options);

        Gen.Byte.Array[0, 60].Sample(bytes => Assert.ThrowsAny<CryptographicException>(() => sealer.OpenBytes(bytes, Row)));
    }

    [Fact]
    public void Rotation_OldValueStaysReadableUntilItsKeyIsRetired()
    {
        var old = TestKeys.Sealer(options).Seal("green"u8, Row);
        var rotated = TestKeys.Rotated(options);

        Assert.Equal("green", Encoding.UTF8.GetString(TestKeys.Sealer(rotated).Open(old, Row)));
        Assert.StartsWith("b.", TestKeys.Sealer(rotated).Seal("green"u8, Row));
        Assert.ThrowsAny<CryptographicException>(() => TestKeys.Sealer(TestKeys.Retired(rotated)).Open(old, Row));
    }

    [Fact]
    public void SealAndOpen_FromManyThreads_Agree()
    {
        var sealer = TestKeys.Sealer(options);

        var failures = Enumerable
            .Range(0, 2000)
            .AsParallel()
            .Count(i =>
                sealer.Open(sealer.Seal(BitConverter.GetBytes(i), $"row {i}"), $"row {i}") is var back && BitConverter.ToInt32(back) != i
            );

        Assert.Equal(0, failures);
    }
}
