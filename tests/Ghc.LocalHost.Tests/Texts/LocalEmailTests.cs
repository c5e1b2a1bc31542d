using System.Net;
using System.Text.Json;
using Ghc.LocalHost.Tests.Support;

namespace Ghc.LocalHost.Tests.Texts;

/// <summary>The imitated provider of e-mails answers as the real one, and lists what it was sent.</summary>
public sealed class LocalEmailTests(SharedHost shared) : IClassFixture<SharedHost>
{
    private readonly string address = $"{Guid.NewGuid():N}@example.org";
    private readonly string operation = Guid.NewGuid().ToString();

    [Fact]
    public async Task Email_SentTwiceUnderOneOperation_IsListedOnce()
    {
        using var first = await SendAsync(Body(address));
        using var second = await SendAsync(Body(address));

        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.Accepted), (first.StatusCode, second.StatusCode));
        Assert.Contains(operation, first.Headers.GetValues("Operation-Location").Single(), StringComparison.Ordinal);
        var email = Assert.Single(await ListAsync());
        Assert.Equal(
            (address, "Code", "123456 \u7801"),
            (email.GetProperty("to").GetString(), email.GetProperty("subject").GetString(), email.GetProperty("text").GetString())
        );
    }

    [Theory]
    [InlineData(SmsClient.Change.Unsigned)]
    [InlineData(SmsClient.Change.OtherKey)]
    [InlineData(SmsClient.Change.OtherBody)]
    internal async Task Email_ThatIsNotSigned_IsDenied(SmsClient.Change change)
    {
        using var answer = await SendAsync(Body(address), change);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Empty(await ListAsync());
    }

    [Theory]
    [InlineData("no JSON")]
    [InlineData("{}")]
    [InlineData(
        "{\"senderAddress\":\"code@ghc.example\",\"content\":{\"subject\":\"x\",\"plainText\":\"x\"},\"recipients\":{\"to\":[{\"address\":\"nobody\"}]}}"
    )]
    public async Task Body_ThatIsIncomplete_IsABadRequest(string body)
    {
        using var answer = await SendAsync(body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    private static string Body(string to) =>
        $$$"""{"senderAddress":"code@ghc.example","content":{"subject":"Code","plainText":"123456 \u7801"},"recipients":{"to":[{"address":"{{{to}}}"}]}}""";

    private async Task<HttpResponseMessage> SendAsync(string body, SmsClient.Change change = SmsClient.Change.None)
    {
        var client = new SmsClient(
            shared.Host.Client,
            await shared.Host.GetAsync("api/setting?name=Email:Endpoint"),
            await shared.Host.GetAsync("api/setting?name=Email:AccessKey")
        );
        return await client.SendAsync(body, change, "2023-03-31", "emails:send", operation);
    }

    private async Task<IReadOnlyList<JsonElement>> ListAsync()
    {
        using var answer = await shared.Host.Client.GetAsync($"local/email?to={address}", TestContext.Current.CancellationToken);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        return [.. json.RootElement.Clone().EnumerateArray()];
    }
}
