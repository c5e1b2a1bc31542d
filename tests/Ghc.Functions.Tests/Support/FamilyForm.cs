using System.Text.Json.Nodes;

namespace Ghc.Functions.Tests.Support;

/// <summary>A form for several people, over HTTP.</summary>
public sealed record FamilyForm(Traveler Traveler, string Code, params IReadOnlyList<Traveler> Companions)
{
    public bool Together { get; init; }

    public string? RequestId { get; init; }

    /// <summary>By index of the companion.</summary>
    public IReadOnlyDictionary<int, string> Consents { get; init; } = new Dictionary<int, string>();

    public object Body =>
        new
        {
            traveler = Traveler.Application(Code),
            companions = CompanionBodies,
            together = Together,
            requestId = RequestId,
        };

    private IEnumerable<object> CompanionBodies =>
        Companions.Select(
            (companion, index) =>
            {
                var body = System.Text.Json.JsonSerializer.SerializeToNode(companion.AsCompanion())!.AsObject();
                body["consentCode"] = Consents.GetValueOrDefault(index);
                return body;
            }
        );

    public Task<Answer> SendAsync(HttpClient client, string? language = null) => client.PostAsync("api/families", Body, language: language);

    /// <summary>Sends the companions alone, for a traveler who is signed in.</summary>
    public Task<Answer> AddAsync(HttpClient client, string token) =>
        client.PostAsync("api/families/companions", new { companions = CompanionBodies, together = Together }, token);

    /// <summary>Everybody has crossed the border, and the traveler has a code.</summary>
    public static async Task<FamilyForm> ArrivedAsync(GhcApp app, HttpClient client, int companions = 3)
    {
        var traveler = await Family.ArrivedAsync(app, "ANNA SMITH");
        return new FamilyForm(traveler, await traveler.SmsCodeAsync(app, client), await CompanionsAsync(app, companions));
    }

    /// <summary>The traveler has an account and is signed in.</summary>
    public static async Task<(FamilyForm Form, string Token)> SignedInAsync(GhcApp app, HttpClient client, int companions = 3)
    {
        var traveler = new Traveler();
        var token = await traveler.ApplyAsync(app, client);
        return (new FamilyForm(traveler, "", await CompanionsAsync(app, companions)), token);
    }

    private static async Task<IReadOnlyList<Traveler>> CompanionsAsync(GhcApp app, int count)
    {
        var companions = new List<Traveler>();
        for (var n = 0; n < count; n++)
        {
            companions.Add(await Family.ArrivedAsync(app, $"CHILD {(char)('A' + n)} SMITH"));
        }

        return companions;
    }

    public FamilyForm With(int index, Traveler companion) =>
        this with
        {
            Companions = [.. Companions.Select((other, at) => at == index ? companion : other)],
        };
}

public static class FamilyAnswers
{
    /// <summary>"registered" or the code of the refusal, for everybody on the form.</summary>
    public static string[] Outcomes(this Answer answer) =>
        [.. answer["members"].AsArray().Select(member => (string?)member!["problem"]?["code"] ?? (string)member["outcome"]!)];

    public static JsonNode Member(this Answer answer, string place) =>
        answer["members"].AsArray().Single(member => (string?)member!["member"] == place)!;
}
