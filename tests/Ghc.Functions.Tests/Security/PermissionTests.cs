using Ghc.Domain.Accounts;
using Ghc.Functions.Access;
using Ghc.Functions.Tests.Http;
using Ghc.Functions.Tests.Support;

namespace Ghc.Functions.Tests.Security;

/// <summary>Every HTTP function, called as everybody: who gets in is who the table of permissions lets in.</summary>
public sealed class PermissionTests(Azurite azurite)
{
    private const string NobodysHolder = "00000000000000000000000000000000";

    /// <summary>Bodies without which a function cannot tell who may call it.</summary>
    private static readonly Dictionary<string, object> Bodies = new()
    {
        ["StartShift"] = new { placeId = Inspector.PlaceId },
        ["PrintCode"] = new { holderId = NobodysHolder },
    };

    [Fact]
    public void Table_HasALineForEveryFunctionAndNoOther()
    {
        var functions = HttpEndpoint.All.Select(endpoint => endpoint.Function).Distinct().Order(StringComparer.Ordinal).ToList();

        Assert.Empty(
            functions
                .Where(name => Permissions.Find(name) is null)
                .Select(name =>
                    $"Add to functions/Ghc.Functions/Access/Permissions.cs, who may call it being Open, Session, Owner(roles), Shift, Staff(roles), Sender, Provider or Laboratory: [\"{name}\"] = AccessRule.Session,"
                )
        );
        Assert.Empty(
            Permissions
                .Functions.Except(functions)
                .Select(name => $"{name} is no HTTP function: take its line out of Security/Permissions.cs.")
        );
    }

    [Fact]
    public async Task Functions_CalledAsEverybody_LetInWhomTheTableLetsIn()
    {
        var settings = new AppSettings(azurite.NewAccount());
        settings.Values["SmsBudget:PerAddressPerHour"] = "10000";
        settings.Values["SmsBudget:PerMinute"] = "10000";
        await using var app = new GhcApp(settings);
        var client = app.CreateClient();
        var wrong = new List<string>();

        // What ends the caller's own sessions or account comes last, and by callers of its own.
        foreach (
            var endpoints in HttpEndpoint
                .All.Where(endpoint => Permissions.Find(endpoint.Function) is not null)
                .GroupBy(EndsTheCaller)
                .OrderBy(group => group.Key)
        )
        {
            foreach (var endpoint in endpoints)
            {
                var callers = endpoints.Key || callersOfAll is null ? callersOfAll = await CallersAsync(app, client) : callersOfAll;
                foreach (var caller in callers)
                {
                    var answer = await CallAsync(client, endpoint, caller.Token);
                    var expected = Expected(Permissions.Of(endpoint.Function), caller);
                    var got = answer.Status is 401 or 403 ? answer.Status : 200;
                    if (got != expected)
                    {
                        wrong.Add(
                            $"{endpoint.Function} ({endpoint}) as {caller.Name}: the table says {(expected == 200 ? "allowed" : expected)}, the answer was {answer.Status} {answer.Code}"
                        );
                    }
                }
            }
        }

        Assert.Empty(wrong);
    }

    private IReadOnlyList<Caller>? callersOfAll;

    /// <summary>200 stands for whatever is no refusal of the caller.</summary>
    private static int Expected(AccessRule access, Caller caller) =>
        (access.Credential, caller) switch
        {
            (Credential.None, _) => 200,
            (_, { Token: null } or { IsForged: true }) => 401,
            (Credential.Sender or Credential.Provider, _) => 401,
            (Credential.Shift, { IsShift: true }) => 200,
            (Credential.Shift, _) => 403,
            (Credential.SessionOrShift, _) => 200,
            (_, { IsShift: true }) => 401,
            (Credential.Session or Credential.SessionOrPass, _) => 200,
            (Credential.Owner, { Role: "" }) => 200,
            (Credential.Owner, { HasBothFactors: true }) when access.Roles.Contains(caller.Role) => 200,
            (Credential.Owner, _) => 403,
            (Credential.Staff or Credential.Laboratory, { HasBothFactors: true }) when access.Roles.Contains(caller.Role) => 200,
            (Credential.Staff or Credential.Laboratory, _) => 403,
            _ => throw new InvalidOperationException($"No rule for {access}."),
        };

    private static bool EndsTheCaller(HttpEndpoint endpoint) =>
        endpoint.Function == "LeavePlace"
        || (
            Permissions.Of(endpoint.Function).Credential is Credential.Session or Credential.SessionOrShift or Credential.Owner
            && (endpoint.Verb == "DELETE" || endpoint.Function.Contains("Logout", StringComparison.Ordinal))
            && !endpoint.Route.Contains('{', StringComparison.Ordinal)
        );

    private static Task<Answer> CallAsync(HttpClient client, HttpEndpoint endpoint, string? token)
    {
        var path = endpoint.Route.Replace("{placeId}", Inspector.PlaceId, StringComparison.Ordinal);
        path = (endpoint with { Route = path }).Path(NobodysHolder);
        object? body = endpoint.Verb is "GET" or "HEAD" or "DELETE" ? null : Bodies.GetValueOrDefault(endpoint.Function, new { });
        return client.CallAsync(new HttpMethod(endpoint.Verb), "/" + path, body, token);
    }

    private static async Task<IReadOnlyList<Caller>> CallersAsync(GhcApp app, HttpClient client)
    {
        var callers = new List<Caller>
        {
            new("nobody", null),
            new("somebody with a forged token", "eyJhbGciOiJFUzI1NiJ9.e30.AAAA") { IsForged = true },
            new("a traveler", await new Traveler().ApplyAsync(app, client)),
        };
        foreach (var name in Role.Names)
        {
            // Two people, because one may end all sessions of their account.
            var role = new Role(name, Role.IsScoped(name) ? Inspector.PlaceId : "");
            var token = await Inspector.SignInAsync(app, client, new Traveler(), role);
            callers.Add(new($"{name} with both factors", token) { Role = name, HasBothFactors = true });
            var person = new Traveler();
            await Inspector.SignInAsync(app, client, person, role);
            var one = (await person.LoginAsync(app, client)).Expect(200);
            callers.Add(new($"{name} with one factor", one.Text("accessToken")) { Role = name });
        }

        callers.Add(new("an inspector at work", await Inspector.AtWorkAsync(app, client)) { IsShift = true });
        return callers;
    }

    private sealed record Caller(string Name, string? Token)
    {
        public string Role { get; init; } = "";

        public bool HasBothFactors { get; init; }

        public bool IsShift { get; init; }

        public bool IsForged { get; init; }
    }
}
