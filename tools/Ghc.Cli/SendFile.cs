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

    /// <summary>Packs and signs with a key and its id. Only where the far side knows signatures.</summary>
    public Func<IReadOnlyList<string>, ECDsa, string, IEnumerable<string>>? Sign { get; init; }

    /// <summary>What the reader of the file wants to know.</summary>
    public IReadOnlyList<Option> Options { get; init; } = [];

    public Command Command(string holds)
    {
        var keyFile = new Option<FileInfo>("--sign") { Description = "PEM file with the laboratory's private key." }.AcceptExistingOnly();
        var keyId = new Option<string>("--kid") { Description = "laboratory/key, as the key was registered." };
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
        send.SetAction(async (arguments, cancellation) =>
        {
            var (pem, kid) = (arguments.GetValue(keyFile), arguments.GetValue(keyId));
            using var key = pem is null ? null : PrivateKey.Read(pem);
            return (pem is null) != (kid is null) ? console.Refuse("--sign and --kid belong together.")
                : pem is not null && key is null ? console.Refuse("--sign: the file holds no private key on P-256 in PEM.")
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

        return await settings.WithClientsAsync(arguments, async clients =>
        {
            await SendAsync([.. seal(good)], clients.Queue(queueName), cancellation);
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

    private async Task SendAsync(List<string> messages, QueueClient queue, CancellationToken cancellation)
    {
        if (!console.Profile.Out.IsTerminal)
        {
            await SendAsync(messages, queue, () => { }, cancellation);
            return;
        }

        await console.Progress().StartAsync(async progress =>
        {
            var task = progress.AddTask($"To {queue.Name}", maxValue: Math.Max(1, messages.Count));
            await SendAsync(messages, queue, () => task.Increment(1), cancellation);
            task.Value = task.MaxValue;
        });
    }

    private static async Task SendAsync(List<string> messages, QueueClient queue, Action sent, CancellationToken cancellation)
    {
        foreach (var message in messages)
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

            sent();
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
