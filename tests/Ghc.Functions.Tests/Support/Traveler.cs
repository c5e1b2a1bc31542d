using System.Text.Json;
using System.Text.RegularExpressions;

namespace Ghc.Functions.Tests.Support;

/// <summary>Somebody with a document and a phone. Every one is another person.</summary>
public sealed partial record Traveler
{
    private static int count;

    public Traveler()
    {
        var n = Interlocked.Increment(ref count);
        IdNumber = $"X{n:D7}";
        Number = $"5{1_100_000 + n:D7}";
        Sample = $"T{n}T";
    }

    public string Name { get; init; } = "ANNA SMITH";

    public string Country { get; init; } = "GB";

    public string IdType { get; init; } = "passport";

    public string IdNumber { get; init; }

    public string? Issuance { get; init; }

    /// <summary>What a laboratory writes on this traveler's tubes; it names nobody.</summary>
    public string Sample { get; init; }

    public int LatestCrossingYear { get; init; } = 2022;

    public string AreaCode { get; init; } = "852";

    public string Number { get; init; }

    public object Phone => new { areaCode = AreaCode, number = Number };

    public string E164 => $"+{AreaCode}{Number}";

    public object Application(string smsCode, string? language = null, string? consentCode = null) =>
        new
        {
            fullName = Name,
            countryOrRegion = Country,
            idType = IdType,
            idNumber = IdNumber,
            issuanceNumber = Issuance,
            latestCrossingYear = LatestCrossingYear,
            phone = Phone,
            smsCode,
            consentCode,
            language,
        };

    public string Crossing(DateTimeOffset at, string direction = "entry") =>
        JsonSerializer.Serialize(
            new
            {
                schema = "ghc.border-crossing.v1",
                port = "Luohu",
                direction,
                crossedAt = at,
                idType = IdType,
                idNumber = IdNumber,
                issuanceNumber = Issuance,
                name = Name,
            }
        );

    /// <param name="accession">Of this traveler: a laboratory gives an accession once, so that two people's samples never share
    /// one.</param>
    public string LabResult(
        DateTimeOffset sampledAt,
        string result = "negative",
        string accession = "A-1",
        int revision = 1,
        string status = "final",
        bool pooled = false
    ) =>
        JsonSerializer.Serialize(
            new
            {
                schema = "ghc.lab-result.v1",
                laboratory = "gz-kingmed",
                accession = AccessionOf(accession),
                revision,
                status,
                idType = IdType,
                idNumber = IdNumber,
                issuanceNumber = Issuance,
                name = Name,
                assay = "nucleic-acid",
                pooled,
                result,
                sampledAt,
                reportedAt = sampledAt,
            }
        );

    public string AccessionOf(string accession = "A-1") => $"{accession}-{Sample}";

    /// <summary>Asks for a code and reads it in the text message.</summary>
    public async Task<string> SmsCodeAsync(GhcApp app, HttpClient client)
    {
        var before = await CodesAsync(client);
        (await client.PostAsync("api/sms-codes", new { phone = Phone })).Expect(202);
        return await NewCodeAsync(client, before);
    }

    /// <summary>
    /// The code in a text that was not there before. Other texts, such as a late welcome, are not waited for; while the clock stands still
    /// texts have no order.
    /// </summary>
    public async Task<string> NewCodeAsync(HttpClient client, IReadOnlyList<string> before)
    {
        string? code = null;
        await Wait.UntilAsync(async () => (code = (await CodesAsync(client)).Except(before).FirstOrDefault()) is not null);
        return code!;
    }

    public async Task<IReadOnlyList<string>> CodesAsync(HttpClient client) =>
        [.. (await TextsAsync(client)).Select(text => SixDigits().Match(text)).Where(match => match.Success).Select(match => match.Value)];

    public async Task<IReadOnlyList<string>> TextsAsync(HttpClient client)
    {
        var answer = await client.GetAsync($"local/sms?to={Uri.EscapeDataString(E164)}", token: null);
        return [.. answer.Expect(200).Json!.AsArray().Select(text => text!["text"]!.ToString())];
    }

    /// <summary>Signs in with a code that is texted now.</summary>
    public async Task<Answer> LoginAsync(GhcApp app, HttpClient client, string? idNumber = null) =>
        await LoginAsync(client, await SmsCodeAsync(app, client), idNumber: idNumber);

    /// <summary>A result of an hour ago, counted.</summary>
    public Task TestedAsync(GhcApp app, string accession) =>
        app.IngestAsync("lab-results", LabResult(app.Clock.GetUtcNow().AddHours(-1), accession: accession));

    /// <summary>A session by text.</summary>
    /// <param name="idNumber">Asked for after weeks without a sign-in.</param>
    public async Task<string> SignInAsync(GhcApp app, HttpClient client, string? idNumber = null) =>
        (await LoginAsync(app, client, idNumber)).Expect(200).Text("accessToken");

    /// <summary>Signs in with what is given; a right answer is not expected.</summary>
    public Task<Answer> LoginAsync(HttpClient client, string? smsCode = null, string? password = null, string? idNumber = null) =>
        client.PostAsync(
            "api/login",
            new
            {
                phone = Phone,
                smsCode,
                password,
                idNumber,
            }
        );

    /// <summary>Crosses the border days ago, applies, and comes back with the session's token.</summary>
    public async Task<string> ApplyAsync(GhcApp app, HttpClient client, int daysAgo = 2)
    {
        await app.IngestAsync("border-crossings", Crossing(app.Clock.GetUtcNow().AddDays(-daysAgo)));
        var answer = await client.PostAsync("api/apply", Application(await SmsCodeAsync(app, client)));
        return answer.Expect(201).Text("accessToken");
    }

    [GeneratedRegex(@"\b\d{6}\b")]
    private static partial Regex SixDigits();
}
