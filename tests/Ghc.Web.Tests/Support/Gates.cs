using Ghc.Domain.Accounts;
using Ghc.Domain.Places;
using Ghc.Functions.Codes;
using Ghc.Functions.Credentials;
using Ghc.Functions.Gates;
using Ghc.Functions.Places;
using Ghc.Functions.Tests.Support;
using Ghc.Platform.Encryption;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Color = Ghc.Domain.Colors.Color;

namespace Ghc.Web.Tests.Support;

/// <summary>What happens at a gate: somebody who inspects there, and codes that are shown to them.</summary>
public static class Gates
{
    public const string Password = "Gate!2022x";

    /// <summary>Somebody with a password who inspects at <see cref="Inspector.PlaceId"/>.</summary>
    public static Task<Traveler> InspectorAsync(this Site site) => site.StaffAsync(new Role(Role.Inspector, Inspector.PlaceId));

    /// <summary>Somebody with a password who was given the role.</summary>
    public static async Task<Traveler> StaffAsync(this Site site, Role role)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var person = new Traveler();
        await site
            .Services.GetRequiredService<PlacesTable>()
            .PutAsync(new Place(Inspector.PlaceId, "Luohu Port", "port", "Luohu, Shenzhen", "Renmin South Road"), cancellation);
        Assert.False(
            (await site.Services.GetRequiredService<PasswordHasher>().HashAsync(Password, cancellation)).Refused(out _, out var hash)
        );
        Assert.False(PhoneNumber.ParseE164(person.E164).Refused(out _, out var phone));
        await site.Services.GetRequiredService<StaffRegister>().AddAsync(phone!, role, hash, cancellation);
        return person;
    }

    /// <summary>Signs in with both factors.</summary>
    public static async Task SignInAsync(this IPage page, Site site, Traveler inspector)
    {
        await page.Locator("[name=password]").WaitForAsync();
        await page.FillPhoneAsync(inspector);
        await page.FillAsync("[name=password]", Password);
        await page.FillSmsCodeAsync(site, inspector);
        await page.SubmitAsync();
        await page.Locator("[name=password]").WaitForAsync(new() { State = WaitForSelectorState.Detached });
    }

    /// <summary>Signs in and starts a shift.</summary>
    public static async Task GoToWorkAsync(this IPage page, Site site, Traveler inspector)
    {
        await page.GotoAsync($"/inspector?place={Inspector.PlaceId}");
        await page.SignInAsync(site, inspector);
        await page.ClickAsync(".choices button");
        await page.Locator("[name=typedCode]").WaitForAsync();
        await page.WaitForFunctionAsync("() => localStorage.getItem('ghc.keys') !== null");
    }

    /// <summary>Applies over HTTP, and answers with the session.</summary>
    public static async Task<string> ApplyAsync(this Site site, Traveler traveler)
    {
        (await site.Client.PostAsync("api/sms-codes", new { phone = traveler.Phone })).Expect(202);
        return (await site.Client.PostAsync("api/apply", traveler.Application(await site.SmsCodeAsync(traveler))))
            .Expect(201)
            .Text("accessToken");
    }

    public static async Task<string> CodeAsync(this Site site, string session) =>
        (await site.Client.GetAsync("api/code", session)).Expect(200).Text("healthCode");

    /// <summary>A genuine code whose minute is over.</summary>
    public static string ExpiredCode(this Site site)
    {
        var start = TimeProvider.System.GetUtcNow().AddMinutes(-5);
        return site
            .Services.GetRequiredService<HealthCodes>()
            .Mint(new string('0', 32), Color.Green, "A***", start, start, start.AddMinutes(1))
            .Text;
    }

    /// <summary>One character in the signature changed.</summary>
    public static string Tampered(string code) => code[..^20] + (code[^20] == '0' ? '1' : '0') + code[^19..];

    /// <summary>The token of a shift at <see cref="Inspector.PlaceId"/>, over HTTP.</summary>
    public static async Task<string> ShiftAsync(this Site site)
    {
        var session = await site.SessionAsync(await site.InspectorAsync());
        return (await site.Client.PostAsync("api/shifts", new { placeId = Inspector.PlaceId }, session)).Expect(201).Text("shiftToken");
    }

    /// <summary>A session with both factors, over HTTP.</summary>
    public static async Task<string> SessionAsync(this Site site, Traveler staff)
    {
        (await site.Client.PostAsync("api/sms-codes", new { phone = staff.Phone })).Expect(202);
        var body = new
        {
            phone = staff.Phone,
            password = Password,
            smsCode = await site.SmsCodeAsync(staff),
        };
        return (await site.Client.PostAsync("api/login", body)).Expect(200).Text("accessToken");
    }

    public static Task<IReadOnlyList<VisitMessage>> VisitsAsync(this Site site, Traveler traveler) =>
        site.Services.GetRequiredService<VisitsTable>().OfHolderAsync(site.KeyOf(traveler), TestContext.Current.CancellationToken);

    /// <summary>Somebody was scanned at <see cref="Inspector.PlaceId"/> some time ago.</summary>
    public static Task ScannedAsync(this Site site, Traveler traveler, DateTimeOffset at) =>
        site
            .Services.GetRequiredService<VisitsTable>()
            .PutAsync(
                new VisitMessage(VisitMessage.SchemaName, $"{Guid.NewGuid():N}", Inspector.PlaceId, "Luohu Port", site.KeyOf(traveler), at),
                TestContext.Current.CancellationToken
            );

    /// <summary>By keyboard, as a scanner held in the hand does it.</summary>
    public static async Task TypeCodeAsync(this IPage page, string code, string verdict)
    {
        await page.FocusAsync("[name=typedCode]");
        await page.Keyboard.InsertTextAsync(code);
        await page.Keyboard.PressAsync("Enter");
        await page.Locator($"dialog.verdict[data-verdict={verdict}]").WaitForAsync();
    }

    private static string KeyOf(this Site site, Traveler traveler)
    {
        Assert.False(
            Domain.Documents.Document.Parse(traveler.IdType, traveler.IdNumber, traveler.Issuance).Refused(out _, out var document)
        );
        return site.Services.GetRequiredService<Pseudonyms>().DocumentKey(document!);
    }
}
