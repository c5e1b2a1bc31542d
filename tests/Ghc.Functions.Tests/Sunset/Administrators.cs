using System.Security.Cryptography;
using Ghc.Domain.Accounts;
using Ghc.Functions.Tests.Support;

namespace Ghc.Functions.Tests.Sunset;

/// <summary>Administrators who end the service, over weeks: they sign in anew for every act.</summary>
public sealed class Administrators(GhcApp app, HttpClient client, IReadOnlyList<Traveler> people)
{
    public static readonly TimeSpan Export = TimeSpan.FromDays(30);

    public static Task<Administrators> AppointAsync(GhcApp app, HttpClient client, int count = 2) =>
        AppointAsync(app, client, [.. Enumerable.Range(0, count).Select(_ => new Traveler())]);

    public static async Task<Administrators> AppointAsync(GhcApp app, HttpClient client, IReadOnlyList<Traveler> people)
    {
        foreach (var person in people)
        {
            await Inspector.SignInAsync(app, client, person, new Role(Role.Administrator, ""));
        }

        return new Administrators(app, client, people);
    }

    public async Task<string> TokenAsync(int who) =>
        (await people[who].LoginAsync(client, await people[who].SmsCodeAsync(app, client), Inspector.Password))
            .Expect(200)
            .Text("accessToken");

    /// <summary>
    /// Applications close in a day, the freeze comes a day later, and everything goes a day after 30 days for the export.
    /// </summary>
    public static object Plan(DateTimeOffset now, string? key = null) =>
        new
        {
            closesAt = now.AddDays(1),
            freezesAt = now.AddDays(2),
            exportUntil = now.AddDays(2) + Export,
            wipesFrom = now.AddDays(3) + Export,
            certificateKey = key ?? NewKey(),
        };

    public static string NewKey()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return Convert.ToBase64String(key.ExportSubjectPublicKeyInfo());
    }

    public async Task<Answer> PlanAsync(int who = 0, object? plan = null) =>
        await client.CallAsync(HttpMethod.Put, "api/sunset/plan", plan ?? Plan(app.Clock.GetUtcNow()), await TokenAsync(who));

    public async Task<Answer> SignAsync(int who, string step, string plan) =>
        await client.PostAsync("api/sunset/signatures", new { step, plan }, await TokenAsync(who));

    /// <summary>Planned by the first, announced by the second; the hash of the plan.</summary>
    public async Task<string> AnnounceAsync(object? plan = null)
    {
        var hash = (await PlanAsync(0, plan)).Expect(202).Text("plan");
        (await SignAsync(1, "announce", hash)).Expect(202);
        return hash;
    }

    public async Task SignBothAsync(string step, string plan)
    {
        (await SignAsync(0, step, plan)).Expect(202);
        (await SignAsync(1, step, plan)).Expect(202);
    }

    /// <summary>Announced, closed and frozen, on the day of the freeze.</summary>
    public async Task<string> FreezeAsync(object? plan = null)
    {
        var hash = await AnnounceAsync(plan);
        app.Clock.Advance(TimeSpan.FromDays(1));
        await SignBothAsync("freeze", hash);
        app.Clock.Advance(TimeSpan.FromDays(1));
        return hash;
    }
}
