using Ghc.Domain.Accounts;
using Ghc.Domain.Places;
using Ghc.Functions.Places;
using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Functions.Tests.Support;

/// <summary>Staff, made as the command line makes them and signed in over HTTP with both factors.</summary>
public static class Inspector
{
    public const string PlaceId = "demo-luohu-port";
    public const string Password = "Gate!2022x";

    /// <summary>A shift token at <see cref="PlaceId"/>.</summary>
    public static async Task<string> AtWorkAsync(GhcApp app, HttpClient client)
    {
        var token = await SignInAsync(app, client, new Traveler(), new Role(Role.Inspector, PlaceId));
        return (await client.PostAsync("api/shifts", new { placeId = PlaceId }, token)).Expect(201).Text("shiftToken");
    }

    /// <summary>A session with both factors for somebody who was given the role.</summary>
    public static async Task<string> SignInAsync(GhcApp app, HttpClient client, Traveler person, Role role, string? name = null)
    {
        await AppointAsync(app, person, role, name);
        (await client.PostAsync("api/set-password", new { password = Password }, await person.SignInAsync(app, client))).Expect(204);
        return (await person.LoginAsync(client, await person.SmsCodeAsync(app, client), Password)).Expect(200).Text("accessToken");
    }

    /// <summary>A scan that is answered.</summary>
    public static async Task<Answer> ScanAsync(HttpClient client, string shift, string healthCode) =>
        (await client.ScanAsync(shift, healthCode)).Expect(200);

    public static async Task AppointAsync(GhcApp app, Traveler person, Role role, string? name = null)
    {
        var cancellation = TestContext.Current.CancellationToken;
        await app
            .Services.GetRequiredService<PlacesTable>()
            .PutAsync(new Place(PlaceId, "Luohu Port", "port", "Luohu, Shenzhen", "Renmin South Road"), cancellation);
        Assert.False(PhoneNumber.ParseE164(person.E164).Refused(out _, out var phone));
        await app.Services.GetRequiredService<StaffRegister>().AddAsync(phone!, role, passwordHash: null, cancellation, name: name);
    }
}
