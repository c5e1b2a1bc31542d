using Ghc.Domain.Accounts;
using Ghc.Functions.Tests.Support;

namespace Ghc.Functions.Tests.SignIn;

/// <summary>Staff show both factors in one call; with one they are travelers.</summary>
public sealed class StaffFactorsTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private readonly GhcApp app = shared.App;
    private readonly HttpClient client = shared.Client;

    [Fact]
    public async Task Login_StaffWithOneFactor_IsATraveler()
    {
        var inspector = await AppointedAsync();
        var byPassword = await LoginAsync(new { phone = inspector.Phone, password = Inspector.Password });
        var byCode = await LoginAsync(new { phone = inspector.Phone, smsCode = await inspector.SmsCodeAsync(app, client) });

        foreach (var session in new[] { byPassword, byCode })
        {
            Assert.Empty(session.Expect(200)["roles"].AsArray());
            (await ShiftAsync(session)).Expect(403, "second-factor-required");
        }
    }

    [Fact]
    public async Task Login_StaffWithBothFactors_MayStartAShift()
    {
        var inspector = await AppointedAsync();
        var session = await LoginAsync(
            new
            {
                phone = inspector.Phone,
                password = Inspector.Password,
                smsCode = await inspector.SmsCodeAsync(app, client),
            }
        );

        Assert.Equal(["inspector"], session.Expect(200)["roles"].AsArray().Select(role => (string?)role));
        Assert.Equal(Inspector.PlaceId, (string?)(await ShiftAsync(session)).Expect(201)["place"]["placeId"]);
        (await ShiftAsync(session, "elsewhere")).Expect(403, "not-an-inspector");
    }

    [Fact]
    public async Task Login_StaffWithOneRightAndOneWrongFactor_Fails()
    {
        var inspector = await AppointedAsync();
        var code = await inspector.SmsCodeAsync(app, client);

        (
            await LoginAsync(
                new
                {
                    phone = inspector.Phone,
                    password = "Wrong!2022x",
                    smsCode = code,
                }
            )
        ).Expect(401, "login-failed");
        (
            await LoginAsync(
                new
                {
                    phone = inspector.Phone,
                    password = Inspector.Password,
                    smsCode = "wrong",
                }
            )
        ).Expect(401, "login-failed");

        // The right code beside a wrong password let nobody in, so it still does.
        (
            await LoginAsync(
                new
                {
                    phone = inspector.Phone,
                    password = Inspector.Password,
                    smsCode = code,
                }
            )
        ).Expect(200);
    }

    [Fact]
    public async Task Shift_Traveler_IsNotAnInspector()
    {
        var token = await new Traveler().ApplyAsync(app, client);

        (await client.PostAsync("api/shifts", new { placeId = Inspector.PlaceId }, token)).Expect(403, "not-an-inspector");
    }

    private async Task<Traveler> AppointedAsync()
    {
        var person = new Traveler();
        await Inspector.SignInAsync(app, client, person, new Role(Role.Inspector, Inspector.PlaceId));
        return person;
    }

    private Task<Answer> LoginAsync(object body) => client.PostAsync("api/login", body);

    private Task<Answer> ShiftAsync(Answer session, string place = Inspector.PlaceId) =>
        client.PostAsync("api/shifts", new { placeId = place }, session.Text("accessToken"));
}
