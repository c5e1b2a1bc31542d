using Ghc.Functions.Tests.Support;
using Microsoft.Playwright;

namespace Ghc.Web.Tests.Support;

/// <summary>Pictures of pages: artifacts/screenshots (`make screenshots`).</summary>
public static class Screenshots
{
    public static readonly string Folder = Path.Combine(Azurite.RepositoryRoot, "artifacts", "screenshots");

    /// <summary>The whole page as it is, once it has its heading.</summary>
    public static async Task DrawAsync(this IPage page, string language, string state)
    {
        await page.Locator("h1").First.WaitForAsync();
        Directory.CreateDirectory(Folder);
        // What covers the screen is as large as the screen.
        var covered = await page.Locator("dialog[open].verdict").CountAsync() > 0;
        await page.ScreenshotAsync(new() { Path = Path.Combine(Folder, $"{language}-{state}.png"), FullPage = !covered });
    }
}
