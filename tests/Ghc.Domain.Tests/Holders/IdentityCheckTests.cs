using System.Globalization;
using CsCheck;
using Ghc.Domain.Documents;
using Ghc.Domain.Facts;
using Ghc.Domain.Holders;
using Ghc.Domain.Tests.Documents;

namespace Ghc.Domain.Tests.Holders;

public sealed class IdentityCheckTests
{
    private static readonly PersonName Anna = Expect.Value(PersonName.Parse("ANNA SMITH"));
    private static readonly PersonName Ben = Expect.Value(PersonName.Parse("BEN JONES"));

    private static Crossing Crossed(string at, PersonName name) =>
        new("Luohu", Direction.Entry, DateTimeOffset.Parse(at, CultureInfo.InvariantCulture), name);

    [Fact]
    public void Verify_NameAndYearOfLatestCrossing_IsTheHolder()
    {
        Crossing[] crossings = [Crossed("2022-07-01T08:00Z", Anna), Crossed("2019-07-01T08:00Z", Ben)];

        Assert.Null(IdentityCheck.Verify(Expect.Value(PersonName.Parse("Smith, Anna")), 2022, crossings, false));
        Assert.Equal("identity-verification-failed", IdentityCheck.Verify(Ben, 2022, crossings, false)?.Code);
        Assert.Equal("identity-verification-failed", IdentityCheck.Verify(Anna, 2019, crossings, false)?.Code);
    }

    [Fact]
    public void Verify_DocumentWithANameInCharacters_IsTheHolderByEither()
    {
        var chan = Crossed("2022-07-01T08:00Z", Expect.Value(PersonName.Parse("CHAN<<TAI<MAN"))) with
        {
            NameInChinese = Expect.Value(PersonName.Parse("陈大文")),
        };

        Assert.Null(IdentityCheck.Verify(Expect.Value(PersonName.Parse("陳大文")), 2022, [chan], false));
        Assert.Null(IdentityCheck.Verify(Expect.Value(PersonName.Parse("Chan Tai-man")), 2022, [chan], false));
        Assert.NotNull(IdentityCheck.Verify(Expect.Value(PersonName.Parse("陳大民")), 2022, [chan], false));
    }

    [Theory]
    [InlineData("2021-12-31T15:59:59Z", 2021)]
    [InlineData("2021-12-31T16:00:00Z", 2022)]
    [InlineData("2022-01-01T00:00:00+08:00", 2022)]
    [InlineData("2021-12-31T20:00:00-05:00", 2022)]
    public void Verify_NewYear_IsThatOfChina(string at, int year)
    {
        Assert.Null(IdentityCheck.Verify(Anna, year, [Crossed(at, Anna)], false));
        Assert.NotNull(IdentityCheck.Verify(Anna, year == 2021 ? 2022 : 2021, [Crossed(at, Anna)], false));
    }

    [Theory]
    [InlineData(false, "no-crossing-record")]
    [InlineData(true, "identity-verification-failed")]
    public void Verify_NoCrossing_DependsOnWhetherTheNumberIsKnown(bool known, string code)
    {
        Assert.Equal(code, IdentityCheck.Verify(Anna, 2022, [], known)?.Code);
    }

    [Fact]
    public void Verify_AnyOrderOfCrossings_IsTheSame()
    {
        var crossing = Gen.Select(Gen.Int[0, 3], Gen.Bool)
            .Select((hours, anna) => Crossed($"2021-12-31T{14 + hours}:00:00Z", anna ? Anna : Ben));
        crossing
            .Array[1, 6]
            .Sample(crossings =>
                Assert.Equal(
                    IdentityCheck.Verify(Anna, 2022, crossings, false)?.Code,
                    IdentityCheck.Verify(Anna, 2022, [.. crossings.Reverse()], false)?.Code
                )
            );
    }
}
