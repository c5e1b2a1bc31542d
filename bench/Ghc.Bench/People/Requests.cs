using System.Net.Http.Headers;
using System.Text;

namespace Ghc.Bench.People;

/// <summary>What people's phones ask.</summary>
internal static class Requests
{
    public static HttpRequestMessage Scan(string healthCode, string shift) =>
        Post("/api/scan", $"{{\"healthCode\":\"{healthCode}\"}}", shift);

    public static HttpRequestMessage Code(Person person) => Get("/api/code", person.Session);

    public static HttpRequestMessage Login(Person person) =>
        Post("/api/login", $"{{\"phone\":{Phone(person)},\"smsCode\":\"{Cast.SmsCode}\"}}", null);

    public static HttpRequestMessage PasswordLogin(Person person) =>
        Post("/api/login", $"{{\"phone\":{Phone(person)},\"password\":\"{Cast.Password}\"}}", null);

    /// <summary>The same request, headers and body included, to the floor.</summary>
    /// <param name="answer">How many bytes the floor answers.</param>
    public static HttpRequestMessage Bare(HttpRequestMessage request, Person person, string path, int answer)
    {
        request.RequestUri = new Uri($"{path}holder={person.HolderId}&phone={person.PhoneKey}&answer={answer}", UriKind.Relative);
        return request;
    }

    public static HttpRequestMessage Get(string path, string token) =>
        new(HttpMethod.Get, path) { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };

    public static HttpRequestMessage Post(string path, string json, string? token) =>
        new(HttpMethod.Post, path)
        {
            Content = new StringContent(json, Encoding.UTF8, "application/json"),
            Headers = { Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token) },
        };

    private static string Phone(Person person) => $"{{\"areaCode\":\"{Cast.AreaCode}\",\"number\":\"{person.Number}\"}}";
}
