using Ghc.Domain.Accounts;
using Ghc.Functions.Tests.Support;
using Ghc.Storage.Emulation;
using Ghc.Web.Tests.Support;
using Microsoft.Playwright;

namespace Ghc.Web.Tests;

/// <summary>
/// An officer adds a passkey of the device and signs in with it, by the browser's own authenticator (WebAuthn automation over CDP).
/// </summary>
public sealed class PasskeyTests(Azurite azurite, Chromium chromium)
{
    private static readonly Dictionary<string, object> Phone = new()
    {
        ["protocol"] = "ctap2",
        ["transport"] = "internal",
        ["hasResidentKey"] = true,
        ["hasUserVerification"] = true,
        ["isUserVerified"] = true,
        ["automaticPresenceSimulation"] = true,
    };

    [Theory]
    [InlineData("en", ColorScheme.Light)]
    [InlineData("zh-CN", ColorScheme.Dark)]
    [InlineData("ar", ColorScheme.Light)]
    public async Task Passkey_AddedUsedRemoved_SignsInInsteadOfAText(string language, ColorScheme scheme)
    {
        await using var site = new Site(azurite, FreePorts.Take());
        await using var phone = await chromium.PhoneAsync(site.Url, language, scheme);
        var page = await phone.NewPageAsync();
        var cdp = await phone.NewCDPSessionAsync(page);
        await cdp.SendAsync("WebAuthn.enable");
        var device = (await cdp.SendAsync("WebAuthn.addVirtualAuthenticator", new() { ["options"] = Phone }))!
            .Value.GetProperty("authenticatorId")
            .GetString()!;
        var officer = await site.StaffAsync(new Role(Role.Officer, ""));

        await page.GotoAsync("/officer");
        await page.SignInAsync(site, officer);
        await page.ClickAsync("a[href='/passkeys']");
        await page.Locator(".empty").WaitForAsync();
        await page.AssertWellMadeAsync("no passkeys");
        await page.ClickAsync("main > button.primary");
        await page.Locator(".rows li").WaitForAsync();
        await page.AssertWellMadeAsync("a passkey");
        await page.DrawAsync(language, "passkeys");

        // The device has one for this site already, and says so.
        await page.ClickAsync("main > button.primary");
        await page.Locator(".notice").WaitForAsync();
        Assert.Equal(1, await page.Locator(".rows li").CountAsync());

        // Signed out, and in again: this device offers its passkey, and no text is sent.
        await page.GotoAsync("/officer");
        await page.ClickAsync("main button.text");
        await page.Locator("[name=password]").WaitForAsync();
        Assert.Equal(0, await page.Locator("[name=smsCode]").CountAsync());
        await page.AssertWellMadeAsync("sign in with a passkey");
        await page.DrawAsync(language, "passkey-login");
        var texts = (await site.SmsCodesAsync(officer)).Count;
        await page.FillPhoneAsync(officer);
        await page.FillAsync("[name=password]", Gates.Password);
        await page.SubmitAsync();
        await page.Locator(".views").WaitForAsync();
        Assert.Equal(texts, (await site.SmsCodesAsync(officer)).Count);

        // Without the finger of its owner the device shows none.
        await page.ClickAsync("main button.text");
        await cdp.SendAsync("WebAuthn.setUserVerified", new() { ["authenticatorId"] = device, ["isUserVerified"] = false });
        await page.FillPhoneAsync(officer);
        await page.FillAsync("[name=password]", Gates.Password);
        await page.SubmitAsync();
        await page.Locator(".summary, .notice.error, [role=alert]").First.WaitForAsync();
        await cdp.SendAsync("WebAuthn.setUserVerified", new() { ["authenticatorId"] = device, ["isUserVerified"] = true });
        await page.SubmitAsync();
        await page.Locator(".views").WaitForAsync();

        await page.ClickAsync("a[href='/passkeys']");
        await page.ClickAsync(".rows li > button");
        await page.AssertAccessibleAsync("asking before removal");
        await page.ClickAsync("dialog[open] button.danger");
        await page.Locator(".empty").WaitForAsync();
    }
}
