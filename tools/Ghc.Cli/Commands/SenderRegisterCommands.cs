using System.CommandLine;
using System.Globalization;
using Ghc.Domain;
using Ghc.Functions.Senders;
using Ghc.Platform.Json;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace Ghc.Cli.Commands;

/// <summary><c>ghc lab|border register|keys|suspend|resume|list</c>: who may send, and with which keys. Every change is audited.</summary>
public sealed class SenderRegisterCommands(IAnsiConsole console, Settings settings, SenderKind kind)
{
    private const string Actor = StaffCommand.Operator;

    private static readonly Argument<string> Id = new("ID") { Description = "1 to 40 lower-case letters, digits and hyphens, as it is named in messages." };
    private static readonly Option<string> Name = new("--name") { Description = "What people call it.", Required = true };
    private static readonly Option<FileInfo> Key = new Option<FileInfo>("--key") { Description = "Its public key on P-256, as PEM or JWK. From then on it must sign." }.AcceptExistingOnly();
    private static readonly Option<FileInfo> NewKey = new Option<FileInfo>("--key") { Description = "A public key on P-256, as PEM or JWK.", Required = true }.AcceptExistingOnly();
    private static readonly Option<string?> Kid = new("--kid") { Description = "What the key is called, without the id (default: its fingerprint)." };
    private static readonly Option<bool> ReadOnly = new("--read-only") { Description = "The key only reads outcomes; messages need no signature because of it." };
    private static readonly Argument<string> KeyId = new("KEY") { Description = "What the key is called, without the id." };

    private string What => Words.Of(kind);

    public IEnumerable<Command> Create() =>
    [
        On(new Command("register", $"Register a {What}.") { Id, Name, Key, Kid }, RegisterAsync),
        new Command("keys", $"Keys that a {What} signs with.")
        {
            On(new Command("add", "Add a key; those before stay good.") { Id, NewKey, Kid, ReadOnly }, (register, arguments, cancellation) =>
                AddKeyAsync(register, arguments.GetRequiredValue(Id), arguments.GetRequiredValue(NewKey), arguments, cancellation)),
            On(new Command("retire", "Refuse what is signed with a key from now on.") { Id, KeyId }, (register, arguments, cancellation) =>
                register.RetireKeyAsync(kind, arguments.GetRequiredValue(Id), arguments.GetRequiredValue(KeyId), Actor, cancellation)),
        },
        On(new Command("suspend", $"Dead-letter everything that a {What} sends.") { Id }, (register, arguments, cancellation) =>
            register.SuspendAsync(kind, arguments.GetRequiredValue(Id), suspend: true, Actor, cancellation)),
        On(new Command("resume", "End a suspension. What was dead-lettered is replayed with ghc poison replay.") { Id }, (register, arguments, cancellation) =>
            register.SuspendAsync(kind, arguments.GetRequiredValue(Id), suspend: false, Actor, cancellation)),
        ListCommand(),
    ];

    private Command On(Command command, Func<SenderRegister, ParseResult, CancellationToken, Task<Outcome<Sender>>> act)
    {
        command.SetAction((arguments, cancellation) => settings.WithServicesAsync(arguments, async services =>
        {
            if ((await act(services.GetRequiredService<SenderRegister>(), arguments, cancellation)).Refused(out var refusal, out var sender))
            {
                return console.Refuse(refusal);
            }

            Show([sender]);
            return ExitCodes.Done;
        }));
        return command;
    }

    private Command ListCommand()
    {
        var list = new Command("list", "List who is registered, with their keys.");
        list.SetAction((arguments, cancellation) => settings.WithServicesAsync(arguments, async services =>
        {
            Show(await services.GetRequiredService<SendersTable>().ListAsync(kind, cancellation));
            return ExitCodes.Done;
        }));
        return list;
    }

    /// <summary>The key is read first: a laboratory that meant to sign is not left registered without one.</summary>
    private async Task<Outcome<Sender>> RegisterAsync(SenderRegister register, ParseResult arguments, CancellationToken cancellation)
    {
        var id = arguments.GetRequiredValue(Id);
        var file = arguments.GetValue(Key);
        if (file is not null && PublicKey.Read(await File.ReadAllTextAsync(file.FullName, cancellation)).Refused(out var refusal, out _))
        {
            return refusal;
        }

        var registered = await register.RegisterAsync(kind, id, arguments.GetRequiredValue(Name), Actor, cancellation);
        if (file is null)
        {
            return registered;
        }

        // Repeated after it was cut off between registration and key, the command goes on where it ended.
        return registered.Refused(out _, out _) && await register.ReadAsync(kind, id, cancellation) is not { Keys: [] } ? registered
            : await AddKeyAsync(register, id, file, arguments, cancellation);
    }

    private async Task<Outcome<Sender>> AddKeyAsync(SenderRegister register, string id, FileInfo file, ParseResult arguments, CancellationToken cancellation) =>
        PublicKey.Read(await File.ReadAllTextAsync(file.FullName, cancellation)).Refused(out var refusal, out var key)
            ? refusal
            : await register.AddKeyAsync(kind, id, key, arguments.GetValue(Kid), arguments.GetValue(ReadOnly), Actor, cancellation);

    private void Show(IReadOnlyList<Sender> senders)
    {
        var table = new Table().AddColumns("Id", "Name", "State", "Keys");
        foreach (var sender in senders)
        {
            var keys = sender.Keys.Select(key => $"{sender.Id}/{key.Id}{(key.ReadOnly ? " reads only" : "")}{(key.RetiredAt is { } at ? $" retired {Day(at)}" : "")}");
            table.AddRow(
                Markup.Escape(sender.Id),
                Markup.Escape(sender.Name),
                sender.SuspendedAt is { } since ? $"suspended {Day(since)}" : sender.MustSign ? "must sign" : "unsigned",
                Markup.Escape(string.Join('\n', keys)));
        }

        console.Write(table);
    }

    private static string Day(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
