using System.Text.RegularExpressions;
using Ghc.Functions.Tests.Support;

namespace Ghc.Functions.Tests.Security;

/// <summary>
/// The whole journey with its failures, then a search of every log line at every level, every row and every message for what must not be
/// there.
/// </summary>
public sealed class SilenceTests(Azurite azurite)
{
    private const string Password = "Kapok#2022";
    private const string Misspelled = "ANNE SMYTHE-QUILL";

    [Fact]
    public async Task Journey_WithFailures_LeavesNothingPersonalInClearText()
    {
        await using var app = new GhcApp(Phoneless.Settings(azurite));
        var client = app.CreateClient();
        var mail = new Mailbox { Address = "clementine.ashdown@example.org" };
        var anna = new Traveler
        {
            Name = "ANNABELLA WORTHINGTON",
            IdNumber = "Q70812345",
            Number = "51239876",
        };
        var secrets = new List<string>
        {
            anna.Name,
            "ANNABELLA",
            "Annabella",
            "WORTHINGTON",
            anna.IdNumber,
            "Q708",
            anna.Number,
            anna.E164,
            "852 ****",
            Password,
            Misspelled,
            "SMYTHE",
            Inspector.Password,
            mail.Address,
            "clementine",
            "c***@***",
        };

        await FailAsync(app, client, anna, secrets);
        await ByMailAsync(app, client, mail, secrets);
        var (token, shift) = await SucceedAsync(app, client, anna, secrets);
        await DieAsync(app, client, anna, mail);

        Assert.Contains(app.Logs.Lines, line => line.Contains("Results taken in", StringComparison.Ordinal));
        Assert.Contains(app.Logs.Lines, line => line.Contains("Planned fault", StringComparison.Ordinal));
        Assert.All(
            ["accepted", "login-failed"],
            outcome =>
                Assert.Contains(
                    app.Logs.Lines,
                    line => line.Contains("Sign-in tried", StringComparison.Ordinal) && line.Contains(outcome, StringComparison.Ordinal)
                )
        );
        Assert.DoesNotContain(app.Logs.Lines, line => Finds(secrets, line));
        Assert.DoesNotContain(await RowsAsync(app), row => Finds(secrets, row));
        var messages = await MessagesAsync(app, client, anna, token, shift);
        Assert.Equal(2, messages.Count);
        Assert.DoesNotContain(messages, message => Finds(secrets, message));
    }

    private static async Task FailAsync(GhcApp app, HttpClient client, Traveler anna, List<string> secrets)
    {
        await client.PostAsync("api/login", new { phone = anna.Phone, password = Password });
        await client.PostAsync("api/login", "{\"phone\":{\"number\":\"" + anna.Number + "\"},\"password\":7}");
        await client.PostAsync("api/apply", anna.Application("123456"));
        var code = await anna.SmsCodeAsync(app, client);
        secrets.Add(code);
        (await client.PostAsync("api/apply", (anna with { Name = Misspelled }).Application(code))).Expect(422);
        await client.GetAsync($"api/code?holder={anna.IdNumber}", token: $"{anna.Name}.{anna.IdNumber}.x".Replace(' ', '_'));
        await client.GetAsync($"api/{anna.IdNumber}?name={anna.Number}", token: null);
    }

    /// <summary>Somebody without a phone applies, after some failures, gets one and gives it up.</summary>
    private static async Task ByMailAsync(GhcApp app, HttpClient client, Mailbox mail, List<string> secrets)
    {
        var (person, phone) = (await Family.ArrivedAsync(app, "CLEMENTINE ASHDOWN"), new Traveler { Number = "51239123" });
        secrets.AddRange([person.Name, "ASHDOWN", phone.Number]);
        await client.PostAsync("api/login", new { email = mail.Address, password = Password });
        await client.PostAsync("api/apply", person.Application(mail, "123456"));
        var answer = (await person.TryApplyAsync(client, mail)).Expect(201);
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        var (code, texted) = (await mail.CodeAsync(client), await phone.SmsCodeAsync(app, client));
        var session = (await client.AddPhoneAsync(answer.Text("accessToken"), phone, code, texted)).Expect(200).Text("accessToken");
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        var last = await mail.CodeAsync(client);
        (await client.RemovePhoneAsync(session, last)).Expect(200);
        secrets.AddRange([code, texted, last, session, answer.Text("accessToken")]);
        await app.DrainAsync();
    }

    private static async Task<(string Token, string Shift)> SucceedAsync(GhcApp app, HttpClient client, Traveler anna, List<string> secrets)
    {
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        var token = await anna.ApplyAsync(app, client);
        secrets.Add(token);
        (await client.PostAsync("api/set-password", new { password = Password }, token)).Expect(204);
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        var code = await anna.SmsCodeAsync(app, client);
        var session = (
            await client.PostAsync(
                "api/login",
                new
                {
                    phone = anna.Phone,
                    password = Password,
                    smsCode = code,
                }
            )
        ).Text("accessToken");
        await app.IngestAsync("lab-results", anna.LabResult(app.Clock.GetUtcNow().AddHours(-1)));
        var healthCode = (await client.GetAsync("api/code?minutes=3", session)).Expect(200).Text("healthCode");
        var shift = await Inspector.AtWorkAsync(app, client);
        secrets.AddRange([code, session, healthCode, shift]);
        (await client.ScanAsync(shift, healthCode)).Expect(200);
        await app.DrainAsync();
        return (session, shift);
    }

    /// <summary>
    /// Storage fails under every kind of work that holds personal data, so that exceptions are logged; messages wait in their queues.
    /// </summary>
    private static async Task DieAsync(GhcApp app, HttpClient client, Traveler anna, Mailbox mail)
    {
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        app.Calls.FailAfter(1);
        await client.PostAsync("api/sms-codes", new { phone = anna.Phone });
        await client.PostAsync("api/apply", anna.Application("123456"));
        await client.PostAsync("api/login", new { phone = anna.Phone, password = Password });
        await mail.AskAsync(client);
        await client.PostAsync("api/apply", anna.Application(mail, "123456"));
        await client.PostAsync("api/login", new { email = mail.Address, password = Password });
        await app.SendAsync("lab-results", anna.LabResult(app.Clock.GetUtcNow().AddHours(-1), accession: "A-2"));
        await app.SendAsync("border-crossings", anna.Crossing(app.Clock.GetUtcNow().AddDays(-1)));
        await Wait.UntilAsync(async () =>
            (await app.PoisonAsync("lab-results")).Count > 0 && (await app.PoisonAsync("border-crossings")).Count > 0
        );
        app.Calls.FailAfter(int.MaxValue);
    }

    /// <summary>A code counts as a word of its own: its six digits come about by chance inside of ids.</summary>
    private static bool Finds(List<string> secrets, string text) =>
        secrets.Any(secret =>
            secret.Length == 6 && secret.All(char.IsAsciiDigit)
                ? Regex.IsMatch(text, $@"\b{secret}\b")
                : text.Contains(secret, StringComparison.Ordinal)
        );

    private static async Task<IReadOnlyList<string>> RowsAsync(GhcApp app)
    {
        var texts = new List<string>();
        foreach (var table in Ghc.Platform.Storage.TableNames.All)
        {
            texts.AddRange(
                (await app.RowsAsync(table)).Select(row => string.Join('\n', row.Select(column => $"{column.Key}={column.Value}")))
            );
        }

        Assert.NotEmpty(texts);
        return texts;
    }

    /// <summary>
    /// Our own messages as they wait in their queues: the workers are stopped, then everything that sends one is done again.
    /// </summary>
    private static async Task<IReadOnlyList<string>> MessagesAsync(GhcApp app, HttpClient client, Traveler anna, string token, string shift)
    {
        await app.StopTriggersAsync();

        app.Clock.Advance(TimeSpan.FromMinutes(2));
        (await client.PostAsync("api/sms-codes", new { phone = anna.Phone })).Expect(202);
        (await client.ScanAsync(shift, (await client.GetAsync("api/code", token)).Text("healthCode"))).Expect(200);
        var messages = new List<string>();
        foreach (var queue in Ghc.Platform.Queues.QueueNames.All)
        {
            var peeked = await app.Queues.GetQueueClient(queue).PeekMessagesAsync(32, TestContext.Current.CancellationToken);
            messages.AddRange(peeked.Value.Select(message => message.Body.ToString()));
        }

        return messages;
    }
}
