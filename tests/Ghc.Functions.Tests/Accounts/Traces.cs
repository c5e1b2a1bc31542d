using System.Text;
using System.Text.Json;
using Azure.Data.Tables;
using Ghc.Functions.Tests.Support;
using Ghc.Functions.Texting;
using Ghc.Platform.Encryption;
using Ghc.Platform.Queues;
using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Functions.Tests.Accounts;

/// <summary>Every row and message that has something of a person, raw and opened with the app's own keys.</summary>
internal static class Traces
{
    /// <summary>As "Table row-key … opened content".</summary>
    public static Task<IReadOnlyList<string>> OfAsync(GhcApp app, Traveler person) =>
        FindAsync(app, [person.Number, person.Name, person.IdNumber, app.PhoneKeyOf(person), HolderOf(app, person)]);

    public static Task<IReadOnlyList<string>> OfAsync(GhcApp app, Mailbox mail)
    {
        Assert.False(Ghc.Domain.Accounts.EmailAddress.Parse(mail.Address).Refused(out _, out var address));
        return FindAsync(app, [mail.Address, app.Services.GetRequiredService<Pseudonyms>().EmailKey(address!)]);
    }

    private static async Task<IReadOnlyList<string>> FindAsync(GhcApp app, IReadOnlyList<string> signs)
    {
        var found = new List<string>();
        foreach (var text in (await RowsAsync(app)).Concat(await MessagesAsync(app)))
        {
            if (signs.Any(sign => text.Contains(sign, StringComparison.Ordinal)))
            {
                found.Add(text);
            }
        }

        return found;
    }

    private static async Task<List<string>> RowsAsync(GhcApp app)
    {
        var sealer = app.Services.GetRequiredService<Sealer>();
        var texts = new List<string>();
        await foreach (var table in app.Tables.QueryAsync(cancellationToken: TestContext.Current.CancellationToken))
        {
            await foreach (
                var row in app
                    .Tables.GetTableClient(table.Name)
                    .QueryAsync<TableEntity>(cancellationToken: TestContext.Current.CancellationToken)
            )
            {
                var opened = row.GetString("data") is { } data
                    ? Encoding.UTF8.GetString(sealer.Open(data, $"{table.Name}|{row.PartitionKey}|{row.RowKey}"))
                    : "";
                var raw = string.Join(' ', row.Where(column => column.Key != "data").Select(column => column.Value?.ToString()));
                texts.Add($"{table.Name} {row.RowKey} {row.PartitionKey} {raw} {opened}");
            }
        }

        return texts;
    }

    private static async Task<List<string>> MessagesAsync(GhcApp app)
    {
        var outbox = app.Services.GetRequiredService<TextQueue>();
        var texts = new List<string>();
        await foreach (var queue in app.Queues.GetQueuesAsync(cancellationToken: TestContext.Current.CancellationToken))
        {
            foreach (
                var message in (
                    await app.Queues.GetQueueClient(queue.Name).PeekMessagesAsync(32, TestContext.Current.CancellationToken)
                ).Value
            )
            {
                var text = message.Body.ToString();
                texts.Add($"{queue.Name} {text}");
                if (queue.Name.StartsWith(QueueNames.SmsOutbox, StringComparison.Ordinal))
                {
                    var content = outbox.Open(JsonSerializer.Deserialize(text, TextingJson.Types.TextMessage)!);
                    texts.Add($"{queue.Name} {content.To} {content.Text}");
                }
            }
        }

        return texts;
    }

    private static string HolderOf(GhcApp app, Traveler person)
    {
        Assert.False(Ghc.Domain.Documents.Document.Parse(person.IdType, person.IdNumber, person.Issuance).Refused(out _, out var document));
        return app.Services.GetRequiredService<Pseudonyms>().DocumentKey(document!);
    }
}
