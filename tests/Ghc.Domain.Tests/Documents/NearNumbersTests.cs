using Ghc.Domain.Documents;

namespace Ghc.Domain.Tests.Documents;

public sealed class NearNumbersTests
{
    private static Document Parse(string type, string number, string? issuance = null) =>
        Expect.Value(Document.Parse(type, number, issuance));

    [Theory]
    [InlineData("passport", "012345678", "12345678")]
    [InlineData("passport", "00123456", "123456")]
    [InlineData("passport", "12345678", "012345678")]
    [InlineData("passport", "1234567", "001234567")]
    [InlineData("passport", "X123O567", "X1230567")]
    [InlineData("passport", "X1230567", "X123O567")]
    [InlineData("passport", "I1234567", "11234567")]
    [InlineData("passport", "OI234567", "01234567")]
    [InlineData("passport", "A0B2C0D1", "AOB2CODI")]
    [InlineData("hong-kong-macao-permit", "HA1234560", null)]
    [InlineData("taiwan-permit", "02345678", null)]
    public void Of_Document_HasTheNumbersItMayHaveBeenWrittenAs(string type, string number, string? near)
    {
        var document = Parse(type, number);
        var found = NearNumbers.Of(document);

        Assert.DoesNotContain(document, found);
        Assert.Equal(near is null ? [] : [Parse(type, near)], found.Where(other => near is null || other.Number == near));
    }

    [Fact]
    public void Of_DocumentWithIssuance_KeepsIt()
    {
        Assert.All(NearNumbers.Of(Parse("hong-kong-macao-permit", "HA0000001", "02")), near => Assert.Equal("02", near.Issuance));
        Assert.Empty(NearNumbers.Of(Parse("passport", "X2345678")));
    }

    [Fact]
    public void Of_AnyNumber_StaysFewEnoughToLookUp()
    {
        Assert.InRange(NearNumbers.Of(Parse("passport", "101010101")).Count, 9, 14);
        Assert.InRange(NearNumbers.Of(Parse("passport", "000000001")).Count, 9, 20);
    }

    [Theory]
    [InlineData("taiwan-permit", "1234567", null, "01234567")]
    [InlineData("taiwan-permit", "123456", "02", "00123456")]
    [InlineData("taiwan-permit", "123456702", null, "01234567")]
    [InlineData("taiwan-permit", "O1234567", null, "01234567")]
    [InlineData("taiwan-permit", "0I23456O", null, "01234560")]
    [InlineData("hong-kong-macao-permit", "HO1234567", null, "H01234567")]
    [InlineData("hong-kong-macao-permit", "h0I23456O", "2", "H01234560")]
    public void Repair_NumberThatNoDocumentHas_SuggestsOne(string type, string number, string? issuance, string near)
    {
        Assert.Equal("idNumber:id-number.near", Expect.Error(Document.Parse(type, number, issuance)));
        Assert.Equal(near, NearNumbers.Repair(type, number, issuance)?.Number);
    }

    [Theory]
    [InlineData("taiwan-permit", "12345", null)]
    [InlineData("taiwan-permit", "ABCDEFGH", null)]
    [InlineData("taiwan-permit", null, null)]
    [InlineData("taiwan-permit", "1234567", "x")]
    [InlineData("hong-kong-macao-permit", "X01234567", null)]
    [InlineData("passport", "X123", null)]
    public void Repair_NothingNear_IsNull(string type, string? number, string? issuance) =>
        Assert.Null(NearNumbers.Repair(type, number, issuance));

    /// <summary>By the form of the number alone: a laboratory must not learn who is registered.</summary>
    [Theory]
    [InlineData("passport", "12345678", Remarks.NumberMayLackZeros)]
    [InlineData("passport", "12345", Remarks.NumberMayLackZeros)]
    [InlineData("passport", "123456789", Remarks.None)]
    [InlineData("passport", "012345678", Remarks.None)]
    [InlineData("passport", "X123O567", Remarks.NumberMayBeMisread)]
    [InlineData("passport", "X12345I7", Remarks.NumberMayBeMisread)]
    [InlineData("passport", "X123456O", Remarks.NumberMayBeMisread)]
    [InlineData("passport", "0E1234567", Remarks.NumberMayBeMisread)]
    [InlineData("passport", "1X234567", Remarks.NumberMayBeMisread)]
    [InlineData("passport", "X1234567", Remarks.None)]
    [InlineData("passport", "OI234567", Remarks.None)]
    [InlineData("passport", "12AB34567", Remarks.None)]
    [InlineData("passport", "C01X00T47", Remarks.None)]
    [InlineData("passport", "E1234567G", Remarks.None)]
    [InlineData("taiwan-permit", "12345678", Remarks.None)]
    [InlineData("hong-kong-macao-permit", "H01234567", Remarks.None)]
    public void Doubts_AreOfTheFormOfAPassport(string type, string number, Remarks doubts) =>
        Assert.Equal(doubts, NearNumbers.Doubts(Parse(type, number)));
}
