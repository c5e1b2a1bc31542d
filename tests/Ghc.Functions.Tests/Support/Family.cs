namespace Ghc.Functions.Tests.Support;

/// <summary>A traveler with companions, over HTTP.</summary>
public static class Family
{
    /// <summary>Somebody who has crossed the border, so that they can be verified.</summary>
    public static async Task<Traveler> ArrivedAsync(GhcApp app, string name = "LITTLE SMITH")
    {
        var person = new Traveler { Name = name };
        await app.IngestAsync("border-crossings", person.Crossing(app.Clock.GetUtcNow().AddDays(-2)));
        return person;
    }

    public static object AsCompanion(this Traveler person, string? relationship = "child") =>
        new
        {
            fullName = person.Name,
            countryOrRegion = person.Country,
            idType = person.IdType,
            idNumber = person.IdNumber,
            issuanceNumber = person.Issuance,
            latestCrossingYear = person.LatestCrossingYear,
            relationship,
        };

    public static Task<Answer> AddAsync(this HttpClient client, Traveler companion, string token) =>
        client.PostAsync("api/companions", companion.AsCompanion(), token);

    public static Task<Answer> DeleteAsync(this HttpClient client, string path, string? token) =>
        client.CallAsync(HttpMethod.Delete, path, token: token);

    public static async Task<string[]> CompanionsAsync(this HttpClient client, string token) =>
        [
            .. (await client.GetAsync("api/companions", token))
                .Expect(200)
                .Json!.AsArray()
                .Select(companion => companion!["holderId"]!.ToString()),
        ];
}
