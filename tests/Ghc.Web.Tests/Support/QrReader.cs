using System.Diagnostics;
using Ghc.Functions.Tests.Support;
using Microsoft.Playwright;

namespace Ghc.Web.Tests.Support;

/// <summary>Reads a QR code as it stands on the screen, by a decoder that has nothing to do with the one who drew it.</summary>
public static class QrReader
{
    public static async Task<string> ReadQrAsync(this ILocator picture)
    {
        var file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():n}.png");
        try
        {
            await picture.ScreenshotAsync(new() { Path = file });
            using var reader = Process.Start(
                new ProcessStartInfo("node", [Path.Combine(Azurite.RepositoryRoot, "web", "tests", "read-qr.mjs"), file])
                {
                    RedirectStandardOutput = true,
                }
            )!;
            var text = await reader.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await reader.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.Equal(0, reader.ExitCode);
            return text;
        }
        finally
        {
            File.Delete(file);
        }
    }
}
