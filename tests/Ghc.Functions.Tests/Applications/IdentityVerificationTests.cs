using Ghc.Functions.Poison;
using Ghc.Functions.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Functions.Tests.Applications;

/// <summary>Who somebody says to be is compared with what the border saw; refusals are those of the guide.</summary>
public sealed class IdentityVerificationTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private const string GuideInChinese = "身份校验失败,请检查申报证件类型,证件姓名及最近出入境年份的准确性。(1590650023)";
    private const string GuideInEnglish =
        "Identity verification failed, please check the accuracy of the declared ID type, name and the latest year of entry and exit.(1590650023)";

    private readonly GhcApp app = shared.App;
    private readonly HttpClient client = shared.Client;

    [Theory]
    [InlineData("en")]
    [InlineData("zh-CN")]
    [InlineData("zh-HK")]
    public async Task Apply_NameTypeOrYearIsWrong_IsRefusedInTheWordsOfTheGuide(string language)
    {
        // A number that is well formed as a passport and as a Taiwan permit.
        var lin = await CrossedAsync(
            new Traveler
            {
                IdType = "taiwan-permit",
                IdNumber = NewDigits(),
                Country = "TW",
                Name = "LIN MEI LING",
            }
        );
        Traveler[] mistaken =
        [
            lin with
            {
                Name = "LIN MEI LIN",
            },
            lin with
            {
                IdType = "passport",
                Country = "GB",
            },
            lin with
            {
                LatestCrossingYear = 2021,
            },
        ];
        foreach (var declared in mistaken)
        {
            var answer = await client.PostAsync("api/apply", declared.Application(await CodeAsync(declared)), language: language);

            answer.Expect(422, "identity-verification-failed");
            Assert.Equal(1590650023, (int)answer["number"]);
            Assert.Contains(GuideInChinese, answer.Text("detail"), StringComparison.Ordinal);
            Assert.Contains(GuideInEnglish, answer.Text("detail"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Apply_WhoseLatestCrossingIsYearsAgo_IsVerifiedByIt()
    {
        var anna = new Traveler { LatestCrossingYear = 2015 };
        var impossible = anna.Crossing(new DateTimeOffset(1949, 12, 31, 15, 59, 59, TimeSpan.Zero));
        await app.SendAsync("border-crossings", impossible);
        await app.IngestAsync("border-crossings", anna.Crossing(new DateTimeOffset(2015, 5, 1, 2, 0, 0, TimeSpan.Zero)));

        (await client.PostAsync("api/apply", anna.Application(await CodeAsync(anna)))).Expect(201);
        // It may have been kept by the timer already, since the clock of the class goes on.
        await Wait.UntilAsync(async () => (await app.Services.GetRequiredService<PoisonReplay>().TextsAsync()).Contains(impossible));
    }

    [Fact]
    public async Task Apply_NoCrossing_IsAdvisedToApplyForAVisa()
    {
        var anna = new Traveler();
        var answer = await client.PostAsync("api/apply", anna.Application(await CodeAsync(anna)));

        answer.Expect(422, "no-crossing-record");
        Assert.Equal(1590650023, (int)answer["number"]);
        Assert.Contains(
            "advised to apply for a visa at the Exit-Entry Administration of the Guangdong Provincial Public Security Department",
            answer.Text("detail"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Apply_MainlandPassport_IsPointedToYueshengshi()
    {
        var wang = await CrossedAsync(new Traveler { Country = "CN" });
        foreach (var (language, words) in new[] { ("en", "Yueshengshi"), ("zh-Hans", "粤省事"), ("zh-Hant", "粵省事") })
        {
            var answer = await client.PostAsync("api/apply", wang.Application(await CodeAsync(wang)), language: language);
            Assert.Contains(words, answer.Expect(422, "not-eligible").Text("detail"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Apply_DocumentOrPhoneOfAnother_IsRefused()
    {
        var anna = new Traveler();
        await anna.ApplyAsync(app, client);

        var otherPhone = anna with { Number = new Traveler().Number };
        (await client.PostAsync("api/apply", otherPhone.Application(await CodeAsync(otherPhone)))).Expect(409, "consent-required");
        var otherDocument = await CrossedAsync(anna with { IdNumber = new Traveler().IdNumber });
        (await client.PostAsync("api/apply", otherDocument.Application(await CodeAsync(otherDocument)))).Expect(409, "already-registered");
    }

    [Fact]
    public async Task Apply_MistakeElsewhereInTheForm_DoesNotSpendTheCode()
    {
        var anna = await CrossedAsync(new Traveler());
        var code = await anna.SmsCodeAsync(app, client);

        var invalid = (await client.PostAsync("api/apply", (anna with { Country = "ZZ" }).Application(code))).Expect(
            400,
            "invalid-request"
        );
        Assert.NotNull(invalid["errors"]["countryOrRegion"]);
        (await client.PostAsync("api/apply", (anna with { Name = "ANNE SMITH" }).Application(code))).Expect(422);
        (await client.PostAsync("api/apply", anna.Application(code))).Expect(201);
        (await client.PostAsync("api/login", new { phone = anna.Phone, smsCode = code })).Expect(401, "login-failed");
    }

    [Theory]
    [InlineData("hong-kong-macao-permit", "HK")]
    [InlineData("taiwan-permit", "TW")]
    public async Task Apply_PermitWithoutIssuance_IsAskedForIt(string idType, string country)
    {
        var digits = NewDigits();
        var chan = await CrossedAsync(
            new Traveler
            {
                IdType = idType,
                Country = country,
                IdNumber = country == "HK" ? $"H{digits}" : digits,
                Issuance = "02",
            }
        );
        var forgetful = chan with { Issuance = null };

        var answer = await client.PostAsync("api/apply", forgetful.Application(await CodeAsync(forgetful)));

        Assert.NotNull(answer.Expect(400, "invalid-request")["errors"]["issuanceNumber"]);
    }

    [Fact]
    public async Task Apply_PermitInElevenCharacters_IsTheSameAsNineAndTheIssuance()
    {
        var number = $"H{NewDigits()}";
        var chan = await CrossedAsync(
            new Traveler
            {
                IdType = "hong-kong-macao-permit",
                Country = "HK",
                IdNumber = number,
                Issuance = "2",
                Name = "CHAN TAI MAN",
            }
        );
        var printed = chan with { IdNumber = $"{number}02", Issuance = null };

        var applied = (await client.PostAsync("api/apply", printed.Application(await CodeAsync(printed)))).Expect(201);

        Assert.Equal(app.DocumentKey(chan), applied.Text("holderId"));
        var other = chan with { Number = new Traveler().Number };
        (await client.PostAsync("api/apply", other.Application(await CodeAsync(other)))).Expect(409, "consent-required");
    }

    /// <summary>A person waits for the next text as long as the service asks.</summary>
    private Task<string> CodeAsync(Traveler who)
    {
        app.Clock.Advance(TimeSpan.FromSeconds(61));
        return who.SmsCodeAsync(app, client);
    }

    private async Task<Traveler> CrossedAsync(Traveler traveler)
    {
        await app.IngestAsync("border-crossings", traveler.Crossing(app.Clock.GetUtcNow().AddDays(-2)));
        return traveler;
    }

    private static string NewDigits() => $"1{new Traveler().IdNumber[1..]}";
}
