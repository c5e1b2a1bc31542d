using System.Text;
using Ghc.Functions.Tests.Support;

namespace Ghc.Functions.Tests.Http;

/// <summary>What a page of another site can send without asking the browser's leave is not read.</summary>
public sealed class CrossSiteTests(SharedApp shared) : IClassFixture<SharedApp>
{
    [Theory]
    [InlineData("api/sms-codes", "text/plain")]
    [InlineData("api/sms-codes", "application/x-www-form-urlencoded")]
    [InlineData("api/sms-codes", "multipart/form-data")]
    [InlineData("api/sms-codes", null)]
    [InlineData("api/apply", "text/plain")]
    [InlineData("api/login", "text/plain")]
    [InlineData("api/account/not-mine", "text/plain")]
    public async Task Post_AnythingButJson_IsRefused(string path, string? type)
    {
        var body = new ByteArrayContent(Encoding.UTF8.GetBytes("""{"phone":{"areaCode":"852","number":"51234567"}}"""));
        if (type is not null)
        {
            body.Headers.TryAddWithoutValidation("Content-Type", type);
        }

        (await shared.Client.PostAsync(path, body, token: null)).Expect(415, "unsupported-media-type");
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("Application/JSON; charset=utf-8")]
    public async Task Post_Json_IsRead(string type)
    {
        var body = new ByteArrayContent(
            Encoding.UTF8.GetBytes($$$"""{"phone":{"areaCode":"852","number":"{{{new Traveler().Number}}}"}}""")
        );
        body.Headers.TryAddWithoutValidation("Content-Type", type);

        (await shared.Client.PostAsync("api/sms-codes", body, token: null)).Expect(202);
    }
}
