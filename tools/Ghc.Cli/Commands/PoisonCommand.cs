using System.CommandLine;
using Ghc.Domain;
using Ghc.Functions.Poison;
using Ghc.Platform.Localization;
using Ghc.Platform.Queues;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace Ghc.Cli.Commands;

/// <summary><c>ghc poison list|show|replay|discard</c>: messages that were dead-lettered. Reading one, replaying and discarding are audited.</summary>
public static class PoisonCommand
{
    private const string Actor = StaffCommand.Operator;

    private static readonly Argument<string> Id = new("ID") { Description = "As ghc poison list shows it." };
    private static readonly Argument<string?> OptionalId = new("ID") { Description = "As ghc poison list shows it; or none, with --queue.", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<string?> Queue = new Option<string?>("--queue") { Description = "Only this queue." }.AcceptOnlyFromAmong([.. QueueNames.All]);
    private static readonly Option<string?> Code = new("--reason") { Description = "Only messages with this reason, such as key-unknown." };
    private static readonly Option<FileInfo> Mended = new Option<FileInfo>("--mended") { Description = "A file with the message to send instead. You stand for it." }.AcceptExistingOnly();
    private static readonly Option<string> Reason = new Option<string>("--reason") { Description = "Why it is given up.", Required = true }.AcceptOnlyFromAmong([.. PoisonReplay.DiscardReasons]);

    public static Command Create(IAnsiConsole console, Settings settings) => new("poison", "Messages that could not be understood or worked on.")
    {
        On(console, settings, new Command("list", "List what waits, oldest first.") { Queue }, ListAsync),
        On(console, settings, new Command("show", "Show one message. It may hold personal data.") { Id }, ShowAsync),
        On(console, settings, new Command("replay", "Send a message, or all of a queue, to be worked on again.") { OptionalId, Mended, Queue, Code }, ReplayAsync),
        On(console, settings, new Command("discard", "Give a message up for good.") { Id, Reason }, async (replay, output, arguments, cancellation) => Say(
            output, await replay.DiscardAsync(arguments.GetRequiredValue(Id), arguments.GetRequiredValue(Reason), Actor, cancellation), "discarded")),
    };

    private static Command On(IAnsiConsole console, Settings settings, Command command, Func<PoisonReplay, IAnsiConsole, ParseResult, CancellationToken, Task<int>> act)
    {
        command.SetAction((arguments, cancellation) => settings.WithServicesAsync(
            arguments, services => act(services.GetRequiredService<PoisonReplay>(), console, arguments, cancellation)));
        return command;
    }

    private static async Task<int> ListAsync(PoisonReplay replay, IAnsiConsole console, ParseResult arguments, CancellationToken cancellation)
    {
        var now = TimeProvider.System.GetUtcNow();
        var table = new Table().AddColumns("Id", "Since", "Times", "Bytes", "Reason");
        foreach (var entry in (await replay.ListAsync(arguments.GetValue(Queue), cancellation)).Values.SelectMany(list => list))
        {
            var view = PoisonView.Of(entry, now, Languages.English);
            var reason = string.Join('\n', [view.Reason, .. view.Problems]);
            table.AddRow(view.Id, $"{view.FirstSeenAt.UtcDateTime:yyyy-MM-dd HH:mm}Z", $"{view.Times}", $"{view.Bytes}", Markup.Escape(reason));
        }

        console.Write(table);
        console.MarkupLineInterpolated($"{table.Rows.Count} waiting");
        return ExitCodes.Done;
    }

    private static async Task<int> ShowAsync(PoisonReplay replay, IAnsiConsole console, ParseResult arguments, CancellationToken cancellation)
    {
        if ((await replay.ShowAsync(arguments.GetRequiredValue(Id), Actor, cancellation)).Refused(out var refusal, out var message))
        {
            return console.Refuse(refusal);
        }

        // Not through the console's wrapping: the text is there to be mended in a file.
        await console.Profile.Out.Writer.WriteLineAsync(GetPoison.PayloadOf(message.Text) ?? message.Text);
        return ExitCodes.Done;
    }

    private static async Task<int> ReplayAsync(PoisonReplay replay, IAnsiConsole console, ParseResult arguments, CancellationToken cancellation)
    {
        var (id, queue, mended) = (arguments.GetValue(OptionalId), arguments.GetValue(Queue), arguments.GetValue(Mended));
        if ((id is null) == (queue is null) || (id is null && mended is not null))
        {
            return console.Refuse("Give an ID, with --mended or without; or --queue, with --reason or without.");
        }

        if (id is not null)
        {
            var text = mended is null ? null : await File.ReadAllTextAsync(mended.FullName, cancellation);
            return Say(console, await replay.ReplayAsync(id, text, Actor, cancellation), "replayed");
        }

        var code = arguments.GetValue(Code);
        var entries = (await replay.ListAsync(queue, cancellation))[queue!].Where(entry => code is null || entry.Code == code).ToList();
        var refused = 0;
        foreach (var entry in entries)
        {
            if ((await replay.ReplayAsync(entry.Id, mended: null, Actor, cancellation)).Refused(out var refusal, out _))
            {
                refused++;
                console.MarkupLineInterpolated($"[red]{entry.Id}[/]");
                console.Refuse(refusal);
            }
        }

        console.MarkupLineInterpolated($"{entries.Count - refused} replayed, {refused} refused");
        return refused == 0 ? ExitCodes.Done : ExitCodes.SomeRefused;
    }

    private static int Say(IAnsiConsole console, Outcome<PoisonMessage> outcome, string done)
    {
        if (outcome.Refused(out var refusal, out var message))
        {
            return console.Refuse(refusal);
        }

        console.MarkupLineInterpolated($"{message.Entry.Id} {done}");
        return ExitCodes.Done;
    }
}
