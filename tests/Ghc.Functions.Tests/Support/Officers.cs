using Ghc.Domain.Accounts;

namespace Ghc.Functions.Tests.Support;

/// <summary>Two health officers, and what they do with measures.</summary>
public sealed class Officers(GhcApp app, HttpClient client, string first, string second)
{
    public string First => first;

    public string Second => second;

    public static async Task<Officers> SignInAsync(GhcApp app, HttpClient client) =>
        new(app, client, await OneAsync(app, client), await OneAsync(app, client));

    public static Task<string> OneAsync(GhcApp app, HttpClient client) =>
        Inspector.SignInAsync(app, client, new Traveler(), new Role(Role.Officer, ""));

    public static object Measure(
        Traveler who,
        string kind,
        string reason,
        DateTimeOffset? until = null,
        DateTimeOffset? from = null,
        string? note = null
    ) =>
        new
        {
            idType = who.IdType,
            idNumber = who.IdNumber,
            kind,
            legalReason = reason,
            until,
            from,
            note,
        };

    /// <summary>Proposed by the first, approved by the second, folded into the color.</summary>
    public async Task<string> PutOnAsync(
        Traveler who,
        string kind,
        string reason,
        DateTimeOffset? until = null,
        DateTimeOffset? from = null
    )
    {
        var id = (await client.PostAsync("api/measures", Measure(who, kind, reason, until, from), first))
            .Expect(409, "needs-approval")
            .Text("measureId");
        (await client.PostAsync("api/measures", new { approves = id }, second)).Expect(201);
        await app.DrainAsync("recompute-colors");
        return id;
    }

    public async Task LiftAsync(string id)
    {
        (await client.CallAsync(HttpMethod.Delete, $"api/measures/{id}", token: first)).Expect(204);
        await app.DrainAsync("measures", "recompute-colors");
    }

    /// <summary>The texts of somebody once there are so many that are neither codes nor welcomes.</summary>
    public async Task<IReadOnlyList<string>> ToldAsync(Traveler who, int count, string about = ": ")
    {
        IReadOnlyList<string> told = [];
        await Wait.UntilAsync(async () =>
            (told = [.. (await who.TextsAsync(client)).Where(text => text.Contains(who.Masked() + about, StringComparison.Ordinal))]).Count
            >= count
        );
        return told;
    }
}

public static class MaskedNames
{
    public static string Masked(this Traveler who)
    {
        Assert.False(Domain.Documents.PersonName.Parse(who.Name).Refused(out _, out var name));
        return name!.Masked;
    }
}
