using CsCheck;
using Ghc.Domain.Documents;

namespace Ghc.Domain.Tests.Documents;

public sealed class DocumentTests
{
    [Theory]
    [InlineData("passport", "X1234567", null, "passport|X1234567|")]
    [InlineData("passport", " x 123 4567 ", "", "passport|X1234567|")]
    [InlineData("passport", "Ｘ１２３４５６７", "  ", "passport|X1234567|")]
    [InlineData("passport", "X1234\u202E567", null, "passport|X1234567|")]
    [InlineData("passport", "X1234\t567", null, "passport|X1234567|")]
    [InlineData("passport", "X12345٣7", null, "passport|X1234537|")]
    [InlineData("passport", "X۱۲۳۴۵۶۷", null, "passport|X1234567|")]
    [InlineData("passport", "\u202DX1234567\u202C", null, "passport|X1234567|")]
    [InlineData("passport", "\uFEFFX12\u200B34\u00AD567", null, "passport|X1234567|")]
    [InlineData("taiwan-permit", "०१२३४५६७", "٢", "taiwan-permit|01234567|02")]
    [InlineData("passport", "L898902C<", null, "passport|L898902C|")]
    [InlineData("passport", "L898902C<3", null, "passport|L898902C|")]
    [InlineData("passport", "l898902c＜", null, "passport|L898902C|")]
    [InlineData("passport", "AB1234<<<", null, "passport|AB1234|")]
    [InlineData("passport", "L898902C36UTO7408122F1204159ZE184226B<<<<<10", null, "passport|L898902C3|")]
    [InlineData("passport", "L898902C<3UTO6908061F9406236ZE184226B<<<<<14", null, "passport|L898902C|")]
    [InlineData("passport", "I<UTOD231458907<<<<<<<<<<<<<<<", null, "passport|D23145890|")]
    [InlineData("taiwan-permit", "01234567<<", "2", "taiwan-permit|01234567|02")]
    [InlineData("hong-kong-macao-permit", "H01234567<", null, "hong-kong-macao-permit|H01234567|")]
    [InlineData("passport", "A1234", null, "passport|A1234|")]
    [InlineData("passport", "123456789", null, "passport|123456789|")]
    [InlineData("hong-kong-macao-permit", "H01234567", "02", "hong-kong-macao-permit|H01234567|02")]
    [InlineData("hong-kong-macao-permit", "h0123456702", null, "hong-kong-macao-permit|H01234567|02")]
    [InlineData("hong-kong-macao-permit", "H0123456702", "02", "hong-kong-macao-permit|H01234567|02")]
    [InlineData("hong-kong-macao-permit", "H0123456700", null, "hong-kong-macao-permit|H01234567|00")]
    [InlineData("hong-kong-macao-permit", "M01234567", null, "hong-kong-macao-permit|M01234567|")]
    [InlineData("hong-kong-macao-permit", "HA1234567", null, "hong-kong-macao-permit|HA1234567|")]
    [InlineData("hong-kong-macao-permit", "MA1234567", "3", "hong-kong-macao-permit|MA1234567|03")]
    [InlineData("taiwan-permit", "01234567", "(02)", "taiwan-permit|01234567|02")]
    [InlineData("taiwan-permit", "0123456702", "2", "taiwan-permit|01234567|02")]
    [InlineData("taiwan-permit", "0123 4567", null, "taiwan-permit|01234567|")]
    public void Parse_WrittenInAnyUsualWay_IsCanonical(string type, string number, string? issuance, string canonical)
    {
        Assert.Equal(canonical, Expect.Value(Document.Parse(type, number, issuance)).Canonical);
    }

    [Theory]
    [InlineData(null, "X1234567", null, "idType:id-type.unknown")]
    [InlineData("Passport", "X1234567", null, "idType:id-type.unknown")]
    [InlineData("passport", null, null, "idNumber:id-number.missing")]
    [InlineData("passport", " \u3000 ", null, "idNumber:id-number.missing")]
    [InlineData("passport", "X123", null, "idNumber:id-number.passport")]
    [InlineData("passport", "X123456789", null, "idNumber:id-number.passport")]
    [InlineData("passport", "ANNASMITH", null, "idNumber:id-number.passport")]
    [InlineData("passport", "X-1234567", null, "idNumber:id-number.characters")]
    [InlineData("passport", "X12345½7", null, "idNumber:id-number.characters")]
    [InlineData("passport", "X123/567", null, "idNumber:id-number.characters")]
    [InlineData("passport", "L898902C<4", null, "idNumber:id-number.characters")]
    [InlineData("passport", "L898902C46UTO7408122F1204159ZE184226B<<<<<10", null, "idNumber:id-number.characters")]
    [InlineData("passport", "<<<<<<<<<", null, "idNumber:id-number.characters")]
    [InlineData("passport", "L89<8902C", null, "idNumber:id-number.characters")]
    [InlineData("passport", "\u200B\u202E", null, "idNumber:id-number.missing")]
    [InlineData("passport", "Х1234567", null, "idNumber:id-number.characters")]
    [InlineData("passport", "X1234567", "01", "issuanceNumber:issuance.not-for-passport")]
    [InlineData("hong-kong-macao-permit", "H0123456", null, "idNumber:id-number.hong-kong-macao-permit")]
    [InlineData("hong-kong-macao-permit", "HA123456702", null, "idNumber:id-number.hong-kong-macao-permit")]
    [InlineData("hong-kong-macao-permit", "X01234567", null, "idNumber:id-number.hong-kong-macao-permit")]
    [InlineData("hong-kong-macao-permit", "H0123456702", "01", "issuanceNumber:issuance.disagrees")]
    [InlineData("hong-kong-macao-permit", "H01234567", "x", "issuanceNumber:issuance.form")]
    [InlineData("hong-kong-macao-permit", "H01234567", "123", "issuanceNumber:issuance.form")]
    [InlineData("taiwan-permit", "T1234567", null, "idNumber:id-number.taiwan-permit")]
    [InlineData("taiwan-permit", "0123456702", "03", "issuanceNumber:issuance.disagrees")]
    public void Parse_Wrong_SaysWhatAndWhere(string? type, string? number, string? issuance, string error)
    {
        var outcome = Document.Parse(type, number, issuance);

        Assert.Equal(error, Expect.Error(outcome));
        Assert.Equal(RefusalCodes.InvalidRequest, Expect.Refused(outcome).Code);
    }

    [Fact]
    public void Parse_LoneSurrogate_IsRefused()
    {
        // Not in the theory above: test names must be valid Unicode.
        Assert.Equal("idNumber:id-number.characters", Expect.Error(Document.Parse("passport", "X1234\uD800", null)));
        Assert.Equal("idNumber:id-number.characters", Expect.Error(Document.Parse("passport", "X1234\uFFFE", null)));
        Assert.Equal("issuanceNumber:issuance.form", Expect.Error(Document.Parse("taiwan-permit", "01234567", "\uDC00")));
    }

    [Fact]
    public void Parse_TooLong_SaysSo()
    {
        Assert.Equal("idNumber:id-number.too-long", Expect.Error(Document.Parse("passport", new string('7', 10_000), null)));
    }

    [Fact]
    public void Parse_EverythingWrong_NamesEveryField()
    {
        var refusal = Expect.Refused(Document.Parse("id-card", "", "first"));

        Assert.Equal(["idType", "idNumber", "issuanceNumber"], refusal.Errors.Select(e => e.Field));
    }

    [Theory]
    [InlineData("passport", "X1234567", "X****567")]
    [InlineData("passport", "A1234", "A***4")]
    [InlineData("hong-kong-macao-permit", "H0123456702", "H*****567")]
    public void Masked_ShowsBothEnds(string type, string number, string masked)
    {
        var document = Expect.Value(Document.Parse(type, number, null));

        Assert.Equal(masked, document.Masked);
        Assert.DoesNotContain(document.Number, document.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void LifetimeNumber_AfterRenewal_StaysTheSame()
    {
        var first = Expect.Value(Document.Parse("hong-kong-macao-permit", "H0123456700", null));
        var second = Expect.Value(Document.Parse("hong-kong-macao-permit", "H01234567", "01"));

        Assert.NotEqual(first, second);
        Assert.Equal(first.LifetimeNumber, second.LifetimeNumber);
    }

    [Fact]
    public void Parse_AnyPermit_WrittenTogetherOrApart_IsEqual()
    {
        Gen.Select(Gen.Bool, Gen.Int[0, 99_999_999], Gen.Int[0, 99])
            .Sample(
                (taiwan, life, count) =>
                {
                    var (type, prefix) = taiwan ? ("taiwan-permit", "") : ("hong-kong-macao-permit", life % 2 == 0 ? "H" : "M");
                    var together = Expect.Value(Document.Parse(type, $"{prefix}{life:D8}{count:D2}", null));
                    var apart = Expect.Value(Document.Parse(type, $"{prefix}{life:D8}", $"{count}"));
                    Assert.Equal(apart, together);
                }
            );
    }

    [Fact]
    public void Parse_AnyText_AnswersAndIsStable()
    {
        var types = Gen.OneOf(Gen.Const("passport"), Gen.Const("taiwan-permit"), Gen.Const("hong-kong-macao-permit"));
        Gen.Select(types, AnyText.Any, AnyText.Any)
            .Sample(
                (type, number, issuance) =>
                {
                    if (Document.Parse(type, number, issuance).Refused(out var refusal, out var document))
                    {
                        Assert.NotEmpty(refusal.Errors);
                        return;
                    }

                    Assert.Equal(document, Expect.Value(Document.Parse(type, document.Number, document.Issuance)));
                    Assert.True(document.Masked.Count(c => c != '*') <= document.Number.Length / 2);
                    Assert.Equal(document.Number.Length, document.Masked.Length);
                }
            );
    }

    [Fact]
    public void IdTypes_TextOfEveryType_ParsesBack()
    {
        Assert.All(Enum.GetValues<IdType>(), type => Assert.Equal(type, Expect.Value(IdTypes.Parse(type.ToText()))));
    }
}
