using Ghc.Cli;
using Ghc.Functions.Tests.Support;

namespace Ghc.Functions.Tests.Cli;

/// <summary>Officers answer appeals at the command line.</summary>
public sealed class AppealCommandTests(Azurite azurite)
{
    [Fact]
    public async Task Officers_ListShowAndAnswer()
    {
        await using var app = new GhcApp(azurite);
        app.UseKestrel();
        var client = app.CreateClient();
        var anna = new Traveler();
        var token = await anna.ApplyAsync(app, client, daysAgo: 40);
        var officers = await Officers.SignInAsync(app, client);
        var measure = await officers.PutOnAsync(anna, "close-contact", "contact-observation");
        string[] first = ["--url", client.BaseAddress!.ToString(), "--token", officers.First],
            second = ["--url", client.BaseAddress!.ToString(), "--token", officers.Second];
        Assert.Contains(
            "No appeal waits.",
            (await GhcRun.Async(["appeal", "list", .. first])).Expect(ExitCodes.Done).Output,
            StringComparison.Ordinal
        );
        var id = (await client.AppealAsync(token, "measure-close-contact")).Expect(201).Text("appealId");

        Assert.Contains(id, (await GhcRun.Async(["appeal", "list", .. first])).Expect(ExitCodes.Done).Output, StringComparison.Ordinal);
        var shown = (await GhcRun.Async(["appeal", "show", id, .. first])).Expect(ExitCodes.Done).Output;
        Assert.All(
            [AppealCalls.Text, $"--measure {measure}", "version 0", "Timeline"],
            text => Assert.Contains(text, shown, StringComparison.Ordinal)
        );

        (await GhcRun.Async(["appeal", "answer", id, "--seen", "0", "--decision", "lift", "--measure", measure, .. first])).Expect(
            ExitCodes.Done
        );
        Assert.Contains(
            "already-decided",
            (await GhcRun.Async(["appeal", "answer", id, "--seen", "0", "--decision", "refuse", "--because", "rule-applies", .. second]))
                .Expect(ExitCodes.Unusable)
                .Errors,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "lifted",
            (await GhcRun.Async(["appeal", "answer", id, "--seen", "1", "--decision", "approve-lift", .. second]))
                .Expect(ExitCodes.Done)
                .Output,
            StringComparison.Ordinal
        );
    }
}
