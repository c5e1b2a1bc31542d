using System.CommandLine;
using System.Text;
using Azure;
using Azure.Storage.Queues;
using Ghc.Functions.Senders;
using Spectre.Console;

namespace Ghc.Cli;

/// <summary>A message for the queue, with the rows that it holds.</summary>
public sealed record Parcel(string Message, IReadOnlyList<string> Rows);

/// <summary><c>send FILE</c>: sends the good rows of a file to a queue, and lists the others with the place and the reason.</summary>
public sealed class SendFile(
    Screen screen,
    Settings settings,
    string queueName,
    FileReader read,
    Func<IReadOnlyList<string>, int, IEnumerable<Parcel>> pack
)
{
    /// <summary>A queue message holds 64 KiB of base64.</summary>
    public const int MaxMessageBytes = 48 * 1024;

    /// <summary>A signed payload is base64 inside base64, so that less of it fits, beside 400 bytes of signature and header.</summary>
    private const int MaxSignedBytes = (MaxMessageBytes - 400) / 4 * 3;

    /// <summary>What fits beside the envelope of a batch.</summary>
    public const int MaxRowBytes = MaxSignedBytes - 300;

    /// <summary>For one message, tries included: a script should not wait for a storage that is not there.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private static readonly Option<string?> Url = new("--url")
    {
        Description = "Hand in over HTTP instead of the queue, at this address, such as https://ghc.example; with --sign and --kid.",
    };

    private static readonly Option<FileInfo> KeyFile = new Option<FileInfo>("--sign")
    {
        Description = "PEM file with the sender's private key.",
    }.AcceptExistingOnly();
    private static readonly Option<string> KeyId = new("--kid") { Description = "sender/key, as the key was registered." };
    private static readonly Option<bool> Check = new("--check")
    {
        Description = "Only check the rows; send nothing, and need no settings.",
    };

    private readonly Argument<InputFile> fileArgument = InputFile.Argument("FILE", "");

    /// <summary>Where the service takes what is signed, of a sender by id.</summary>
    public required Func<string, string> HandIn { get; init; }

    public required Api Api { get; init; }

    /// <summary>What the reader of the file wants to know.</summary>
    public IReadOnlyList<Option> Options { get; init; } = [];

    public Command Command(string holds)
    {
        fileArgument.Description = $"{holds} (docs/messages.md). - is standard input.";
        var send = new Command(
            "send",
            $"Send to the queue {queueName}, however many rows. If it is cut off, the same command goes on where it ended; rows that arrive twice change nothing. "
                + "Exit codes: 0 all sent, 1 some rows refused and the others sent, 2 file, argument or settings unusable and nothing sent, 3 storage or service unreachable, 130 interrupted."
        )
        {
            fileArgument,
            Check,
            KeyFile,
            KeyId,
            Url,
        };
        foreach (var option in Options)
        {
            send.Add(option);
        }

        send.SetAction(RunAsync);
        return send;
    }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellation)
    {
        var (pem, kid, url) = (arguments.GetValue(KeyFile), arguments.GetValue(KeyId), arguments.GetValue(Url));
        using var key = pem is null ? null : PrivateKey.Read(pem);
        if ((pem is null) != (kid is null))
        {
            return screen.Refuse("--sign and --kid belong together.");
        }

        if (pem is not null && key is null)
        {
            return screen.Refuse("--sign: the file holds no private key on P-256 in PEM.");
        }

        if (key is null && url is not null)
        {
            return screen.Refuse("--url needs --sign and --kid: the service takes only what is signed.");
        }

        var file = arguments.GetRequiredValue(fileArgument);
        if (read(await screen.ReadAsync(file, cancellation), arguments).Refused(out var refusal, out var rows))
        {
            return RowFile.Unusable(screen, refusal);
        }

        var report = SendReport.Of(rows);
        if (arguments.GetValue(Check))
        {
            return report.Show(screen, "good", report.Good.Count);
        }

        IEnumerable<Parcel> Seal(IReadOnlyList<string> good) =>
            key is null
                ? pack(good, MaxMessageBytes)
                : pack(good, MaxSignedBytes)
                    .Select(parcel => parcel with { Message = CompactJws.Sign(key, kid!, Encoding.UTF8.GetBytes(parcel.Message)) });

        if (url is null)
        {
            return await settings.WithClientsAsync(
                arguments,
                clients =>
                {
                    var queue = clients.Queue(queueName);
                    return DeliverAsync(
                        report,
                        Seal,
                        SendJournal.Of(file, $"{queue.Uri}"),
                        message => SendAsync(message, queue, cancellation)
                    );
                }
            );
        }

        var path = HandIn(kid!.Split('/')[0]);
        return await Api.WithAsync(
            arguments,
            url,
            token: null,
            session =>
                DeliverAsync(
                    report,
                    Seal,
                    SendJournal.Of(file, $"{url} {path}"),
                    message => session.SendAsync(HttpMethod.Post, path, message, cancellation)
                )
        );
    }

    /// <summary>Sends what did not go before. Whatever cuts it off, it says how many rows went and what to do.</summary>
    private async Task<int> DeliverAsync(
        SendReport report,
        Func<IReadOnlyList<string>, IEnumerable<Parcel>> seal,
        SendJournal? journal,
        Func<string, Task> send
    )
    {
        var pending = report.Good.Where(row => journal?.Has(row) != true).ToList();
        var before = report.Good.Count - pending.Count;
        if (before > 0)
        {
            screen.Say($"{before} rows went before, and are not sent again.");
        }

        var sent = 0;
        try
        {
            await WithProgressAsync(
                pending.Count,
                async advance =>
                {
                    foreach (var parcel in seal(pending))
                    {
                        await send(parcel.Message);
                        journal?.Add(parcel.Rows);
                        sent += parcel.Rows.Count;
                        advance(parcel.Rows.Count);
                    }
                }
            );
        }
        catch (Exception) when (sent > 0 || before > 0)
        {
            var kept = journal?.Save();
            screen.Talk.MarkupLineInterpolated(
                $"{before + sent} of {report.Good.Count} rows were sent. Run the same command again: {(kept is null ? "rows that arrive twice change nothing" : $"it goes on from there, by {kept}")}."
            );
            throw;
        }

        journal?.Delete();
        return report.Show(screen, "sent", before + sent);
    }

    private async Task WithProgressAsync(int rows, Func<Action<int>, Task> work)
    {
        if (screen.Progress is not { } console)
        {
            await work(_ => { });
            return;
        }

        await console
            .Progress()
            .StartAsync(async progress =>
            {
                var task = progress.AddTask($"To {queueName}", maxValue: Math.Max(1, rows));
                await work(count => task.Increment(count));
                task.Value = task.MaxValue;
            });
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
}
