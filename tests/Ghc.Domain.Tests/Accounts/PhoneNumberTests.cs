using CsCheck;
using Ghc.Domain.Accounts;
using Ghc.Domain.Tests.Documents;

namespace Ghc.Domain.Tests.Accounts;

public sealed class PhoneNumberTests
{
    [Theory]
    [InlineData("852", "51234567", "+85251234567")]
    [InlineData("+852", "5123 4567", "+85251234567")]
    [InlineData("00852", "5123-4567", "+85251234567")]
    [InlineData("852", "85251234567", "+85251234567")]
    [InlineData("852", "+852 5123 4567", "+85251234567")]
    [InlineData("852", "0085251234567", "+85251234567")]
    [InlineData("８５２", "５１２３４５６７", "+85251234567")]
    [InlineData("852", "51000001", "+85251000001")]
    [InlineData("852", "51000002", "+85251000002")]
    [InlineData("852", "51000003", "+85251000003")]
    [InlineData("852", "51000009", "+85251000009")]
    [InlineData(null, "13800138000", "+8613800138000")]
    [InlineData("86", "138 0013 8000", "+8613800138000")]
    [InlineData("853", "66123456", "+85366123456")]
    [InlineData("886", "0912-345-678", "+886912345678")]
    [InlineData("44", "(07400) 123456", "+447400123456")]
    [InlineData("1", "(415) 555-2671", "+14155552671")]
    [InlineData("39", "340 123 4567", "+393401234567")]
    [InlineData("225", "01 23 45 67 89", "+2250123456789")]
    [InlineData("7", "701 123 4567", "+77011234567")]
    [InlineData("852", "٥١٢٣٤٥٦٧", "+85251234567")]
    [InlineData("٨٥٢", "۵۱۲۳۴۵۶۷", "+85251234567")]
    [InlineData("852", "५१२३ ४५६७", "+85251234567")]
    [InlineData("852", "\u202A+852 5123\u00AD4567\u202C", "+85251234567")]
    [InlineData("852", "5123−4567\t", "+85251234567")]
    [InlineData("49", "4915123456789", "+4915123456789")]
    [InlineData("49", "+49 (0)1512 3456789", "+4915123456789")]
    [InlineData("49", "0049 1512 3456789", "+4915123456789")]
    [InlineData("1-684", "684 733 1234", "+16847331234")]
    [InlineData("1-684", "733 1234", "+16847331234")]
    [InlineData("1 684", "1 684 733 1234", "+16847331234")]
    [InlineData("+1684", "6847331234", "+16847331234")]
    [InlineData("1-684", "4155552671", "+14155552671")]
    [InlineData("44-7781", "07781 123456", "+447781123456")]
    [InlineData("7-7", "701 123 4567", "+77011234567")]
    public void Parse_WrittenInAnyUsualWay_IsE164(string? areaCode, string number, string e164)
    {
        Assert.Equal(e164, Expect.Value(PhoneNumber.Parse(areaCode, number)).E164);
    }

    [Theory]
    [InlineData("", "51234567", "areaCode:phone.area-code")]
    [InlineData("999", "51234567", "areaCode:phone.area-code")]
    [InlineData("HK", "51234567", "areaCode:phone.area-code")]
    [InlineData("852", null, "number:phone.missing")]
    [InlineData("852", " ", "number:phone.missing")]
    [InlineData("852", "5123456", "number:phone.number")]
    [InlineData("852", "CALL-ANNA", "number:phone.number")]
    [InlineData("852", "+8613800138000", "number:phone.number")]
    [InlineData("852", "5123½567", "number:phone.number")]
    [InlineData("852", "++85251234567", "number:phone.number")]
    [InlineData("852", "+", "number:phone.number")]
    [InlineData("852", "\u200E\u202C", "number:phone.missing")]
    [InlineData("852-1", "51234567", "areaCode:phone.area-code")]
    [InlineData("86-20", "13800138000", "areaCode:phone.area-code")]
    [InlineData("1-684", "13800138000", "number:phone.number")]
    [InlineData("44", "7012345678", "number:phone.not-mobile")]
    [InlineData("44", "07012 345678", "number:phone.not-mobile")]
    [InlineData("1", "5002345678", "number:phone.not-mobile")]
    [InlineData("1", "(533) 234-5678", "number:phone.not-mobile")]
    [InlineData("852", "51+234567", "number:phone.number")]
    [InlineData("852", "21234567", "number:phone.not-mobile")]
    [InlineData("86", "02083123456", "number:phone.not-mobile")]
    [InlineData("1", "8002345678", "number:phone.not-mobile")]
    public void Parse_Wrong_SaysWhatAndWhere(string? areaCode, string? number, string error)
    {
        var outcome = PhoneNumber.Parse(areaCode, number);

        Assert.Equal(error, Expect.Error(outcome));
        Assert.Equal("invalid-phone", Expect.Refused(outcome).Code);
    }

    [Fact]
    public void Parts_AreThoseOfTheNumber()
    {
        var phone = Expect.Value(PhoneNumber.Parse("852", "51234567"));

        Assert.Equal(("852", "51234567", "+852 ****4567"), (phone.AreaCode, phone.National, phone.Masked));
        Assert.Equal(phone.Masked, phone.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("+")]
    [InlineData("+852")]
    [InlineData("85251234567")]
    [InlineData("+85251234567 ")]
    [InlineData("+852 51234567")]
    [InlineData("+99951234567")]
    [InlineData("+85285251234567")]
    public void ParseE164_OtherText_IsRefused(string? text) => Assert.Equal(":phone.number", Expect.Error(PhoneNumber.ParseE164(text)));

    [Fact]
    public void Parse_AnyMobileOfTheWorld_IsReadBackFromE164()
    {
        var plans = PhoneNumbers.PhoneNumberUtil.GetInstance();
        var examples = plans
            .GetSupportedRegions()
            .Select(region => plans.GetExampleNumberForType(region, PhoneNumbers.PhoneNumberType.MOBILE))
            .Where(number => number is not null)
            .ToList();

        Assert.True(examples.Count > 200);
        Assert.All(
            examples,
            number =>
            {
                var typed = plans.Format(number, PhoneNumbers.PhoneNumberFormat.NATIONAL);
                var phone = Expect.Value(PhoneNumber.Parse($"{number.CountryCode}", typed));
                Assert.Equal(plans.Format(number, PhoneNumbers.PhoneNumberFormat.E164), phone.E164);
                Assert.Equal(phone, Expect.Value(PhoneNumber.ParseE164(phone.E164)));
            }
        );
    }

    [Fact]
    public void Parse_AreaCodeTypedAgain_IsReadRightForEveryTerritory()
    {
        var plans = PhoneNumbers.PhoneNumberUtil.GetInstance();
        var examples = plans
            .GetSupportedRegions()
            .Select(region => plans.GetExampleNumberForType(region, PhoneNumbers.PhoneNumberType.MOBILE))
            .OfType<PhoneNumbers.PhoneNumber>();
        foreach (var number in examples)
        {
            var (area, national) = ($"{number.CountryCode}", plans.GetNationalSignificantNumber(number));
            string[] typed =
            [
                national,
                $"{area}{national}",
                $"{area} {national}",
                $"+{area} {national}",
                $"00{area} {national}",
                $"+{area} {plans.Format(number, PhoneNumbers.PhoneNumberFormat.NATIONAL)}",
            ];
            Assert.All(typed, text => Assert.Equal($"+{area}{national}", Expect.Value(PhoneNumber.Parse(area, text)).E164));
        }
    }

    [Fact]
    public void Parse_AnyText_AnswersAndIsStable()
    {
        Gen.Select(Gen.OneOf(Gen.Const("852"), Gen.Const("86"), Gen.Const("1"), AnyText.Any), AnyText.Any)
            .Sample(
                (areaCode, number) =>
                {
                    _ = PhoneNumber.ParseE164("+" + number).Refused(out _, out _);
                    if (PhoneNumber.Parse(areaCode, number).Refused(out var refusal, out var phone))
                    {
                        Assert.Single(refusal.Errors);
                        return;
                    }

                    Assert.Equal(phone, Expect.Value(PhoneNumber.ParseE164(phone.E164)));
                }
            );
    }
}
