using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Ghc.LocalHost.Tests.Support;

namespace Ghc.LocalHost.Tests.Texts;

/// <summary>The imitated provider of text messages answers as the real one, and lists what it was sent.</summary>
public sealed class LocalSmsTests(SharedHost shared) : IClassFixture<SharedHost>
{
    private readonly DateTimeOffset now = TimeProvider.System.GetUtcNow();
    private readonly string id = Guid.NewGuid().ToString();
    private readonly string phone = $"+8525{RandomNumberGenerator.GetInt32(1_000_000, 9_999_999)}";

    [Fact]
    public async Task Text_ThatIsSigned_IsAcceptedAndListed()
    {
        var (status, answer) = await SendAsync(SmsClient.Body(phone, "健康码 code 123456 <+>", id, now));

        Assert.Equal(HttpStatusCode.Accepted, status);
        var result = Assert.Single(answer.GetProperty("value").EnumerateArray());
        Assert.Equal(
            (phone, 202, true, "accepted"),
            (
                result.GetProperty("to").GetString(),
                result.GetProperty("httpStatusCode").GetInt32(),
                result.GetProperty("successful").GetBoolean(),
                result.GetProperty("repeatabilityResult").GetString()
            )
        );
        var text = Assert.Single(await ListAsync(Uri.EscapeDataString(phone)));
        Assert.Equal((phone, "健康码 code 123456 <+>"), (text.GetProperty("to").GetString(), text.GetProperty("text").GetString()));
        Assert.InRange(text.GetProperty("sentAt").GetDateTimeOffset(), now.AddMinutes(-1), now.AddMinutes(1));
        Assert.EndsWith("Z", text.GetProperty("sentAt").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_SentTwiceUnderOneId_IsSentOnce()
    {
        var (_, first) = await SendAsync(SmsClient.Body(phone, "once", id, now));
        var (_, second) = await SendAsync(SmsClient.Body(phone, "once", id, now));

        Assert.Equal(MessageId(first), MessageId(second));
        Assert.Single(await ListAsync(Uri.EscapeDataString(phone)));
    }

    [Fact]
    public async Task Texts_AreListedOldestFirst_AlsoForAPlusSignThatIsNotEscaped()
    {
        foreach (var text in new[] { "first", "second", "third" })
        {
            await SendAsync(SmsClient.Body(phone, text, Guid.NewGuid().ToString(), now));
        }

        Assert.Equal(["first", "second", "third"], (await ListAsync(phone)).Select(text => text.GetProperty("text").GetString()));
        Assert.Contains(await ListAsync(""), text => text.GetProperty("to").GetString() == phone);
    }

    [Theory]
    [InlineData(SmsClient.Change.Unsigned)]
    [InlineData(SmsClient.Change.OtherKey)]
    [InlineData(SmsClient.Change.OtherBody)]
    [InlineData(SmsClient.Change.OldDate)]
    internal async Task Text_ThatIsNotSigned_IsDenied(SmsClient.Change change)
    {
        var (status, answer) = await SendAsync(SmsClient.Body(phone, "denied", id, now), change);

        Assert.Equal(HttpStatusCode.Unauthorized, status);
        Assert.Equal("Denied", answer.GetProperty("error").GetProperty("code").GetString());
        Assert.Empty(await ListAsync(phone));
    }

    [Theory]
    [InlineData("no JSON")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"from\":\"+85230000000\",\"smsRecipients\":[],\"message\":\"x\"}")]
    [InlineData("{\"from\":\"+85230000000\",\"smsRecipients\":[{\"to\":\"+85251234567\"}]}")]
    [InlineData("{\"from\":\"\",\"smsRecipients\":[{\"to\":\"+85251234567\"}],\"message\":\"x\"}")]
    public async Task Body_ThatIsIncomplete_IsABadRequest(string body)
    {
        var (status, answer) = await SendAsync(body);

        Assert.Equal((HttpStatusCode.BadRequest, "BadRequest"), (status, answer.GetProperty("error").GetProperty("code").GetString()));
    }

    [Theory]
    [InlineData("51234567", 0, 400)]
    [InlineData("+0", 0, 400)]
    [InlineData("+85251234567", -6, 412)]
    [InlineData("+85251234567", 6, 412)]
    [InlineData("+85251234567", -4, 202)]
    public async Task Recipient_HasAResultOfItsOwn(string to, int firstSentMinutes, int expected)
    {
        var (status, answer) = await SendAsync(SmsClient.Body(to, "own result", id, now.AddMinutes(firstSentMinutes)));

        Assert.Equal(HttpStatusCode.Accepted, status);
        var result = Assert.Single(answer.GetProperty("value").EnumerateArray());
        Assert.Equal(
            (expected, expected == 202),
            (result.GetProperty("httpStatusCode").GetInt32(), result.GetProperty("successful").GetBoolean())
        );
    }

    [Fact]
    public async Task ApiVersion_ThatIsNotKnown_IsABadRequest()
    {
        using var answer = await (await ClientAsync()).SendAsync(SmsClient.Body(phone, "x", id, now), version: "2020-01-01");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    private static string? MessageId(JsonElement answer) => answer.GetProperty("value")[0].GetProperty("messageId").GetString();

    /// <summary>With the settings that the host gives to the app.</summary>
    private async Task<SmsClient> ClientAsync() =>
        new(
            shared.Host.Client,
            await shared.Host.GetAsync("api/setting?name=Sms:Endpoint"),
            await shared.Host.GetAsync("api/setting?name=Sms:AccessKey")
        );

    private async Task<(HttpStatusCode Status, JsonElement Answer)> SendAsync(string body, SmsClient.Change change = SmsClient.Change.None)
    {
        using var answer = await (await ClientAsync()).SendAsync(body, change);
        return (answer.StatusCode, await ReadAsync(answer));
    }

    private async Task<IReadOnlyList<JsonElement>> ListAsync(string to)
    {
        using var answer = await shared.Host.Client.GetAsync($"local/sms?to={to}", TestContext.Current.CancellationToken);
        return [.. (await ReadAsync(answer)).EnumerateArray()];
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage answer)
    {
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        return json.RootElement.Clone();
    }
}
