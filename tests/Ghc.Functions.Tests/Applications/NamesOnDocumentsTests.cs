using Ghc.Functions.Tests.Support;

namespace Ghc.Functions.Tests.Applications;

/// <summary>The border writes a name in its way and the traveler in another; all kinds are in the tests of the domain.</summary>
public sealed class NamesOnDocumentsTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private readonly GhcApp app = shared.App;
    private readonly HttpClient client = shared.Client;

    [Theory]
    [InlineData("ERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "Anna Maria Eriksson")]
    [InlineData("SMITH/ANNA MS", "Dr. Anna Smith")]
    [InlineData("NILAVADHANANANDA CHAYAPA DEJTHAMRONG K", "Nilavadhanananda Chayapa Dejthamrong Krasuang")]
    [InlineData("CHAN TAI MAN PETER", "Peter Tai-man Chan")]
    [InlineData("陳大文 CHAN Tai Man", "陈大文")]
    [InlineData("LYU MING", "Lü Ming")]
    [InlineData("MUTHU A/L RAMAN", "MUTHU A/L RAMAN")]
    [InlineData("OBRIEN SEAN", "O´BRIEN\tSEAN")]
    public async Task Apply_NameInAnotherForm_IsTheHolder(string border, string declared)
    {
        var traveler = new Traveler { Name = border };
        await CrossAsync(traveler);

        (
            await client.PostAsync("api/apply", (traveler with { Name = declared }).Application(await traveler.SmsCodeAsync(app, client)))
        ).Expect(201);
    }

    [Theory]
    [InlineData("XUE WEI", "XU WEI")]
    [InlineData("LI ANG", "LIANG")]
    [InlineData("NILAVADHANANANDA CHAYAPA DEJTHAMRON K", "Nilavadhanananda Chayapa Dejthamrong Krasuang")]
    public async Task Apply_AnotherName_IsNotTheHolder(string border, string declared)
    {
        var traveler = new Traveler { Name = border };
        await CrossAsync(traveler);

        (
            await client.PostAsync("api/apply", (traveler with { Name = declared }).Application(await traveler.SmsCodeAsync(app, client)))
        ).Expect(422, "identity-verification-failed");
    }

    [Fact]
    public async Task Apply_BorderForwardsRawLines_IsTheHolder()
    {
        var traveler = new Traveler { Name = "Anna Maria Eriksson", IdNumber = "L898902C" };
        await CrossAsync(
            traveler with
            {
                Name = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
                IdNumber = "L898902C<3UTO6908061F9406236ZE184226B<<<<<14",
            }
        );

        (await client.PostAsync("api/apply", traveler.Application(await traveler.SmsCodeAsync(app, client)))).Expect(201);
    }

    private async Task CrossAsync(Traveler traveler)
    {
        await app.IngestAsync("border-crossings", traveler.Crossing(app.Clock.GetUtcNow().AddDays(-2)));
    }
}
