using Ghc.Domain.Accounts;
using Ghc.Functions.Tests.Support;

namespace Ghc.Functions.Tests.Gates;

/// <summary>A shift ends within a minute for whoever was dismissed, changed the password, or signed out.</summary>
public sealed class ShiftEndTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private static readonly TimeSpan AMinute = TimeSpan.FromSeconds(60);

    private readonly GhcApp app = shared.App;
    private readonly HttpClient client = shared.Client;

    [Fact]
    public async Task Dismissed_ScansForAMinuteAtMost()
    {
        var (inspector, _, shift) = await AtWorkAsync();
        var administrator = await AdministratorAsync();

        (
            await client.CallAsync(
                HttpMethod.Delete,
                $"api/staff/{app.PhoneKeyOf(inspector)}/inspector?placeId={Inspector.PlaceId}",
                token: administrator
            )
        ).Expect(204);

        await ExpectEndedAsync(shift);
    }

    [Fact]
    public async Task PasswordChanged_EndsTheShift()
    {
        var (_, session, shift) = await AtWorkAsync();
        app.Clock.Advance(TimeSpan.FromSeconds(1));

        (
            await client.PostAsync("api/set-password", new { password = "Lantern#42x", currentPassword = Inspector.Password }, session)
        ).Expect(204);

        await ExpectEndedAsync(shift);
    }

    [Fact]
    public async Task SessionsEndedByAnAdministrator_EndSessionAndShift()
    {
        var (inspector, session, shift) = await AtWorkAsync();

        (await client.CallAsync(HttpMethod.Delete, $"api/sessions/{app.PhoneKeyOf(inspector)}", token: await AdministratorAsync())).Expect(
            204
        );

        (await client.GetAsync("api/account", session)).Expect(401, "not-signed-in");
        await ExpectEndedAsync(shift);
    }

    [Fact]
    public async Task EndSessions_OfSomebodyWhoIsNoStaff_OrByAnybodyElse_IsRefused()
    {
        var (inspector, session, _) = await AtWorkAsync();
        var traveler = new Traveler();
        await traveler.ApplyAsync(app, client);

        (await client.CallAsync(HttpMethod.Delete, $"api/sessions/{app.PhoneKeyOf(traveler)}", token: await AdministratorAsync())).Expect(
            404,
            "staff-not-found"
        );
        (await client.CallAsync(HttpMethod.Delete, $"api/sessions/{app.PhoneKeyOf(inspector)}", token: session)).Expect(403, "forbidden");
    }

    [Fact]
    public async Task Logout_OfTheShift_EndsTheShiftAlone()
    {
        var (_, session, shift) = await AtWorkAsync();

        (await client.PostAsync("api/logout", null, shift)).Expect(204);

        await ExpectEndedAsync(shift);
        (await client.GetAsync("api/account", session)).Expect(200);
    }

    [Fact]
    public async Task Logout_OfASession_EndsItForWhoeverHasACopy_AndNoOther()
    {
        var anna = new Traveler();
        var (first, second) = (await anna.ApplyAsync(app, client), (await anna.LoginAsync(app, client)).Text("accessToken"));

        (await client.PostAsync("api/logout", null, first)).Expect(204);

        (await client.GetAsync("api/code", first)).Expect(401, "not-signed-in");
        (await client.GetAsync("api/account", first)).Expect(401, "not-signed-in");
        (await client.GetAsync("api/code", second)).Expect(200);
        (await client.PostAsync("api/logout", null, token: null)).Expect(401, "not-signed-in");
    }

    [Fact]
    public async Task Scans_OfOneMinute_LookTheInspectorUpOnce()
    {
        var (_, _, shift) = await AtWorkAsync();
        (await ScanAsync(shift)).Expect(422);
        app.Calls.Reset();

        foreach (var _ in Enumerable.Range(0, 5))
        {
            (await ScanAsync(shift)).Expect(422);
        }

        Assert.DoesNotContain(app.Calls.Seen, call => call.Contains("Accounts", StringComparison.Ordinal));
    }

    private async Task ExpectEndedAsync(string shift)
    {
        app.Clock.Advance(AMinute);
        (await ScanAsync(shift)).Expect(401, "not-signed-in");
        (await client.PostAsync("api/visits/offline", new { visits = Array.Empty<object>() }, shift)).Expect(401, "not-signed-in");
    }

    private Task<Answer> ScanAsync(string shift) => client.ScanAsync(shift, "GHC1:ABC");

    private async Task<(Traveler Inspector, string Session, string Shift)> AtWorkAsync()
    {
        var inspector = new Traveler();
        var session = await Inspector.SignInAsync(app, client, inspector, new Role(Role.Inspector, Inspector.PlaceId));
        var shift = (await client.PostAsync("api/shifts", new { placeId = Inspector.PlaceId }, session)).Expect(201).Text("shiftToken");
        (await ScanAsync(shift)).Expect(422, "code-not-recognized");
        return (inspector, session, shift);
    }

    private Task<string> AdministratorAsync() => Inspector.SignInAsync(app, client, new Traveler(), new Role(Role.Administrator, ""));
}
