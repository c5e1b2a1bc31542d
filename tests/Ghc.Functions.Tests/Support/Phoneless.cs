namespace Ghc.Functions.Tests.Support;

/// <summary>Somebody with a document and an e-mail address, where the service lets accounts do without a phone.</summary>
public static class Phoneless
{
    public static AppSettings Settings(Azurite azurite)
    {
        var settings = new AppSettings(azurite.NewAccount());
        Allow(settings);
        return settings;
    }

    public static void Allow(AppSettings settings) => settings.Values["Email:PhoneOptional"] = "true";

    public static object Application(this Traveler person, Mailbox mail, string emailCode, string? consentCode = null) =>
        new
        {
            fullName = person.Name,
            countryOrRegion = person.Country,
            idType = person.IdType,
            idNumber = person.IdNumber,
            issuanceNumber = person.Issuance,
            latestCrossingYear = person.LatestCrossingYear,
            email = mail.Address,
            emailCode,
            consentCode,
            language = "en",
        };

    public static async Task<Answer> TryApplyAsync(this Traveler person, HttpClient client, Mailbox mail, string? consentCode = null) =>
        await client.PostAsync("api/apply", person.Application(mail, await mail.CodeAsync(client), consentCode));

    /// <summary>Crosses the border days ago, applies with the address alone, and comes back with the session's token.</summary>
    public static async Task<string> ApplyAsync(this Traveler person, GhcApp app, HttpClient client, Mailbox mail, int daysAgo = 2)
    {
        await app.IngestAsync("border-crossings", person.Crossing(app.Clock.GetUtcNow().AddDays(-daysAgo)));
        return (await person.TryApplyAsync(client, mail)).Expect(201).Text("accessToken");
    }

    /// <summary>Signs in with a code that is mailed now.</summary>
    public static async Task<Answer> SignInAsync(this Mailbox mail, GhcApp app, HttpClient client)
    {
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        return await mail.LoginAsync(client, await mail.CodeAsync(client));
    }

    /// <summary>Gives the account a phone.</summary>
    public static Task<Answer> AddPhoneAsync(this HttpClient client, string token, Traveler phone, string emailCode, string newSmsCode) =>
        client.PostAsync(
            "api/account/phone",
            new
            {
                newPhone = phone.Phone,
                emailCode,
                newSmsCode,
            },
            token
        );

    public static Task<Answer> RemovePhoneAsync(this HttpClient client, string? token, string? emailCode) =>
        client.PostAsync("api/account/phone/removals", new { emailCode }, token);

    public static Task<Answer> SetEmailAsync(this HttpClient client, string token, Mailbox mail, string emailCode, string? former = null) =>
        client.CallAsync(
            HttpMethod.Put,
            "api/account/email",
            new
            {
                email = mail.Address,
                emailCode,
                formerEmailCode = former,
            },
            token
        );
}
