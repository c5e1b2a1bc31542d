using Azure;
using Azure.Storage.Queues;
using Ghc.Domain;
using Ghc.Functions.Http;
using Spectre.Console;
using Text = Ghc.Functions.Texts.Text;

namespace Ghc.Cli;

/// <summary>One row of a file: its number as people count, and the message, or why it is refused.</summary>
public sealed record Row(int Number, Outcome<string> Message);

/// <summary>Sends the good rows of a file to a queue with a progress bar, and lists the others with the field and the reason.</summary>
public sealed class SendFile(IAnsiConsole console)
{
    /// <summary>A queue message holds 64 KiB of base64.</summary>
    public const int MaxMessageBytes = 48 * 1024;

    public async Task<int> RunAsync(IReadOnlyList<Row> rows, Func<IReadOnlyList<string>, IEnumerable<string>> pack, QueueClient? queue, CancellationToken cancellation)
    {
        var good = new List<string>();
        var refused = new Table().AddColumns("Row", "Field", "Problem");
        foreach (var row in rows)
        {
            if (row.Message.Refused(out var refusal, out var message))
            {
                AddErrors(refused, row.Number, refusal);
            }
            else
            {
                good.Add(message);
            }
        }

        try
        {
            if (queue is not null)
            {
                await SendAsync([.. pack(good)], queue, cancellation);
            }
        }
        catch (Exception failure) when (failure is RequestFailedException or AggregateException)
        {
            console.MarkupLineInterpolated($"[red]Storage did not answer:[/] {failure.GetBaseException().Message.Split('\n')[0]}");
            return ExitCodes.Unreachable;
        }

        if (refused.Rows.Count > 0)
        {
            console.Write(refused);
        }

        console.MarkupLineInterpolated($"{good.Count} {(queue is null ? "good" : "sent")}, {rows.Count - good.Count} refused");
        return good.Count == rows.Count ? ExitCodes.Done : ExitCodes.SomeRefused;
    }

    private Task SendAsync(List<string> messages, QueueClient queue, CancellationToken cancellation) =>
        console.Progress().StartAsync(async progress =>
        {
            var task = progress.AddTask($"To {queue.Name}", maxValue: Math.Max(1, messages.Count));
            foreach (var message in messages)
            {
                await queue.SendMessageAsync(message, timeToLive: TimeSpan.FromSeconds(-1), cancellationToken: cancellation);
                task.Increment(1);
            }

            task.Value = task.MaxValue;
        });

    private static void AddErrors(Table table, int number, Refusal refusal)
    {
        foreach (var error in refusal.Errors)
        {
            table.AddRow($"{number}", Markup.Escape(error.Field), Markup.Escape(Text.Get($"field.{error.Problem}", Languages.English)));
        }
    }
}
