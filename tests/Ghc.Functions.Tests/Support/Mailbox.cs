using System.Text.RegularExpressions;

namespace Ghc.Functions.Tests.Support;

/// <summary>Somebody's e-mail address, with what was sent there. Every one is another address.</summary>
public sealed partial record Mailbox
{
    private static int count;

    public string Address { get; init; } = $"anna.{Interlocked.Increment(ref count)}@example.org";

    /// <summary>Asks for a code and reads it in the e-mail.</summary>
    public async Task<string> CodeAsync(HttpClient client)
    {
        var before = await CodesAsync(client);
        (await AskAsync(client)).Expect(202);
        string? code = null;
        await Wait.UntilAsync(async () => (code = (await CodesAsync(client)).Except(before).FirstOrDefault()) is not null);
        return code!;
    }

    public Task<Answer> AskAsync(HttpClient client, string? language = null) =>
        client.PostAsync("api/email-codes", new { email = Address }, language: language);

    public async Task<IReadOnlyList<string>> MailsAsync(HttpClient client) =>
        [
            .. (await client.GetAsync($"local/email?to={Uri.EscapeDataString(Address)}", token: null))
                .Expect(200)
                .Json!.AsArray()
                .Select(mail => mail!["text"]!.ToString()),
        ];

    /// <summary>Gives the account of the session this address.</summary>
    public async Task ProveAsync(HttpClient client, string token) =>
        (
            await client.CallAsync(HttpMethod.Put, "api/account/email", new { email = Address, emailCode = await CodeAsync(client) }, token)
        ).Expect(200);

    public Task<Answer> LoginAsync(HttpClient client, string? emailCode = null, string? password = null, string? idNumber = null) =>
        client.PostAsync(
            "api/login",
            new
            {
                email = Address,
                emailCode,
                password,
                idNumber,
            }
        );

    private async Task<IReadOnlyList<string>> CodesAsync(HttpClient client) =>
        [.. (await MailsAsync(client)).Select(mail => SixDigits().Match(mail)).Where(match => match.Success).Select(match => match.Value)];

    [GeneratedRegex(@"\b\d{6}\b")]
    private static partial Regex SixDigits();
}
