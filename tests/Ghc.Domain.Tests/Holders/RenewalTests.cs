using System.Globalization;
using Ghc.Domain.Documents;
using Ghc.Domain.Facts;
using Ghc.Domain.Holders;
using Ghc.Domain.Tests.Documents;

namespace Ghc.Domain.Tests.Holders;

public sealed class RenewalTests
{
    private static readonly PersonName Anna = Expect.Value(PersonName.Parse("ANNA SMITH"));

    [Theory]
    [InlineData("passport", "X1234567", null, "Y7654321", null, "passport|Y7654321|")]
    [InlineData("passport", "X1234567", null, "y765 4321", "", "passport|Y7654321|")]
    [InlineData("hong-kong-macao-permit", "H20000001", "01", null, "2", "hong-kong-macao-permit|H20000001|02")]
    [InlineData("hong-kong-macao-permit", "H20000001", "01", "h20000001", "(03)", "hong-kong-macao-permit|H20000001|03")]
    [InlineData("hong-kong-macao-permit", "H20000001", null, "H2000000104", "04", "hong-kong-macao-permit|H20000001|04")]
    [InlineData("taiwan-permit", "12345678", "01", "", "02", "taiwan-permit|12345678|02")]
    public void NextDocument_OfTheSameKind_IsTaken(
        string type,
        string number,
        string? issuance,
        string? newNumber,
        string? newIssuance,
        string canonical
    ) => Assert.Equal(canonical, Expect.Value(Renewal.NextDocument(Doc(type, number, issuance), newNumber, newIssuance)).Canonical);

    [Theory]
    [InlineData("passport", "X1234567", null, null, null, "idNumber", "field.missing")]
    [InlineData("passport", "X1234567", null, " ", null, "idNumber", "field.missing")]
    [InlineData("passport", "X1234567", null, "x1234567", null, "idNumber", "id-number.not-newer")]
    [InlineData("passport", "X1234567", null, "SMITH", null, "idNumber", "id-number.passport")]
    [InlineData("passport", "X1234567", null, "Y7654321", "02", "issuanceNumber", "issuance.not-for-passport")]
    [InlineData("hong-kong-macao-permit", "H20000001", "01", null, null, "issuanceNumber", "field.missing")]
    [InlineData("hong-kong-macao-permit", "H20000001", "01", null, "01", "issuanceNumber", "issuance.not-newer")]
    [InlineData("hong-kong-macao-permit", "H20000001", "01", null, "00", "issuanceNumber", "issuance.not-newer")]
    [InlineData("hong-kong-macao-permit", "H20000001", "01", "H20000002", "02", "idNumber", "id-number.other-permit")]
    [InlineData("taiwan-permit", "12345678", "01", null, "x", "issuanceNumber", "issuance.form")]
    public void NextDocument_Wrong_NamesTheField(
        string type,
        string number,
        string? issuance,
        string? newNumber,
        string? newIssuance,
        string field,
        string problem
    )
    {
        Assert.True(Renewal.NextDocument(Doc(type, number, issuance), newNumber, newIssuance).Refused(out var refusal, out _));
        Assert.Contains((field, problem), refusal!.Errors.Select(error => (error.Field, error.Problem)));
    }

    [Theory]
    [InlineData("ANNA SMITH", 2022, null)]
    [InlineData("ANNA SMITH", 2021, "identity-verification-failed")]
    [InlineData("BEN JONES", 2022, "identity-verification-failed")]
    [InlineData("ANNA SMITH", null, "invalid-request")]
    public void Verify_DocumentThatHasCrossed_GoesByNameAndYear(string crossedAs, int? year, string? code)
    {
        var crossing = new Crossing(
            "Luohu",
            Direction.Entry,
            DateTimeOffset.Parse("2022-07-01T08:00Z", CultureInfo.InvariantCulture),
            Expect.Value(PersonName.Parse(crossedAs))
        );

        Assert.Equal(code, Renewal.Verify(Doc("passport", "Y7654321", null), Anna, [crossing], year)?.Code);
        Assert.Equal(code, Renewal.Verify(Doc("taiwan-permit", "12345678", "02"), Anna, [crossing], year)?.Code);
    }

    [Fact]
    public void Verify_DocumentThatHasNotCrossed_IsProvenByItsNumberOnlyIfThatIsForLife()
    {
        Assert.Null(Renewal.Verify(Doc("taiwan-permit", "12345678", "02"), Anna, [], null));
        Assert.Equal("no-crossing-record", Renewal.Verify(Doc("passport", "Y7654321", null), Anna, [], 2022)?.Code);
    }

    private static Document Doc(string type, string number, string? issuance) => Expect.Value(Document.Parse(type, number, issuance));
}
