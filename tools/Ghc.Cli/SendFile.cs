using System.CommandLine;
using System.Security.Cryptography;
using Azure;
using Azure.Storage.Queues;
using Ghc.Domain;
using Ghc.Platform.Localization;
using Spectre.Console;

namespace Ghc.Cli;

/// <summary><c>send FILE</c>: sends the good rows of a file to a queue with a progress bar, and lists the others with the field and the reason.</summary>
public sealed class SendFile(IAnsiConsole console, Settings settings, string queueName, FileReader read, Func<IReadOnlyList<string>, IEnumerable<string>> pack)
{
    /// <summary>A queue message holds 64 KiB of base64.</summary>
    public const int MaxMessageBytes = 48 * 1024;

    /// <summary>For one message, tries included: a script should not wait for a storage that is not there.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private static readonly Option<string?> Url = new("--url") { Description = "Hand in over HTTP instead of the queue, at this address, such as https://ghc.example; with --sign and --kid." };

    /// <summary>Packs and signs with a key and its id. Only where the far side knows signatures.</summary>
    public Func<IReadOnlyList<string>, ECDsa, string, IEnumerable<string>>? Sign { get; init; }

    /// <summary>Where the service takes what is signed, of a sender by id; null if the queue is the only way.</summary>
    public Func<string, string>? HandIn { get; init; }

    public Api? Api { get; init; }

    /// <summary>What the reader of the file wants to know.</summary>
    public IReadOnlyList<Option> Options { get; init; } = [];

    public Command Command(string holds)
    {
        var keyFile = new Option<FileInfo>("--sign") { Description = "PEM file with the sender's private key." }.AcceptExistingOnly();
        var keyId = new Option<string>("--kid") { Description = "sender/key, as the key was registered." };
        var file = new Argument<FileInfo>("FILE") { Description = $"{holds} (docs/messages.md)." }.AcceptExistingOnly();
        var check = new Option<bool>("--check") { Description = "Only check the rows; send nothing, and need no settings." };
        var send = new Command(
            "send",
            $"Send to the queue {queueName}. Sending again changes nothing, so repeat whatever may not have arrived. "
            + "Exit codes: 0 all sent, 1 some rows refused and the others sent, 2 file, argument or settings unusable and nothing sent, 3 storage unreachable.")
        {
            file,
            check,
        };
        foreach (var option in Options)
        {
            send.Add(option);
        }

        if (Sign is null)
        {
            send.SetAction((arguments, cancellation) => RunAsync(arguments, arguments.GetRequiredValue(file), arguments.GetValue(check), pack, cancellation));
            return send;
        }

        send.Add(keyFile);
        send.Add(keyId);
        send.Add(Url);
        send.SetAction(async (arguments, cancellation) =>
        {
            var (pem, kid) = (arguments.GetValue(keyFile), arguments.GetValue(keyId));
            using var key = pem is null ? null : PrivateKey.Read(pem);
            return (pem is null) != (kid is null) ? console.Refuse("--sign and --kid belong together.")
                : pem is not null && key is null ? console.Refuse("--sign: the file holds no private key on P-256 in PEM.")
                : key is null && arguments.GetValue(Url) is not null ? console.Refuse("--url needs --sign and --kid: the service takes only what is signed.")
                : await RunAsync(arguments, arguments.GetRequiredValue(file), arguments.GetValue(check), key is null ? pack : good => Sign(good, key, kid!), cancellation);
        });
        return send;
    }

    private async Task<int> RunAsync(
        ParseResult arguments, FileInfo file, bool checkOnly, Func<IReadOnlyList<string>, IEnumerable<string>> seal, CancellationToken cancellation)
    {
        if (read(await File.ReadAllBytesAsync(file.FullName, cancellation), arguments).Refused(out var refusal, out var rows))
        {
            return RowFile.Unusable(console, refusal);
        }

        var (good, refused) = Sort(rows);
        if (checkOnly)
        {
            return Report(good.Count, refused, "good");
        }

        if (arguments.GetValue(Url) is { } url)
        {
            var path = HandIn!(arguments.GetValue<string>("--kid")!.Split('/')[0]);
            return await Api!.WithAsync(arguments, url, token: null, async session =>
            {
                await SendAsync([.. seal(good)], path, message => session.SendAsync(HttpMethod.Post, path, message, cancellation));
                return Report(good.Count, refused, "sent");
            });
        }

        return await settings.WithClientsAsync(arguments, async clients =>
        {
            var queue = clients.Queue(queueName);
            await SendAsync([.. seal(good)], queueName, message => SendAsync(message, queue, cancellation));
            return Report(good.Count, refused, "sent");
        });
    }

    private static (List<string> Good, List<(int Row, Refusal Why)> Refused) Sort(IEnumerable<Outcome<string>> rows)
    {
        var good = new List<string>();
        var refused = new List<(int, Refusal)>();
        foreach (var (number, row) in rows.Index())
        {
            if (row.Refused(out var why, out var message))
            {
                refused.Add((number + 1, why));
            }
            else
            {
                good.Add(message);
            }
        }

        return (good, refused);
    }

    private async Task SendAsync(List<string> messages, string target, Func<string, Task> send)
    {
        if (!console.Profile.Out.IsTerminal)
        {
            await SendAsync(messages, send, () => { });
            return;
        }

        await console.Progress().StartAsync(async progress =>
        {
            var task = progress.AddTask($"To {target}", maxValue: Math.Max(1, messages.Count));
            await SendAsync(messages, send, () => task.Increment(1));
            task.Value = task.MaxValue;
        });
    }

    private static async Task SendAsync(List<string> messages, Func<string, Task> send, Action sent)
    {
        foreach (var message in messages)
        {
            await send(message);
            sent();
        }
    }

    private static async Task SendAsync(string message, QueueClient queue, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Patience);
        try
        {
            await queue.SendMessageAsync(message, timeToLive: TimeSpan.FromSeconds(-1), cancellationToken: limit.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new RequestFailedException($"{queue.Uri.Host} did not answer within {Patience.TotalSeconds} seconds.");
        }
    }

    private int Report(int good, List<(int Row, Refusal Why)> refused, string done)
    {
        if (refused.Count > 0)
        {
            var table = new Table().AddColumns("Row", "Field", "Problem");
            foreach (var (row, error) in refused.SelectMany(row => row.Why.Errors.Select(error => (row.Row, error))))
            {
                table.AddRow($"{row}", Markup.Escape(error.Field), Markup.Escape(Texts.Get($"field.{error.Problem}", Languages.English)));
            }

            console.Write(table);
        }

        console.MarkupLineInterpolated($"{good} {done}, {refused.Count} refused");
        return refused.Count == 0 ? ExitCodes.Done : ExitCodes.SomeRefused;
    }
}
