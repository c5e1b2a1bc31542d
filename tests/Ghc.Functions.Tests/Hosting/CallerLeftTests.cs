using System.Text;
using Ghc.Functions.Tests.Support;

namespace Ghc.Functions.Tests.Hosting;

/// <summary>A caller who leaves is neither an error in the logs nor a failed invocation.</summary>
public sealed class CallerLeftTests(Azurite azurite)
{
    [Fact]
    public async Task Caller_LeavesWhileStorageIsAsked_IsNoFailure()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        (await client.GetAsync("api/health", token: null)).Expect(200);
        using var leaving = new CancellationTokenSource();
        app.Calls.Meanwhile = async _ =>
        {
            await leaving.CancelAsync();
            await Task.Delay(Timeout.Infinite);
        };

        await LeaveAsync(
            client,
            new StringContent("""{"phone":{"areaCode":"852","number":"51234567"}}""", Encoding.UTF8, "application/json"),
            leaving.Token
        );

        app.Calls.Meanwhile = null;
        await ExpectNoFailureAsync(app, client);
    }

    [Fact]
    public async Task Fault_WithTheCallerStillThere_IsLoggedAsAnError()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        app.Calls.FailAfter(0);

        (await client.PostAsync("api/sms-codes", new { phone = new Traveler().Phone })).Expect(503, "temporarily-unavailable");

        Assert.Contains(
            app.Logs.Lines,
            line => line.StartsWith("Error", StringComparison.Ordinal) && line.Contains("SendSmsCode", StringComparison.Ordinal)
        );
    }

    private static async Task LeaveAsync(HttpClient client, HttpContent body, CancellationToken leaving) =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            client.PostAsync(new Uri("api/sms-codes", UriKind.Relative), body, leaving)
        );

    private static async Task ExpectNoFailureAsync(GhcApp app, HttpClient client)
    {
        await Wait.UntilAsync(() =>
            app.Logs.Lines.Any(line => line.Contains("Caller left. Function: SendSmsCode", StringComparison.Ordinal))
        );
        (await client.GetAsync("api/health", token: null)).Expect(200);
        Assert.DoesNotContain(
            app.Logs.Lines,
            line => line.StartsWith("Error", StringComparison.Ordinal) || line.StartsWith("Critical", StringComparison.Ordinal)
        );
    }
}
