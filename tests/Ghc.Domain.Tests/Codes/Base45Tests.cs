using System.Text;
using CsCheck;
using Ghc.Domain.Codes;

namespace Ghc.Domain.Tests.Codes;

public sealed class Base45Tests
{
    // The examples of RFC 9285, sections 4.3 and 4.4.
    [Theory]
    [InlineData("AB", "BB8")]
    [InlineData("Hello!!", "%69 VD92EX0")]
    [InlineData("base-45", "UJCLQE7W581")]
    [InlineData("ietf!", "QED8WEX0")]
    [InlineData("", "")]
    public void EncodeAndDecode_ExamplesOfTheRfc_Agree(string plain, string encoded)
    {
        Assert.Equal(encoded, Base45.Encode(Encoding.ASCII.GetBytes(plain)));
        Assert.True(Base45.TryDecode(encoded, out var bytes));
        Assert.Equal(plain, Encoding.ASCII.GetString(bytes));
    }

    [Theory]
    [InlineData("A")] // 3n+1 characters
    [InlineData("BB8A")]
    [InlineData("bb8")] // lower case is outside the alphabet
    [InlineData("GGW")] // 65536, the first number that no two bytes have (RFC 9285, section 6)
    [InlineData(":::")]
    [InlineData("V5")] // 256 from two characters is one more than a byte
    [InlineData("::")]
    [InlineData("B\u00008")]
    [InlineData("B\u62118")]
    [InlineData("BB_")]
    public void TryDecode_NotBase45_IsRefused(string text)
    {
        Assert.False(Base45.TryDecode(text, out var bytes));
        Assert.Null(bytes);
    }

    [Fact]
    public void TryDecode_LargestGroups_AreRead()
    {
        Assert.True(Base45.TryDecode("FGWU5", out var bytes));
        Assert.Equal([0xFF, 0xFF, 0xFF], bytes);
    }

    [Fact]
    public void EncodeThenDecode_AnyBytes_GivesThemBack() =>
        Gen
            .Byte.Array[0, 300]
            .Sample(bytes =>
            {
                var text = Base45.Encode(bytes);
                return text.Length == Base45.EncodedLength(bytes.Length)
                    && Base45.TryDecode(text, out var back)
                    && back.AsSpan().SequenceEqual(bytes);
            });

    [Fact]
    public void TryDecode_AnyText_IsRefusedOrTheOnlyTextOfItsBytes() =>
        Gen.OneOf(Gen.String, Gen.String[Gen.Char["0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"], 0, 40])
            .Sample(text => !Base45.TryDecode(text, out var bytes) || Base45.Encode(bytes) == text);
}
