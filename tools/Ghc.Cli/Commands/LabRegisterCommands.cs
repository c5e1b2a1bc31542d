using System.CommandLine;
using System.Globalization;
using Ghc.Domain;
using Ghc.Functions.LabResults;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace Ghc.Cli.Commands;

/// <summary><c>ghc lab register|keys|suspend|resume|list</c>: who may send, and with which keys. Every change is audited.</summary>
public static class LabRegisterCommands
{
    private const string Actor = StaffCommand.Operator;

    private static readonly Argument<string> Id = new("ID") { Description = "1 to 40 lower-case letters, digits and hyphens, as the laboratory stands in messages." };
    private static readonly Option<string> Name = new("--name") { Description = "What people call it.", Required = true };
    private static readonly Option<FileInfo> Key = new Option<FileInfo>("--key") { Description = "Its public key on P-256, as PEM or JWK. From then on it must sign." }.AcceptExistingOnly();
    private static readonly Option<FileInfo> NewKey = new Option<FileInfo>("--key") { Description = "A public key on P-256, as PEM or JWK.", Required = true }.AcceptExistingOnly();
    private static readonly Option<string?> Kid = new("--kid") { Description = "What the key is called, without the laboratory (default: its fingerprint)." };
    private static readonly Argument<string> KeyId = new("KEY") { Description = "What the key is called, without the laboratory." };

    public static IEnumerable<Command> Create(IAnsiConsole console, Settings settings) =>
    [
        On(console, settings, new Command("register", "Register a laboratory.") { Id, Name, Key, Kid }, RegisterAsync),
        new Command("keys", "Keys that a laboratory signs with.")
        {
            On(console, settings, new Command("add", "Add a key; those before stay good.") { Id, NewKey, Kid }, (register, arguments, cancellation) =>
                AddKeyAsync(register, arguments.GetRequiredValue(Id), arguments.GetRequiredValue(NewKey), arguments.GetValue(Kid), cancellation)),
            On(console, settings, new Command("retire", "Refuse what is signed with a key from now on.") { Id, KeyId }, (register, arguments, cancellation) =>
                register.RetireKeyAsync(arguments.GetRequiredValue(Id), arguments.GetRequiredValue(KeyId), Actor, cancellation)),
        },
        On(console, settings, new Command("suspend", "Put everything aside that a laboratory sends.") { Id }, (register, arguments, cancellation) =>
            register.SuspendAsync(arguments.GetRequiredValue(Id), suspend: true, Actor, cancellation)),
        On(console, settings, new Command("resume", "End a suspension. What was put aside is replayed with ghc poison replay.") { Id }, (register, arguments, cancellation) =>
            register.SuspendAsync(arguments.GetRequiredValue(Id), suspend: false, Actor, cancellation)),
        ListCommand(console, settings),
    ];

    private static Command On(IAnsiConsole console, Settings settings, Command command, Func<LaboratoryRegister, ParseResult, CancellationToken, Task<Outcome<Laboratory>>> act)
    {
        command.SetAction((arguments, cancellation) => settings.WithServicesAsync(arguments, async services =>
        {
            if ((await act(services.GetRequiredService<LaboratoryRegister>(), arguments, cancellation)).Refused(out var refusal, out var laboratory))
            {
                return console.Refuse(refusal);
            }

            Show(console, [laboratory]);
            return ExitCodes.Done;
        }));
        return command;
    }

    private static Command ListCommand(IAnsiConsole console, Settings settings)
    {
        var list = new Command("list", "List registered laboratories and their keys.");
        list.SetAction((arguments, cancellation) => settings.WithServicesAsync(arguments, async services =>
        {
            Show(console, await services.GetRequiredService<LaboratoriesTable>().ListAsync(cancellation));
            return ExitCodes.Done;
        }));
        return list;
    }

    /// <summary>The key is read first: a laboratory that meant to sign is not left registered without one.</summary>
    private static async Task<Outcome<Laboratory>> RegisterAsync(LaboratoryRegister register, ParseResult arguments, CancellationToken cancellation)
    {
        var id = arguments.GetRequiredValue(Id);
        var file = arguments.GetValue(Key);
        if (file is not null && PublicKey.Read(await File.ReadAllTextAsync(file.FullName, cancellation)).Refused(out var refusal, out _))
        {
            return refusal;
        }

        var registered = await register.RegisterAsync(id, arguments.GetRequiredValue(Name), Actor, cancellation);
        if (file is null)
        {
            return registered;
        }

        // Repeated after it was cut off between registration and key, the command goes on where it ended.
        return registered.Refused(out _, out _) && await register.ReadAsync(id, cancellation) is not { Keys: [] } ? registered
            : await AddKeyAsync(register, id, file, arguments.GetValue(Kid), cancellation);
    }

    private static async Task<Outcome<Laboratory>> AddKeyAsync(LaboratoryRegister register, string id, FileInfo file, string? kid, CancellationToken cancellation) =>
        PublicKey.Read(await File.ReadAllTextAsync(file.FullName, cancellation)).Refused(out var refusal, out var key)
            ? refusal
            : await register.AddKeyAsync(id, key, kid, Actor, cancellation);

    private static void Show(IAnsiConsole console, IReadOnlyList<Laboratory> laboratories)
    {
        var table = new Table().AddColumns("Laboratory", "Name", "State", "Keys");
        foreach (var laboratory in laboratories)
        {
            var keys = laboratory.Keys.Select(key => $"{laboratory.Id}/{key.Id}{(key.RetiredAt is { } at ? $" retired {Day(at)}" : "")}");
            table.AddRow(
                Markup.Escape(laboratory.Id),
                Markup.Escape(laboratory.Name),
                laboratory.SuspendedAt is { } since ? $"suspended {Day(since)}" : laboratory.Keys.Count > 0 ? "must sign" : "unsigned",
                Markup.Escape(string.Join('\n', keys)));
        }

        console.Write(table);
    }

    private static string Day(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
