using Ghc.Functions.Tests.Support;

namespace Ghc.Functions.Tests;

/// <summary>
/// The public "Guide to Apply for Guangdong health code (GHC)", walked through from its first sentence about a traveler to its last, over
/// HTTP. Each step stands below the sentences that it makes true.
/// </summary>
public sealed class GuideTests(Azurite azurite)
{
    private const string Password = "Kapok#2022";

    [Fact]
    public async Task Guide_FromTheFirstApplicationToTheGate_IsTrue()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        var anna = await ArrivedAsync(app, new Traveler());

        // II. Login to check the GHC (for inbound travelers)
        //
        // 1. "If you haven't applied for a GHC before, you may scan the QR code to enter the GHC webpage, after entering the GHC page, fill
        // in your basic information, including full name, country/region, ID number, type of ID document, then you will be able to see your
        // own GHC."
        var applied = (await client.PostAsync("api/apply", anna.Application(await anna.SmsCodeAsync(app, client)), language: "en")).Expect(
            201
        );
        var code = (await client.GetAsync("api/code", applied.Text("accessToken"))).Expect(200);
        Assert.Equal(("ANNA SMITH", "passport"), (code.Text("name"), code.Text("idType")));
        Assert.StartsWith("GHC1:", code.Text("healthCode"), StringComparison.Ordinal);

        // "You will receive a text message with the URL of the GHC webpage after application."
        await Wait.UntilAsync(async () =>
            (await anna.TextsAsync(client)).Any(text => text.Contains("https://ghc.example", StringComparison.Ordinal))
        );

        // "After entering GHC page, tap "set up password" at the bottom of the page and finish setting. You can get your GHC by entering
        // your phone number and login password."
        (await client.PostAsync("api/set-password", new { password = Password }, applied.Text("accessToken"))).Expect(204);
        var byPassword = (await client.PostAsync("api/login", new { phone = anna.Phone, password = Password })).Expect(200);
        (await client.GetAsync("api/code", byPassword.Text("accessToken"))).Expect(200);

        // 2. "If you have applied for a GHC before, you can scan the code again or visit the webpage via the URL in the text message you
        // received. After entering the GHC page, fill in your phone number and complete the verification to view your GHC." (In Chinese: by
        // the code of a text message, or by the password.)
        var byText = (await anna.LoginAsync(app, client)).Expect(200);
        Assert.Equal(code.Text("holderId"), (await client.GetAsync("api/code", byText.Text("accessToken"))).Expect(200).Text("holderId"));

        // III. GHC (For Inbound Travelers) Functions and Instructions
        //
        // i. "GHC (For Inbound Travelers) applies the same rules of determining three code colors, red, yellow and green as GHC issued
        // through a mini program Yueshengshi(粤省事) operated by the Guangdong provincial government."
        Assert.Equal("red", code.Text("color"));
        app.Clock.Advance(TimeSpan.FromDays(8));
        var token = (await client.PostAsync("api/login", new { phone = anna.Phone, password = Password })).Expect(200).Text("accessToken");
        Assert.Equal("yellow", (await client.GetAsync("api/code", token)).Text("color"));
        await app.SendAsync("lab-results", anna.LabResult(app.Clock.GetUtcNow().AddHours(-1)));
        await Wait.UntilAsync(async () => (await client.GetAsync("api/code", token)).Text("color") == "green");

        await CompanionsAsync(app, client, token);
        await Question1Async(app, client);
        await Question2Async(app, client);
        await Question3Async(client, token);
        await Question4Async(app, client);
        await Question5Async(app, client);
        await AtTheGateAsync(app, client, token);
    }

    /// <summary>
    /// ii. "Minors, seniors and others with difficulty using cellphones accompanying inbound travelers can have an easier application of
    /// GHC (For Inbound Travelers) through its companion management module."
    /// </summary>
    private static async Task CompanionsAsync(GhcApp app, HttpClient client, string token)
    {
        // i) "Click "Information of My Companions" at the bottom of your GHC page, and fill in their names, ID No. and other info to
        // generate their GHC."
        var tom = await ArrivedAsync(app, new Traveler { Name = "TOM SMITH" });
        var added = await client.PostAsync(
            "api/companions",
            new
            {
                fullName = tom.Name,
                countryOrRegion = tom.Country,
                idType = tom.IdType,
                idNumber = tom.IdNumber,
                latestCrossingYear = tom.LatestCrossingYear,
                relationship = "child",
            },
            token
        );
        var holderId = added.Expect(201).Text("holderId");
        var companion = Assert.Single((await client.GetAsync("api/companions", token)).Expect(200).Json!.AsArray())!;
        Assert.Equal(
            (holderId, "child", "red"),
            ((string?)companion["holderId"], (string?)companion["relationship"], (string?)companion["color"])
        );

        // ii) "After adding your companions to GHC, you may switch between your GHC (For Inbound Travelers) page and theirs by clicking the
        // blue characters "Switch to Companions" at the top of your GHC page."
        var his = (await client.GetAsync($"api/code?holder={holderId}", token)).Expect(200);
        Assert.Equal(("TOM SMITH", "red"), (his.Text("name"), his.Text("color")));
        var hers = (await client.GetAsync("api/code", token)).Expect(200);
        Assert.Equal(("ANNA SMITH", "green"), (hers.Text("name"), hers.Text("color")));
    }

    /// <summary>1. "Who can use the GHC (for Inbound Travelers)?"</summary>
    private static async Task Question1Async(GhcApp app, HttpClient client)
    {
        // "Inbound travelers with either passports or Mainland Travel Permits for Taiwan Residents shall use the GHC (for Inbound
        // Travelers)."
        var lin = new Traveler
        {
            Name = "LIN MEI LING",
            Country = "TW",
            IdType = "taiwan-permit",
            IdNumber = "10000005",
            Issuance = "01",
        };
        await RegisterAsync(app, client, lin);

        // "Hong Kong and Macao inbound travelers who cannot use the Yuekang Code of Yueshengshi due to difficulties in using WeChat or
        // real-name certification can use the GHC".
        var chan = new Traveler
        {
            Name = "CHAN TAI MAN",
            Country = "HK",
            IdType = "hong-kong-macao-permit",
            IdNumber = "H10000004",
            Issuance = "02",
        };
        await RegisterAsync(app, client, chan);

        // "Mainland Chinese residents cannot log in and get the GHC (for Inbound Travelers) with their passport numbers. Please use the
        // Yueshengshi Mini Program to get the Yuekang Code as required."
        var li = await ArrivedAsync(app, new Traveler { Name = "LI HUA", Country = "CN" });
        var refused = (await client.PostAsync("api/apply", li.Application(await li.SmsCodeAsync(app, client)), language: "en")).Expect(
            422,
            "not-eligible"
        );
        Assert.Contains("Yueshengshi", refused.Text("detail"), StringComparison.Ordinal);
    }

    /// <summary>2. "What do I need to pay attention to when entering cell phone number for the GHC (For Inbound Travelers)?"</summary>
    private static async Task Question2Async(GhcApp app, HttpClient client)
    {
        // "If you enter a cell phone number registered in the Chinese Mainland, the cell phone area code in the first column remains 86,
        // and does not need to be changed;"
        (await client.PostAsync("api/sms-codes", new { phone = new { number = "13800138000" } })).Expect(202);
        await Wait.UntilAsync(async () => (await new Traveler { AreaCode = "86", Number = "13800138000" }.TextsAsync(client)).Count == 1);

        // "if you enter a cell phone number registered in Hong Kong, please select the area code 852."
        Assert.Matches("^[0-9]{6}$", await new Traveler { AreaCode = "852", Number = "51234567" }.SmsCodeAsync(app, client));

        // "Cell phones registered in the Chinese Mainland and Hong Kong are both acceptable, but please select the right area code so as to
        // receive verification code."
        var wrong = (
            await client.PostAsync("api/sms-codes", new { phone = new { areaCode = "86", number = "51234567" } }, language: "en")
        ).Expect(400, "invalid-phone");
        Assert.Contains("area code", wrong.Text("detail"), StringComparison.Ordinal);
    }

    /// <summary>3. "How to set the login password for the GHC (For Inbound Travelers)?"</summary>
    private static async Task Question3Async(HttpClient client, string token)
    {
        // "... click "Set Password" at the bottom, and enter a password with 8-16 digits, a combination of numbers, letters and special
        // characters."
        foreach (var weak in new[] { "Ka#2022", "Kapok#2022Kapok#2", "Kapok-tree", "kapok2022", "2022#2022" })
        {
            var refused = (await client.PostAsync("api/set-password", new { password = weak, currentPassword = Password }, token)).Expect(
                400,
                "weak-password"
            );
            Assert.NotEmpty(refused["unmet"].AsArray());
        }

        (await client.PostAsync("api/set-password", new { password = "Lotus-7-pond", currentPassword = Password }, token)).Expect(204);
    }

    /// <summary>4. "Why the GHC (For Inbound Travelers) does not record my nucleic acid tests?"</summary>
    private static async Task Question4Async(GhcApp app, HttpClient client)
    {
        var chen = new Traveler
        {
            Name = "CHEN YA TING",
            Country = "TW",
            IdType = "taiwan-permit",
            IdNumber = "20000006",
            Issuance = "02",
        };
        var token = await RegisterAsync(app, client, chen);

        // "Please check whether the ID type and ID number used for the nucleic acid test are consistent with the ones registered in the GHC
        // (For Inbound Travelers)."
        await app.IngestAsync(
            "lab-results",
            (chen with { IdType = "passport", Issuance = null }).LabResult(app.Clock.GetUtcNow().AddHours(-3), accession: "Q4-1")
        );
        Assert.Empty((await client.GetAsync("api/code", token)).Expect(200)["tests"].AsArray());
        Assert.Contains("other-id-type", await FindingsAsync(client, token));

        // "If yes, please check whether they are linked to the number of issuance."
        await app.IngestAsync(
            "lab-results",
            (chen with { Issuance = "01" }).LabResult(app.Clock.GetUtcNow().AddHours(-2), accession: "Q4-2")
        );
        Assert.Empty((await client.GetAsync("api/code", token)).Expect(200)["tests"].AsArray());
        Assert.Contains("other-issuance", await FindingsAsync(client, token));
    }

    private static async Task<IReadOnlyList<string>> FindingsAsync(HttpClient client, string token) =>
        [
            .. (await client.GetAsync("api/tests/missing", token, "en"))
                .Expect(200)["findings"]
                .AsArray()
                .Select(finding => (string)finding!["code"]!),
        ];

    /// <summary>
    /// 5. "When seeing "Identity verification failed, please check the accuracy of the declared ID type, name and the latest year of entry
    /// and exit.(1590650023)" and failed to apply for the GHC (For Inbound Travelers), what should I do?"
    /// </summary>
    private static async Task Question5Async(GhcApp app, HttpClient client)
    {
        // (1) "Please check whether the ID type and ID information entered are correct."
        var bert = await ArrivedAsync(app, new Traveler { Name = "BERT JONES" });
        var code = await bert.SmsCodeAsync(app, client);
        var refused = (await client.PostAsync("api/apply", (bert with { Name = "BERT JOHNS" }).Application(code))).Expect(
            422,
            "identity-verification-failed"
        );
        Assert.Equal("1590650023", refused.Text("number"));
        Assert.Contains(
            "身份校验失败,请检查申报证件类型,证件姓名及最近出入境年份的准确性。(1590650023)",
            refused.Text("detail"),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Identity verification failed, please check the accuracy of the declared ID type, name and the latest year of entry and exit.(1590650023)",
            refused.Text("detail"),
            StringComparison.Ordinal
        );

        // Corrected, with the same code: it lets nobody in by a mistake, so it is not spent by one.
        (await client.PostAsync("api/apply", bert.Application(code))).Expect(201);

        // (2) "Foreigners with no entry/exit records in their new passports are advised to apply for a visa at the Exit-Entry
        // Administration of the Guangdong Provincial Public Security Department before they can log in with their new passport."
        var newPassport = new Traveler { Name = "CARA DIAZ", Country = "ES" };
        refused = (
            await client.PostAsync("api/apply", newPassport.Application(await newPassport.SmsCodeAsync(app, client)), language: "en")
        ).Expect(422, "no-crossing-record");
        Assert.Equal("1590650023", refused.Text("number"));
        Assert.Contains(
            "apply for a visa at the Exit-Entry Administration of the Guangdong Provincial Public Security Department",
            refused.Text("detail"),
            StringComparison.Ordinal
        );
    }

    private static async Task AtTheGateAsync(GhcApp app, HttpClient client, string token)
    {
        // "It is not supported for GHC users to scan other codes for registration."
        var code = await client.HealthCodeAsync(token);
        var refused = (await client.PostAsync("api/scan", new { healthCode = code }, token, "en")).Expect(403, "not-an-inspector");
        Assert.Contains(
            "It is not supported for GHC users to scan other codes for registration",
            refused.Text("detail"),
            StringComparison.Ordinal
        );

        // "Users can show their GHCs to inspectors in public places for registration. Inspectors can enter the Yueshengshi Mini Program,
        // choose GHC anti-epidemic work table, then inspector, choose the corresponding place for inspection and tap portal to scan GHC to
        // start scanning GHCs, and check users' health information."
        var shift = await Inspector.AtWorkAsync(app, client);
        var scan = (await client.ScanAsync(shift, code)).Expect(200);
        Assert.Equal(("admit", "green", "24h"), (scan.Text("verdict"), scan.Text("color"), scan.Text("testAge")));
    }

    /// <summary>Entered two days ago at Luohu.</summary>
    private static async Task<Traveler> ArrivedAsync(GhcApp app, Traveler traveler)
    {
        await app.IngestAsync("border-crossings", traveler.Crossing(app.Clock.GetUtcNow().AddDays(-2)));
        return traveler;
    }

    private static async Task<string> RegisterAsync(GhcApp app, HttpClient client, Traveler traveler)
    {
        await ArrivedAsync(app, traveler);
        var applied = (await client.PostAsync("api/apply", traveler.Application(await traveler.SmsCodeAsync(app, client)))).Expect(201);
        (await client.GetAsync("api/code", applied.Text("accessToken"))).Expect(200);
        return applied.Text("accessToken");
    }
}
