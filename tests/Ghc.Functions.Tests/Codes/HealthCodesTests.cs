using System.Formats.Cbor;
using System.Security.Cryptography.Cose;
using CsCheck;
using Ghc.Domain.Codes;
using Ghc.Domain.Colors;
using Ghc.Functions.Codes;
using Ghc.Functions.Security;
using Ghc.Functions.Tests.Security;
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

        Assert.All(Enumerable.Range(0, bytes.Length * 8), bit =>
        {
            var changed = bytes.ToArray();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Equal("code-not-recognized", Refusal("GHC1:" + Base45.Encode(changed)));
        });
    }

    [Fact]
    public void Read_AnyCharacterChanged_IsNotRecognized()
    {
        var text = Mint().Text;

        Assert.All(Enumerable.Range(0, text.Length), i =>
            Assert.Equal("code-not-recognized", Refusal($"{text[..i]}{(text[i] == '0' ? '1' : '0')}{text[(i + 1)..]}")));
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
    public void Read_SignedContentThatIsNoClaims_IsNotRecognized() => Gen.Byte.Array[0, 60].Sample(
        content => Refusal("GHC1:" + Base45.Encode(TestKeys.Signing(keys).Current.SignCose(content))) == "code-not-recognized", iter: 50);

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

    [Fact]
    public void Mint_Twice_HandlesShareNoRunOfSixBytes()
    {
        const int fixedPart = 2; // length of the key id and the id "a"
        var (one, two) = (ClaimsOf(Mint().Text).Handle[fixedPart..], ClaimsOf(Mint().Text).Handle[fixedPart..]);

        var runs = Enumerable.Range(0, one.Length - 5).Select(i => Convert.ToHexString(one, i, 6)).ToHashSet();
        Assert.DoesNotContain(Enumerable.Range(0, two.Length - 5).Select(i => Convert.ToHexString(two, i, 6)), runs.Contains);
        Assert.Equal(-1, one.AsSpan().IndexOf(Convert.FromHexString(Document).AsSpan(0, 6)));
    }

    [Fact]
    public void Mint_Signed_IsTaggedCoseWithTheHeaderThatReadersCompare()
    {
        Assert.True(Base45.TryDecode(Mint().Text.AsSpan(5), out var bytes));
        var message = CoseMessage.DecodeSign1(bytes);

        Assert.Equal("D284", Convert.ToHexString(bytes, 0, 2));
        Assert.Equal("A2012604426B31", Convert.ToHexString(message.RawProtectedHeaders.Span));
        Assert.Equal(bytes, message.Encode());
    }

    [Fact]
    public void Mint_Content_IsTheDocumentedMapInDeterministicOrder()
    {
        Assert.True(Base45.TryDecode(Mint(Color.Yellow).Text.AsSpan(5), out var bytes));
        var reader = new CborReader(CoseMessage.DecodeSign1(bytes).Content!.Value, CborConformanceMode.Canonical);

        Assert.Equal(6, reader.ReadStartMap());
        Assert.Equal((4, Start.ToUnixTimeSeconds() + 60), (reader.ReadInt32(), reader.ReadInt64()));
        Assert.Equal((5, Start.ToUnixTimeSeconds()), (reader.ReadInt32(), reader.ReadInt64()));
        Assert.Equal((6, Start.ToUnixTimeSeconds()), (reader.ReadInt32(), reader.ReadInt64()));
        Assert.Equal((-65537, 1), (reader.ReadInt32(), reader.ReadInt32()));
        Assert.Equal((-65538, Hint), (reader.ReadInt32(), reader.ReadTextString()));
        Assert.Equal((-65539, 2 + 12 + 21 + 16), (reader.ReadInt32(), reader.ReadByteString().Length));
        reader.ReadEndMap();
    }

    [Theory]
    [InlineData(1, null, 1)]
    [InlineData(3, null, 3)]
    [InlineData(240, null, 240)]
    [InlineData(10, 150, 3)]
    [InlineData(10, 120, 2)]
    [InlineData(10, 1, 1)]
    [InlineData(10, 0, 1)]
    [InlineData(10, -60, 1)]
    public void Strip_IsContiguousAndEndsAtTheChange(int minutes, int? changesAfter, int expected)
    {
        var now = Start.AddMilliseconds(700);
        DateTimeOffset? changesAt = changesAfter is { } seconds ? Start.AddSeconds(seconds) : null;

        var strip = codes.Strip(Document, Color.Green, Hint, now, minutes, changesAt);

        Assert.Equal(expected, strip.Count);
        Assert.Equal(Start, strip[0].NotBefore);
        Assert.All(strip.Zip(strip.Skip(1)), pair => Assert.Equal(pair.First.ExpiresAt, pair.Second.NotBefore));
        Assert.All(strip, c => Assert.InRange(c.ExpiresAt - c.NotBefore, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60)));
        var end = changesAt ?? Start.AddMinutes(minutes);
        Assert.Equal(end > Start ? end : Start.AddSeconds(1), strip[^1].ExpiresAt);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(240)] // long enough for several cores to share it
    public void Strip_ReadInItsMinute_IsGoodAndTellsWhenItWasReallyMade(int minutes)
    {
        var strip = codes.Strip(Document, Color.Red, Hint, Start, minutes, null);
        time.Advance(TimeSpan.FromMinutes(4));

        Assert.Equal((Color.Red, Start), (Scan(strip[4].Text).Color, Scan(strip[4].Text).IssuedAt));
        Assert.Equal("code-expired", Refusal(strip[0].Text));
        // Openly, the codes of a strip have no time in common.
        Assert.Equal(minutes, strip.Select(c => ClaimsOf(c.Text).IssuedAt).Distinct().Count());
        Assert.All(strip, c => Assert.Equal(c.NotBefore.ToUnixTimeSeconds(), ClaimsOf(c.Text).NotBefore));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(241)]
    public void Strip_LengthOutOfRange_IsABug(int minutes) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => codes.Strip(Document, Color.Green, Hint, Start, minutes, null));

    [Theory]
    [InlineData("00")]
    [InlineData("00112233445566778899aabbccddeeff00")]
    public void Mint_NoDocumentKey_IsABug(string documentKey) =>
        Assert.Throws<ArgumentException>(() => codes.Mint(documentKey, Color.Green, Hint, Start, Start, Start.AddMinutes(1)));

    [Fact]
    public void Mint_ManyThreads_AllCodesAreGood()
    {
        var good = Enumerable.Range(0, 1000).AsParallel().Count(i => Refusal(Mint().Text) is null);

        Assert.Equal(1000, good);
    }

    [Fact]
    public void Mint_LongestOfEverything_FitsQrVersion13AtLevelQ()
    {
        var longest = TestKeys.Options();
        longest.Sealing = new() { Current = "sealing1", Keys = { ["sealing1"] = TestKeys.Secret("a") } };
        longest.Signing = new() { Current = "signing1", Keys = { ["signing1"] = TestKeys.NewPrivate() } };
        var hint = string.Concat(Enumerable.Repeat("李", 30));
        var minter = TestKeys.HealthCodes(longest, time);

        var printed = minter.MintPrinted(Document, hint, Handles.NewPrintId(), Start, Start.AddDays(90)).Text;

        // ISO/IEC 18004, table 7: version 13-Q holds 352 alphanumeric characters, version 12-Q 296.
        Assert.InRange(printed.Length, 200, 352);
        Assert.InRange(minter.Mint(Document, Color.Red, hint, Start, Start, Start.AddMinutes(1)).Text.Length, 200, 352);
        Assert.InRange(Mint().Text.Length, 200, 302);
        Assert.Equal(new string('李', 13), ClaimsOf(printed).Hint);
        Assert.False(minter.Read(printed).Refused(out _, out _));
    }

    private MintedCode Mint(Color color = Color.Green) => codes.Mint(Document, color, Hint, Start, Start, Start.AddMinutes(1));

    private ScannedCode Scan(string text)
    {
        Assert.False(codes.Read(text).Refused(out _, out var scanned));
        return scanned;
    }

    private string? Refusal(string? text) => codes.Read(text).Refused(out var why, out _) ? why.Code : null;

    private static Claims ClaimsOf(string text)
    {
        Assert.True(Base45.TryDecode(text.AsSpan(5), out var bytes));
        Assert.True(Claims.TryDecode(CoseMessage.DecodeSign1(bytes).Content!.Value, out var claims));
        return claims;
    }
}
