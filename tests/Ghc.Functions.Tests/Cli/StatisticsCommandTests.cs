using Ghc.Cli;
using Ghc.Functions.Statistics;
using Ghc.Functions.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Functions.Tests.Cli;

/// <summary>What the public may see, at the command line, without a token.</summary>
public sealed class StatisticsCommandTests(Azurite azurite)
{
    [Fact]
    public async Task Statistics_ShowsNumbers_AndNotHowFewAreFew()
    {
        await using var app = new GhcApp(azurite);
        app.UseKestrel();
        var url = app.CreateClient().BaseAddress!.ToString();
        Assert.Contains(
            "No day has a number that may be told",
            (await GhcRun.Async(["statistics", "--url", url])).Expect(ExitCodes.Done).Output,
            StringComparison.Ordinal
        );

        PublicDay[] days = [new(new DateOnly(2022, 7, 14), [new("port", 30, 10, null), new("hotel", null, null, null)])];
        Assert.True(await app.Services.GetRequiredService<StatisticsTable>().TryAddAsync(days[0], TestContext.Current.CancellationToken));
        var shown = (await GhcRun.Async(["statistics", "--url", url])).Expect(ExitCodes.Done).Output;

        Assert.All(["2022-07-14", "port", "30", "10", "few or none"], text => Assert.Contains(text, shown, StringComparison.Ordinal));
        Assert.DoesNotContain("hotel", shown, StringComparison.Ordinal);
        Assert.Contains(
            "days",
            (await GhcRun.Async(["statistics", "--days", "93", "--url", url])).Expect(ExitCodes.Unusable).Errors,
            StringComparison.Ordinal
        );
    }
}
