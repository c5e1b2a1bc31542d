using Ghc.Functions.Statistics;
using Ghc.Functions.Tests.Support;
using Ghc.Web.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Web.Tests;

/// <summary>
/// The page with the numbers that everybody may see: it says which numbers are too small to be told, and reads aloud as a table.
/// </summary>
public sealed class StatisticsTests(Azurite azurite, Chromium chromium)
{
    [Theory]
    [InlineData("en", "fewer than 10")]
    [InlineData("zh-CN", "10")]
    [InlineData("ar", "10")]
    public async Task Numbers_AreATable_WithoutTheSmallOnes(string language, string few)
    {
        await using var site = new Site(azurite);
        var table = site.Services.GetRequiredService<StatisticsTable>();
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        foreach (var ago in Enumerable.Range(2, 6))
        {
            Assert.True(
                await table.TryAddAsync(
                    new PublicDay(today.AddDays(-ago), [new("port", 1200 + (100 * ago), 40, ago == 3 ? null : 10)]),
                    TestContext.Current.CancellationToken
                )
            );
        }

        await using var phone = await chromium.PhoneAsync(site.Url, language);
        var page = await phone.NewPageAsync();
        await page.GotoAsync("/statistics");
        await page.Locator(".statistics tbody tr").First.WaitForAsync();

        Assert.Equal(6, await page.Locator(".statistics tbody tr").CountAsync());
        Assert.Contains(few, await page.Locator("main").InnerTextAsync(), StringComparison.OrdinalIgnoreCase);
        await page.AssertAccessibleAsync($"statistics {language}");
        await page.DrawAsync(language, "statistics");
    }
}
