using Microsoft.AspNetCore.Mvc.Testing;

namespace Ghc.Functions.Tests.Support;

/// <summary>A browser that keeps the cookies it was given, as one does over HTTPS.</summary>
public static class Device
{
    public static HttpClient Like(GhcApp app, Answer answer)
    {
        var client = app.CreateClient(new WebApplicationFactoryClientOptions { HandleCookies = false });
        client.DefaultRequestHeaders.Add("Cookie", string.Join("; ", CookiesOf(answer).Select(cookie => cookie.Split(';')[0])));
        return client;
    }

    public static IReadOnlyList<string> CookiesOf(Answer answer) =>
        answer.Response.Headers.TryGetValues("Set-Cookie", out var cookies) ? [.. cookies] : [];
}
