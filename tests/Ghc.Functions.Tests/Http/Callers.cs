using Ghc.Domain.Accounts;
using Ghc.Functions.Access;
using Ghc.Functions.Senders;
using Ghc.Functions.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Functions.Tests.Http;

/// <summary>
/// Somebody who holds every role and is a traveler too, and an inspector at work; nothing is refused for want of a token.
/// </summary>
public sealed class Callers(Azurite azurite) : IAsyncLifetime
{
    private string session = "";
    private string shift = "";
    private readonly Traveler leaving = new();
    private readonly LabClient laboratory = new("x");
    private readonly LabClient border = new("x", kind: SenderKind.Border);
    private readonly Traveler loggingOut = new();

    public SharedApp Shared { get; } = new(azurite);

    public string TokenFor(HttpEndpoint endpoint) =>
        endpoint.TakesAShift ? shift
        : endpoint.Route.EndsWith("/results", StringComparison.Ordinal) ? laboratory.Token(Shared.App.Clock.GetUtcNow().AddMinutes(2))
        : endpoint.Route.EndsWith("/crossings", StringComparison.Ordinal) ? border.Token(Shared.App.Clock.GetUtcNow().AddMinutes(2))
        : endpoint is { Verb: "DELETE", Route: "api/account" } ? NewSession(leaving)
        : endpoint.Route is "api/logout-everywhere" or "api/logout" ? NewSession(loggingOut)
        : session;

    public async ValueTask InitializeAsync()
    {
        var (app, client, person) = (Shared.App, Shared.Client, new Traveler());
        await laboratory.RegisterAsync(app);
        await border.RegisterAsync(app);
        await person.ApplyAsync(app, client);
        await leaving.ApplyAsync(app, client);
        await loggingOut.ApplyAsync(app, client);
        await Inspector.AppointAsync(app, person, new Role(Role.Officer, ""));
        await Inspector.AppointAsync(app, person, new Role(Role.Administrator, ""));
        session = await Inspector.SignInAsync(app, client, person, new Role(Role.Inspector, Inspector.PlaceId));
        shift = (await client.PostAsync("api/shifts", new { placeId = Inspector.PlaceId }, session)).Expect(201).Text("shiftToken");
    }

    /// <summary>For what ends sessions: one each time, a moment after whatever was ended before.</summary>
    private string NewSession(Traveler person)
    {
        Shared.App.Clock.Advance(TimeSpan.FromMilliseconds(2));
        return Shared
            .App.Services.GetRequiredService<Sessions>()
            .Issue(Shared.App.PhoneKeyOf(person), holderId: null, [], SignInMethod.SmsCode)
            .Token;
    }

    public ValueTask DisposeAsync()
    {
        laboratory.Dispose();
        border.Dispose();
        return Shared.DisposeAsync();
    }
}
