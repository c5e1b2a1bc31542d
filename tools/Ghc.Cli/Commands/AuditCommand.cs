using System.CommandLine;
using System.Globalization;
using Ghc.Functions.Audit;
using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Cli.Commands;

/// <summary><c>ghc audit list|verify</c></summary>
public static class AuditCommand
{
    public static Command Create(Screen screen, Settings settings) =>
        new("audit", "The record of what staff did.") { List(screen, settings), Verify(screen, settings) };

    private static Command List(Screen screen, Settings settings)
    {
        var subject = new Option<string?>("--subject") { Description = "Only acts on this place, sender, message, case or key." };
        var actor = new Option<string?>("--actor")
        {
            Description = "Only acts of this person, by the id that ghc staff list shows, or operator for the command line.",
        };
        var since = new Option<DateTimeOffset?>("--since") { Description = "Nothing older, such as 2022-07-11T00:00:00Z." };
        var until = new Option<DateTimeOffset?>("--until") { Description = "Only what was before, such as 2022-07-12T00:00:00Z." };
        var list = new Command("list", "List acts, oldest first.") { subject, actor, since, until };
        list.WithExamples("ghc audit list --since 2022-07-11T00:00:00Z", "ghc audit list --subject gz-kingmed --output json");
        actor.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string>() is { } typed && typed != AuditTable.Operator && !IsPerson(typed))
            {
                result.AddError($"--actor: {typed} is neither an id as ghc staff list shows it nor {AuditTable.Operator}.");
            }
        });
        list.SetAction(
            (arguments, cancellation) =>
                settings.WithServicesAsync(
                    arguments,
                    async services =>
                        screen.List(
                            await services
                                .GetRequiredService<AuditTable>()
                                .ListAsync(
                                    cancellation,
                                    new AuditFilter(
                                        arguments.GetValue(actor),
                                        arguments.GetValue(subject),
                                        arguments.GetValue(since),
                                        arguments.GetValue(until)
                                    )
                                ),
                            "No such act is recorded.",
                            ("At", entry => $"{entry.At.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z"),
                            ("Actor", entry => entry.Actor),
                            ("Action", entry => entry.Action),
                            ("Subject", entry => entry.Subject),
                            ("Details", entry => entry.Details)
                        )
                )
        );
        return list;
    }

    private static bool IsPerson(string id) => id.Length == 32 && id.All(char.IsAsciiHexDigitLower);

    private static Command Verify(Screen screen, Settings settings)
    {
        var anchors = new Option<FileInfo>("--anchors")
        {
            Description =
                "What the log kept of the entries, one a line: chain, sequence, hash, with commas between. The operations guide has the query. Finds older rows that were put back.",
        }.AcceptExistingOnly();
        var verify = new Command(
            "verify",
            "Check that no entry of the audit was changed, moved or taken out. Exit codes: 0 all chains hold, 1 one is broken, 2 file or settings unusable, 3 storage unreachable."
        )
        {
            anchors,
        };
        verify
            .WithExamples("ghc audit verify", "ghc audit verify --anchors anchors.csv")
            .SetAction(
                (arguments, cancellation) =>
                    settings.WithServicesAsync(
                        arguments,
                        async services =>
                            !TryRead(arguments.GetValue(anchors), out var known)
                                ? screen.Refuse("--anchors: each line has a chain, a sequence and a hash, with commas between.")
                            : await services.GetRequiredService<AuditTable>().FindBreakAsync(cancellation, known) is { } broken
                                ? screen.Answer(
                                    new
                                    {
                                        holds = false,
                                        chain = broken.Chain,
                                        brokenAt = broken.Entry.Sequence,
                                    },
                                    $"Broken at entry {broken.Entry.Sequence} of {broken.Chain}: {broken.Entry.At.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z {broken.Entry.Actor} {broken.Entry.Action} {broken.Entry.Subject}",
                                    ExitCodes.SomeRefused
                                )
                            : screen.Answer(new { holds = true }, $"The chain holds.")
                    )
            );
        return verify;
    }

    /// <summary>Headers and empty lines are passed over. False if a line is anything else.</summary>
    private static bool TryRead(FileInfo? file, out IReadOnlyList<AuditAnchor> anchors)
    {
        var lines = file is null
            ? []
            : File.ReadAllLines(file.FullName)
                .Select(line => line.Split(',', StringSplitOptions.TrimEntries))
                .Where(parts => parts[0].StartsWith("log-", StringComparison.Ordinal))
                .ToList();
        anchors =
        [
            .. lines
                .Where(IsAnchor)
                .Select(parts => new AuditAnchor(parts[0], long.Parse(parts[1], CultureInfo.InvariantCulture), parts[2])),
        ];
        return anchors.Count == lines.Count && (file is null || anchors.Count > 0);
    }

    private static bool IsAnchor(string[] parts) =>
        parts.Length == 3 && long.TryParse(parts[1], CultureInfo.InvariantCulture, out _) && parts[2].Length == 64;
}
