using System.Security.Cryptography.Cose;
using CsCheck;
using Ghc.Domain.Codes;
using Ghc.Domain.Colors;
using Ghc.Functions.Codes;
using Ghc.Functions.Tests.Security;
using Ghc.Platform.Encryption;
using Microsoft.Extensions.Time.Testing;

namespace Ghc.Functions.Tests.Codes;

public sealed class HealthCodesTests
{
    private const string Document = "00112233445566778899aabbccddeeff";
    private const string Hint = "A*** S**** · X12****67";
    private static readonly DateTimeOffset Start = new(2022, 7, 1, 8, 0, 0, TimeSpan.Zero);
    private readonly FakeTimeProvider time = new(Start);
    private readonly KeyOptions keys = TestKeys.Options();
    private readonly HealthCodes codes;

    public HealthCodesTests() => codes = TestKeys.HealthCodes(keys, time);

    [Theory]
    [InlineData(Color.Green)]
    [InlineData(Color.Yellow)]
    [InlineData(Color.Red)]
    public void Read_MintedCode_GivesEverythingBack(Color color)
    {
        var minted = Mint(color);

        var scanned = Scan(minted.Text);

        Assert.Equal((Document, color, null), (scanned.DocumentKey, scanned.Color, scanned.PrintId));
        Assert.Equal((Start, Start.AddMinutes(1)), (scanned.IssuedAt, scanned.ExpiresAt));
        Assert.Equal((Start, Start.AddMinutes(1)), (minted.NotBefore, minted.ExpiresAt));
    }

    [Fact]
    public void Read_PrintedCode_HasAPrintIdAndNoColor()
    {
        var printId = Handles.NewPrintId();

        var scanned = Scan(codes.MintPrinted(Document, Hint, printId, Start, Start.AddDays(90)).Text);

        Assert.Equal((Document, null, printId), (scanned.DocumentKey, scanned.Color, scanned.PrintId));
        Assert.Equal(Start.AddDays(90), scanned.ExpiresAt);
    }

    [Fact]
    public void Read_SameCodeTwice_HasOneId()
    {
        var (one, two) = (Mint().Text, Mint().Text);

        Assert.Equal(Scan(one).Id, Scan(one + "\r\n").Id);
        Assert.NotEqual(Scan(one).Id, Scan(two).Id);
    }

    [Theory]
    [InlineData(-30_000, null)]
    [InlineData(-30_001, "code-expired")]
    [InlineData(90_000, null)]
    [InlineData(90_001, "code-expired")]
    public void Read_AtTheEdgesOfValidity_AllowsThirtySeconds(int milliseconds, string? refusal)
    {
        // As if the service that reads it lived at another time.
        var later = TestKeys.HealthCodes(keys, new FakeTimeProvider(Start.AddMilliseconds(milliseconds)));

        Assert.Equal(refusal, later.Read(Mint().Text).Refused(out var why, out _) ? why.Code : null);
    }

    [Fact]
    public void Read_TooEarly_SaysThatItIsNotYetValid()
    {
        var code = codes.Mint(Document, Color.Green, Hint, Start, Start.AddMinutes(5), Start.AddMinutes(6));

        Assert.True(codes.Read(code.Text).Refused(out var why, out _));
        Assert.Equal(("healthCode", "code.not-yet-valid"), (Assert.Single(why.Errors).Field, why.Errors[0].Problem));
    }

    [Fact]
    public void Read_AnyBitChanged_IsNotRecognized()
    {
        Assert.True(Base45.TryDecode(Mint().Text.AsSpan(5), out var bytes));

        Assert.All(
            Enumerable.Range(0, bytes.Length * 8),
            bit =>
            {
                var changed = bytes.ToArray();
                changed[bit / 8] ^= (byte)(1 << (bit % 8));
                Assert.Equal("code-not-recognized", Refusal("GHC1:" + Base45.Encode(changed)));
            }
        );
    }

    [Fact]
    public void Read_AnyCharacterChanged_IsNotRecognized()
    {
        var text = Mint().Text;

        Assert.All(
            Enumerable.Range(0, text.Length),
            i => Assert.Equal("code-not-recognized", Refusal($"{text[..i]}{(text[i] == '0' ? '1' : '0')}{text[(i + 1)..]}"))
        );
    }

    [Fact]
    public void Read_Shortened_IsNotRecognized()
    {
        var text = Mint().Text;

        Assert.All(Enumerable.Range(0, text.Length), length => Assert.Equal("code-not-recognized", Refusal(text[..length])));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("GHC1:")]
    [InlineData("GHC2:BB8")]
    [InlineData("https://example.org")]
    [InlineData("GHC1:D2")]
    public void Read_NoCode_IsNotRecognized(string? text) => Assert.Equal("code-not-recognized", Refusal(text));

    [Fact]
    public void Read_AnyText_NeverThrows()
    {
        Gen.OneOf(Gen.String, Gen.String.Select(s => "GHC1:" + s)).Sample(text => Refusal(text) == "code-not-recognized");
        Gen.Byte.Array[0, 300].Sample(bytes => Refusal("GHC1:" + Base45.Encode(bytes)) == "code-not-recognized");
        // Behind the tag and the array head of a COSE_Sign1, so that the decoder gets further.
        Gen.Byte.Array[0, 300].Sample(bytes => Refusal("GHC1:" + Base45.Encode([0xD2, 0x84, .. bytes])) == "code-not-recognized");
        Assert.Equal("code-not-recognized", Refusal("GHC1:" + new string('0', 16 * 1024)));
        Assert.Equal("code-not-recognized", Refusal(new string('\uD800', 16 * 1024)));
    }

    [Fact]
    public void Read_SignedContentThatIsNoClaims_IsNotRecognized() =>
        Gen
            .Byte.Array[0, 60]
            .Sample(
                content => Refusal("GHC1:" + Base45.Encode(TestKeys.Signing(keys).Current.SignCose(content))) == "code-not-recognized",
                iter: 50
            );

    [Fact]
    public void Read_SignedByAnotherKeyOfTheSameId_IsNotRecognized()
    {
        var stranger = TestKeys.HealthCodes(TestKeys.Options(), time);

        Assert.Equal("code-not-recognized", Refusal(stranger.Mint(Document, Color.Green, Hint, Start, Start, Start.AddMinutes(1)).Text));
    }

    [Fact]
    public void Read_HandleOfAnotherCode_IsNotRecognized()
    {
        // Even with the signing key: a handle belongs to the second in which its code starts.
        var handle = new Handles(TestKeys.Sealer(keys)).Seal(new(Document, null, 1), Start.ToUnixTimeSeconds() - 1);
        var from = Start.ToUnixTimeSeconds();
        var content = new Claims(from, from, from + 60, Color.Green, Hint, handle).Encode();

        Assert.Equal("code-not-recognized", Refusal("GHC1:" + Base45.Encode(TestKeys.Signing(keys).Current.SignCose(content))));
    }

    [Fact]
    public void Rotation_OldCodeStaysGoodUntilItsKeysAreRetired()
    {
        var old = codes.MintPrinted(Document, Hint, Handles.NewPrintId(), Start, Start.AddDays(90)).Text;
        var rotated = TestKeys.Rotated(keys);

        Assert.False(TestKeys.HealthCodes(rotated, time).Read(old).Refused(out _, out _));
        Assert.True(TestKeys.HealthCodes(TestKeys.Retired(rotated), time).Read(old).Refused(out var why, out _));
        Assert.Equal("code-not-recognized", why.Code);
    }

    [Fact]
    public void Rotation_OldSigningKeyKeptAsPublicKey_StillVerifies()
    {
        var old = Mint().Text;
        var rotated = TestKeys.Rotated(keys);
        rotated.Signing.Keys["k1"] = TestKeys.PublicOf(keys.Signing.Keys["k1"]);

        Assert.False(TestKeys.HealthCodes(rotated, time).Read(old).Refused(out _, out _));
    }

    private MintedCode Mint(Color color = Color.Green) => codes.Mint(Document, color, Hint, Start, Start, Start.AddMinutes(1));

    private ScannedCode Scan(string text)
    {
        Assert.False(codes.Read(text).Refused(out _, out var scanned));
        return scanned;
    }

    private string? Refusal(string? text) => codes.Read(text).Refused(out var why, out _) ? why.Code : null;

    internal static Claims ClaimsOf(string text)
    {
        Assert.True(Base45.TryDecode(text.AsSpan(5), out var bytes));
        Assert.True(Claims.TryDecode(CoseMessage.DecodeSign1(bytes).Content!.Value, out var claims));
        return claims;
    }
}
