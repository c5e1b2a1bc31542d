using System.CommandLine;
using Ghc.Domain;
using Ghc.Functions.Poison;
using Ghc.Platform.Localization;
using Ghc.Platform.Queues;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace Ghc.Cli.Commands;

/// <summary>
/// <c>ghc poison list|show|replay|discard</c>: messages that were dead-lettered. Reading one, replaying and discarding are audited.
/// </summary>
public static class PoisonCommand
{
    private const string Actor = StaffCommand.Operator;

    private static readonly Argument<string> Id = new("ID") { Description = "As ghc poison list shows it." };
    private static readonly Argument<string?> OptionalId = new("ID")
    {
        Description = "As ghc poison list shows it; or none, with --queue.",
        Arity = ArgumentArity.ZeroOrOne,
    };
    private static readonly Option<string?> Queue = new Option<string?>("--queue")
    {
        Description = "Only this queue.",
    }.AcceptOnlyFromAmong([.. QueueNames.All]);
    private static readonly Option<string?> Code = new("--reason") { Description = "Only messages with this reason, such as key-unknown." };
    private static readonly Option<InputFile?> Mended = InputFile.Option(
        "--mended",
        "A file with the message to send instead. You stand for it."
    );
    private static readonly Option<string> Reason = new Option<string>("--reason")
    {
        Description = "Why it is given up.",
        Required = true,
    }.AcceptOnlyFromAmong([.. PoisonReplay.DiscardReasons]);

    public static Command Create(Screen screen, Settings settings) =>
        new("poison", "Messages that could not be understood or worked on.")
        {
            On(
                screen,
                settings,
                new Command("list", "List what waits, oldest first.") { Queue }.WithExamples("ghc poison list --queue lab-results"),
                (replay, arguments, cancellation) => ListAsync(replay, screen, arguments, cancellation)
            ),
            On(
                screen,
                settings,
                new Command("show", "Show one message. It may hold personal data.") { Id }.WithExamples(
                    "ghc poison show lab-results.0a1b2c3d4e5f60718293a4b5c6d7e8f9 > message.json"
                ),
                (replay, arguments, cancellation) => ShowAsync(replay, screen, arguments, cancellation)
            ),
            On(
                screen,
                settings,
                new Command("replay", "Send a message, or all of a queue, to be worked on again.")
                {
                    OptionalId,
                    Mended,
                    Queue,
                    Code,
                }.WithExamples(
                    "ghc poison replay lab-results.0a1b2c3d4e5f60718293a4b5c6d7e8f9 --mended message.json",
                    "ghc poison replay --queue lab-results --reason laboratory-unknown"
                ),
                (replay, arguments, cancellation) => ReplayAsync(replay, screen, arguments, cancellation)
            ),
            On(
                screen,
                settings,
                new Command("discard", "Give a message up for good.") { Id, Reason }.WithExamples(
                    "ghc poison discard lab-results.0a1b2c3d4e5f60718293a4b5c6d7e8f9 --reason sent-again"
                ),
                async (replay, arguments, cancellation) =>
                    Say(
                        screen,
                        await replay.DiscardAsync(arguments.GetRequiredValue(Id), arguments.GetRequiredValue(Reason), Actor, cancellation),
                        "discarded"
                    )
            ),
        };

    private static Command On(
        Screen screen,
        Settings settings,
        Command command,
        Func<PoisonReplay, ParseResult, CancellationToken, Task<int>> act
    )
    {
        command.SetAction(
            (arguments, cancellation) =>
                settings.WithServicesAsync(arguments, services => act(services.GetRequiredService<PoisonReplay>(), arguments, cancellation))
        );
        return command;
    }

    private static async Task<int> ListAsync(PoisonReplay replay, Screen screen, ParseResult arguments, CancellationToken cancellation)
    {
        var now = TimeProvider.System.GetUtcNow();
        var entries = (await replay.ListAsync(arguments.GetValue(Queue), cancellation))
            .Values.SelectMany(list => list)
            .Select(entry => PoisonView.Of(entry, now, Languages.English))
            .ToList();
        var exitCode = screen.List(
            entries,
            "Nothing waits.",
            ("Id", view => view.Id),
            ("Since", view => $"{view.FirstSeenAt.UtcDateTime:yyyy-MM-dd HH:mm}Z"),
            ("Times", view => $"{view.Times}"),
            ("Bytes", view => $"{view.Bytes}"),
            ("Reason", view => string.Join('\n', [view.Reason, .. view.Problems]))
        );
        screen.Say($"{entries.Count} waiting");
        return exitCode;
    }

    private static async Task<int> ShowAsync(PoisonReplay replay, Screen screen, ParseResult arguments, CancellationToken cancellation)
    {
        if ((await replay.ShowAsync(arguments.GetRequiredValue(Id), Actor, cancellation)).Refused(out var refusal, out var message))
        {
            return screen.Refuse(refusal);
        }

        // The text is there to be mended in a file.
        var payload = GetPoison.PayloadOf(message.Text);
        return screen.Answer(
            new PoisonAnswer(PoisonView.Of(message.Entry, TimeProvider.System.GetUtcNow(), Languages.English), message.Text, payload),
            _ => screen.Write(payload ?? message.Text)
        );
    }

    private static async Task<int> ReplayAsync(PoisonReplay replay, Screen screen, ParseResult arguments, CancellationToken cancellation)
    {
        var (id, queue, mended) = (arguments.GetValue(OptionalId), arguments.GetValue(Queue), arguments.GetValue(Mended));
        if ((id is null) == (queue is null) || (id is null && mended is not null))
        {
            return screen.Refuse("Give an ID, with --mended or without; or --queue, with --reason or without.");
        }

        if (id is not null)
        {
            var text = mended is null ? null : await screen.ReadTextAsync(mended, cancellation);
            return Say(screen, await replay.ReplayAsync(id, text, Actor, cancellation), "replayed");
        }

        var code = arguments.GetValue(Code);
        var entries = (await replay.ListAsync(queue, cancellation))[queue!].Where(entry => code is null || entry.Code == code).ToList();
        var refused = new List<string>();
        foreach (var entry in entries)
        {
            if ((await replay.ReplayAsync(entry.Id, mended: null, Actor, cancellation)).Refused(out var refusal, out _))
            {
                refused.Add(entry.Id);
                screen.Talk.MarkupLineInterpolated($"[red]{entry.Id}[/]");
                screen.Refuse(refusal);
            }
        }

        return screen.Answer(
            new { replayed = entries.Count - refused.Count, refused },
            $"{entries.Count - refused.Count} replayed, {refused.Count} refused",
            refused.Count == 0 ? ExitCodes.Done : ExitCodes.SomeRefused
        );
    }

    private static int Say(Screen screen, Outcome<PoisonMessage> outcome, string done)
    {
        if (outcome.Refused(out var refusal, out var message))
        {
            return screen.Refuse(refusal);
        }

        return screen.Answer(new { id = message.Entry.Id, done }, $"{message.Entry.Id} {done}");
    }
}
