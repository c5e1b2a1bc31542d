using Ghc.Functions.Tests.Support;

namespace Ghc.Functions.Tests.Applications;

/// <summary>What people type is read in every usual form; all forms are in the tests of the domain.</summary>
public sealed class TypedInputTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private readonly GhcApp app = shared.App;
    private readonly HttpClient client = shared.Client;

    [Theory]
    [InlineData("{0} {1}")]
    [InlineData("{0}-{1}")]
    [InlineData(" \u202A{0}\u200B{1}\u202C\n")]
    public async Task Login_CodeInGroups_IsTheCode(string form)
    {
        var anna = await AppliedAsync();
        var code = await anna.SmsCodeAsync(app, client);

        (await anna.LoginAsync(client, string.Format(null, form, code[..3], code[3..]))).Expect(200);
    }

    [Theory]
    [InlineData('０')]
    [InlineData('٠')]
    [InlineData('۰')]
    [InlineData('०')]
    public async Task Login_CodeInOtherDigits_IsTheCode(char zero)
    {
        var anna = await AppliedAsync();
        var code = await anna.SmsCodeAsync(app, client);

        (await anna.LoginAsync(client, string.Concat(code.Select(digit => (char)(zero + digit - '0'))))).Expect(200);
    }

    [Theory]
    [InlineData("USA")]
    [InlineData("Korea")]
    [InlineData("Côte d’Ivoire")]
    [InlineData("Kosovo")]
    [InlineData("XK")]
    [InlineData("XXA")]
    [InlineData("難民")]
    public async Task Apply_CountryByAnotherName_IsFound(string country)
    {
        var traveler = new Traveler { Country = country };

        await traveler.ApplyAsync(app, client);
    }

    [Fact]
    public async Task Apply_NumberWithOtherDigitsAndInvisibleCharacters_IsTheNumber()
    {
        var traveler = new Traveler();
        await app.IngestAsync("border-crossings", traveler.Crossing(app.Clock.GetUtcNow().AddDays(-2)));
        var digits = string.Concat(traveler.IdNumber.Select(c => char.IsDigit(c) ? (char)('٠' + c - '0') : c));

        var typed = traveler with { IdNumber = $"\u202D{digits}\u202C" };
        (await client.PostAsync("api/apply", typed.Application(await traveler.SmsCodeAsync(app, client)))).Expect(201);
    }

    [Theory]
    [InlineData("taiwan-permit", "1234567")]
    [InlineData("hong-kong-macao-permit", "HO1234567")]
    public async Task Apply_NumberWithAUsualSlip_SaysWhatToLookFor(string type, string number)
    {
        var traveler = new Traveler
        {
            IdType = type,
            IdNumber = number,
            Country = "CN",
        };

        var answer = await client.PostAsync("api/apply", traveler.Application("000000"));

        Assert.Contains(
            "zero missing at the start",
            (string?)answer.Expect(400, "invalid-request")["errors"]["idNumber"]![0],
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("44", "7012345678")]
    [InlineData("1", "5002345678")]
    public async Task SendSmsCode_PersonalNumber_ReceivesNoTexts(string areaCode, string number) =>
        (await client.PostAsync("api/sms-codes", new { phone = new { areaCode, number } })).Expect(400, "invalid-phone");

    [Theory]
    [InlineData("1-684", "733 1234")]
    [InlineData("٤٩", "4915123456789")]
    public async Task SendSmsCode_AreaCodeOfATerritoryOrTypedAgain_IsRead(string areaCode, string number) =>
        (await client.PostAsync("api/sms-codes", new { phone = new { areaCode, number } })).Expect(202);

    private async Task<Traveler> AppliedAsync()
    {
        var anna = new Traveler();
        await anna.ApplyAsync(app, client);
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        return anna;
    }
}
