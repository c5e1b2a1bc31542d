using System.Formats.Cbor;
using System.Security.Cryptography.Cose;
using Ghc.Domain.Codes;
using Ghc.Domain.Colors;
using Ghc.Functions.Codes;
using Ghc.Functions.Tests.Security;
using Microsoft.Extensions.Time.Testing;
using static Ghc.Functions.Tests.Codes.HealthCodesTests;

namespace Ghc.Functions.Tests.Codes;

/// <summary>What is in a code, and the codes of a strip; <see cref="HealthCodesTests"/> reads them.</summary>
public sealed class MintTests
{
    private const string Document = "00112233445566778899aabbccddeeff";
    private const string Hint = "A*** S**** · X12****67";
    private static readonly DateTimeOffset Start = new(2022, 7, 1, 8, 0, 0, TimeSpan.Zero);
    private readonly FakeTimeProvider time = new(Start);
    private readonly HealthCodes codes;

    public MintTests() => codes = TestKeys.HealthCodes(TestKeys.Options(), time);

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
}
