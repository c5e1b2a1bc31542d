using Ghc.Domain.Accounts;
using Ghc.Functions.Tests.Support;

namespace Ghc.Functions.Tests.Http;

/// <summary>Somebody who holds every role and is a traveler too, and an inspector at work; nothing is refused for want of a token.</summary>
public sealed class Callers(Azurite azurite) : IAsyncLifetime
{
    private string session = "";
    private string shift = "";

    public SharedApp Shared { get; } = new(azurite);

    public string TokenFor(HttpEndpoint endpoint) => endpoint.TakesAShift ? shift : session;

    public async ValueTask InitializeAsync()
    {
        var (app, client, person) = (Shared.App, Shared.Client, new Traveler());
        await person.ApplyAsync(app, client);
        await Inspector.AppointAsync(app, person, new Role(Role.Officer, ""));
        await Inspector.AppointAsync(app, person, new Role(Role.Administrator, ""));
        session = await Inspector.SignInAsync(app, client, person, new Role(Role.Inspector, Inspector.PlaceId));
        shift = (await client.PostAsync("api/shifts", new { placeId = Inspector.PlaceId }, session)).Expect(201).Text("shiftToken");
    }

    public ValueTask DisposeAsync() => Shared.DisposeAsync();
}
