using System.CommandLine;
using Ghc.Functions.Audit;
using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Cli.Commands;

/// <summary><c>ghc audit list|verify</c></summary>
public static class AuditCommand
{
    public static Command Create(Screen screen, Settings settings) => new("audit", "The record of what staff did.") { List(screen, settings), Verify(screen, settings) };

    private static Command List(Screen screen, Settings settings)
    {
        var subject = new Option<string?>("--subject") { Description = "Only acts on this place, sender, message, case or key." };
        var actor = new Option<string?>("--actor") { Description = "Only acts of this person, by the id that ghc staff list shows, or operator for the command line." };
        var since = new Option<DateTimeOffset?>("--since") { Description = "Nothing older, such as 2022-07-11T00:00:00Z." };
        var until = new Option<DateTimeOffset?>("--until") { Description = "Nothing newer." };
        var list = new Command("list", "List acts, oldest first.") { subject, actor, since, until };
        list.WithExamples("ghc audit list --since 2022-07-11T00:00:00Z", "ghc audit list --subject gz-kingmed --output json");
        list.SetAction((arguments, cancellation) => settings.WithServicesAsync(arguments, async services => screen.List(
            await EntriesAsync(
                services, arguments.GetValue(subject), arguments.GetValue(actor), arguments.GetValue(since), arguments.GetValue(until), cancellation),
            "No such act is recorded.",
            ("At", entry => $"{entry.At.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z"),
            ("Actor", entry => entry.Actor),
            ("Action", entry => entry.Action),
            ("Subject", entry => entry.Subject),
            ("Details", entry => entry.Details))));
        return list;
    }

    private static async Task<IReadOnlyList<AuditEntry>> EntriesAsync(
        IServiceProvider services, string? subject, string? actor, DateTimeOffset? since, DateTimeOffset? until, CancellationToken cancellation) =>
        [.. (await services.GetRequiredService<AuditTable>().ListAsync(cancellation)).Where(entry =>
            (subject is null || entry.Subject == subject) && (actor is null || entry.Actor == actor) && !(entry.At < since) && !(entry.At > until))];

    private static Command Verify(Screen screen, Settings settings)
    {
        var verify = new Command("verify", "Check that no entry of the audit was changed, moved or taken out. Exit codes: 0 the chain holds, 1 it is broken, 2 settings unusable, 3 storage unreachable.");
        verify.WithExamples("ghc audit verify").SetAction((arguments, cancellation) => settings.WithServicesAsync(arguments, async services =>
            await services.GetRequiredService<AuditTable>().FindBreakAsync(cancellation) is { } broken
                ? screen.Answer(
                    new { holds = false, brokenAt = broken.Sequence },
                    $"Broken at entry {broken.Sequence}: {broken.At.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z {broken.Actor} {broken.Action} {broken.Subject}",
                    ExitCodes.SomeRefused)
                : screen.Answer(new { holds = true }, $"The chain holds.")));
        return verify;
    }
}
