using System.CommandLine;
using Ghc.Functions.Audit;
using Ghc.Platform.Storage;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace Ghc.Cli.Commands;

/// <summary><c>ghc backup run|verify|restore</c></summary>
public static class BackupCommand
{
    private static readonly Option<DateTimeOffset?> Until = new("--until")
    {
        Description = "Nothing newer, such as 2022-07-11T00:00:00Z: the state before something went wrong.",
    };

    public static Command Create(Screen screen, Settings settings) =>
        new("backup", "Copies of the tables, as blobs.") { Run(screen, settings), Verify(screen, settings), Restore(screen, settings) };

    private static Command Run(Screen screen, Settings settings)
    {
        var run = new Command(
            "run",
            "Back up now what changed, as the app does every hour. Exit codes: 0 done, 2 settings unusable, 3 storage unreachable."
        ).WithExamples("ghc backup run");
        run.SetAction(
            (arguments, cancellation) =>
                settings.WithServicesAsync(
                    arguments,
                    async services =>
                    {
                        var tables = await services.GetRequiredService<TableBackup>().RunAsync(cancellation);
                        return screen.Answer(new { tables }, $"{tables} tables are backed up.");
                    }
                )
        );
        return run;
    }

    private static Command Verify(Screen screen, Settings settings)
    {
        var verify = new Command(
            "verify",
            "Read the backups of every account as a restore would, and open every row with the present keys. Exit codes: 0 a restore would work, 1 it would not, 2 settings unusable, 3 storage unreachable."
        )
        {
            Until,
        };
        verify.WithExamples("ghc backup verify", "ghc backup verify --until 2022-07-11T00:00:00Z");
        verify.SetAction(
            (arguments, cancellation) =>
                EachAsync(
                    screen,
                    settings,
                    arguments,
                    async (restore, account, table) => await restore.VerifyAsync(account, table, arguments.GetValue(Until), cancellation)
                )
        );
        return verify;
    }

    private static Command Restore(Screen screen, Settings settings)
    {
        var over = new Option<bool>("--over")
        {
            Description = "Write over tables that are not empty. What is newer than the backup and under other keys stays.",
        };
        var restore = new Command(
            "restore",
            "Write the tables back. Stop the app before, and create the tables with ghc storage create. Exit codes: 0 done, 1 a table has no usable backup, 2 settings unusable or a table is not empty, 3 storage unreachable."
        )
        {
            Until,
            over,
        };
        restore.WithExamples("ghc backup restore", "ghc backup restore --until 2022-07-11T00:00:00Z --over");
        restore.SetAction(
            (arguments, cancellation) =>
                settings.WithServicesAsync(
                    arguments,
                    async services =>
                    {
                        var (clients, tables) = (
                            services.GetRequiredService<StorageClients>(),
                            services.GetRequiredService<TableRestore>()
                        );
                        foreach (var table in arguments.GetValue(over) ? [] : TableNames.All)
                        {
                            foreach (var account in clients.Accounts)
                            {
                                if (!await TableRestore.IsEmptyAsync(account, table, cancellation))
                                {
                                    return settings.Refuse($"{table} of {account.Name} is not empty. Say --over to write over it.");
                                }
                            }
                        }

                        var exitCode = await EachAsync(
                            screen,
                            services,
                            (account, table) => tables.RestoreAsync(account, table, arguments.GetValue(Until), cancellation)
                        );
                        await services
                            .GetRequiredService<AuditTable>()
                            .AppendAsync(
                                StaffCommand.Operator,
                                "tables-restored",
                                "backup",
                                arguments.GetValue(Until)?.ToString("O", null) ?? "",
                                cancellation
                            );
                        return exitCode;
                    }
                )
        );
        return restore;
    }

    private static Task<int> EachAsync(
        Screen screen,
        Settings settings,
        ParseResult arguments,
        Func<TableRestore, StorageAccount, string, Task<RestoredTable>> act
    ) =>
        settings.WithServicesAsync(
            arguments,
            services => EachAsync(screen, services, (account, table) => act(services.GetRequiredService<TableRestore>(), account, table))
        );

    private static async Task<int> EachAsync(
        Screen screen,
        IServiceProvider services,
        Func<StorageAccount, string, Task<RestoredTable>> act
    )
    {
        var done = new List<RestoredTable>();
        var broken = new List<string>();
        foreach (var account in services.GetRequiredService<StorageClients>().Accounts)
        {
            foreach (var table in TableNames.All)
            {
                try
                {
                    done.Add(await act(account, table));
                }
                catch (InvalidDataException wrong)
                {
                    broken.Add(wrong.Message);
                }
            }
        }

        screen.List(
            done,
            "There are no backups.",
            ("Table", each => each.Table),
            ("Full", each => each.FullAt is { } at ? $"{at.UtcDateTime:yyyy-MM-dd HH:mm}Z" : "none"),
            ("Latest", each => each.LatestAt is { } at ? $"{at.UtcDateTime:yyyy-MM-dd HH:mm}Z" : "none"),
            ("Partitions", each => $"{each.Partitions}"),
            ("Rows", each => $"{each.Rows}"),
            ("Do not open", each => $"{each.Unreadable}")
        );
        broken.ForEach(each => screen.Talk.MarkupLineInterpolated($"[red]{each}[/]"));
        return broken.Count == 0 && done.All(each => each.FullAt is not null && each.Unreadable == 0)
            ? ExitCodes.Done
            : ExitCodes.SomeRefused;
    }
}
