using Ghc.Functions.Tests.Support;
using Microsoft.Playwright;

namespace Ghc.Web.Tests.Support;

/// <summary>What a health officer does on the pages.</summary>
public static class Officers
{
    /// <summary>Looks somebody up by their document.</summary>
    public static async Task FindAsync(this IPage page, Traveler person)
    {
        await page.SelectOptionAsync("[name=idType]", person.IdType);
        await page.FillAsync("[name=idNumber]", person.IdNumber);
        await page.SubmitAsync();
        await page.Locator(".timeline").WaitForAsync();
    }

    /// <summary>Types a part of a place's name, and takes it from the list; the form is open.</summary>
    public static async Task ChoosePlaceAsync(this IPage page, string text, string placeId)
    {
        await page.FillAsync("[name=placeId]", text);
        await page.Locator($".found [data-place={placeId}]").ClickAsync();
        await page.Locator(".found").WaitForAsync(new() { State = WaitForSelectorState.Hidden });
    }

    /// <summary>A close contact, for the days that the form does not name; the form is open.</summary>
    public static async Task ProposeAsync(this IPage page)
    {
        await page.SelectOptionAsync("[name=kind]", "close-contact");
        await page.SelectOptionAsync("[name=legalReason]", "contact-observation");
        var until = TimeProvider.System.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).AddDays(5);
        await page.FillAsync("[name=until]", until.ToString("yyyy-MM-dd'T'HH:mm", System.Globalization.CultureInfo.InvariantCulture));
        await page.FillAsync("[name=note]", "Seat 12 A, train G 79");
        await page.SubmitAsync();
        await page.Locator(".notice.done").WaitForAsync();
    }
}
