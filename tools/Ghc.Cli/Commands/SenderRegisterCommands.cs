using System.CommandLine;
using System.Globalization;
using Ghc.Domain;
using Ghc.Functions.Senders;
using Ghc.Platform.Json;
using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Cli.Commands;

/// <summary><c>ghc lab|border register|keys|suspend|resume|list</c>: who may send, and with which keys. Every change is audited.</summary>
public sealed class SenderRegisterCommands(Screen screen, Settings settings, SenderKind kind)
{
    private const string Actor = StaffCommand.Operator;

    private static readonly Argument<string> Id = new("ID")
    {
        Description = "1 to 40 lower-case letters, digits and hyphens, as it is named in messages.",
    };
    private static readonly Option<string> Name = new("--name") { Description = "What people call it.", Required = true };
    private static readonly Option<string?> NameEn = new("--name-en")
    {
        Description = "What readers of other languages than Chinese call it.",
    };
    private static readonly Option<InputFile?> Key = InputFile.Option(
        "--key",
        "Its public key on P-256, as PEM or JWK. From then on it must sign."
    );
    private static readonly Option<InputFile?> NewKey = Required(InputFile.Option("--key", "A public key on P-256, as PEM or JWK."));
    private static readonly Option<string?> Kid = new("--kid")
    {
        Description = "What the key is called, without the id (default: its fingerprint).",
    };
    private static readonly Option<bool> ReadOnly = new("--read-only")
    {
        Description = "The key only reads outcomes; messages need no signature because of it.",
    };
    private static readonly Argument<string> KeyId = new("KEY") { Description = "What the key is called, without the id." };

    private string What => Words.Of(kind);

    /// <summary>As the command is called: ghc lab or ghc border.</summary>
    private string Noun => kind == SenderKind.Laboratory ? "lab" : "border";

    private string Someone => kind == SenderKind.Laboratory ? "gz-kingmed" : "luohu";

    public IEnumerable<Command> Create() =>
        [
            On(
                new Command("register", $"Register a {What}.") { Id, Name, NameEn, Key, Kid }.WithExamples(
                    $"ghc {Noun} register {Someone} --name \"{Someone}\" --key public.pem --kid k1"
                ),
                RegisterAsync
            ),
            new Command("keys", $"Keys that a {What} signs with.")
            {
                On(
                    new Command("add", "Add a key; those before stay good.") { Id, NewKey, Kid, ReadOnly }.WithExamples(
                        $"ghc {Noun} keys add {Someone} --key public.pem --kid k2"
                    ),
                    async (register, arguments, cancellation) =>
                        (await ReadAsync(arguments.GetRequiredValue(NewKey)!, cancellation)).Refused(out var refusal, out var key)
                            ? refusal
                            : await AddKeyAsync(register, key, arguments, cancellation)
                ),
                On(
                    new Command("retire", "Refuse what is signed with a key from now on.") { Id, KeyId }.WithExamples(
                        $"ghc {Noun} keys retire {Someone} k1"
                    ),
                    (register, arguments, cancellation) =>
                        register.RetireKeyAsync(
                            kind,
                            arguments.GetRequiredValue(Id),
                            arguments.GetRequiredValue(KeyId),
                            Actor,
                            cancellation
                        )
                ),
            },
            On(
                new Command("suspend", $"Dead-letter everything that a {What} sends.") { Id }.WithExamples($"ghc {Noun} suspend {Someone}"),
                (register, arguments, cancellation) =>
                    register.SuspendAsync(kind, arguments.GetRequiredValue(Id), suspend: true, Actor, cancellation)
            ),
            On(
                new Command("resume", "End a suspension. What was dead-lettered is replayed with ghc poison replay.") { Id }.WithExamples(
                    $"ghc {Noun} resume {Someone}"
                ),
                (register, arguments, cancellation) =>
                    register.SuspendAsync(kind, arguments.GetRequiredValue(Id), suspend: false, Actor, cancellation)
            ),
            ListCommand(),
        ];

    private Command On(Command command, Func<SenderRegister, ParseResult, CancellationToken, Task<Outcome<Sender>>> act)
    {
        command.SetAction(
            (arguments, cancellation) =>
                settings.WithServicesAsync(
                    arguments,
                    async services =>
                    {
                        if (
                            (await act(services.GetRequiredService<SenderRegister>(), arguments, cancellation)).Refused(
                                out var refusal,
                                out var sender
                            )
                        )
                        {
                            return screen.Refuse(refusal);
                        }

                        return Show([sender]);
                    }
                )
        );
        return command;
    }

    private Command ListCommand()
    {
        var list = new Command("list", "List who is registered, with their keys.");
        list.WithExamples($"ghc {Noun} list")
            .SetAction(
                (arguments, cancellation) =>
                    settings.WithServicesAsync(
                        arguments,
                        async services => Show(await services.GetRequiredService<SendersTable>().ListAsync(kind, cancellation))
                    )
            );
        return list;
    }

    /// <summary>The key is read first: a laboratory that meant to sign is not left registered without one.</summary>
    private async Task<Outcome<Sender>> RegisterAsync(SenderRegister register, ParseResult arguments, CancellationToken cancellation)
    {
        var (id, name, nameEn) = (arguments.GetRequiredValue(Id), arguments.GetRequiredValue(Name), arguments.GetValue(NameEn));
        if (arguments.GetValue(Key) is not { } file)
        {
            return await register.RegisterAsync(kind, id, name, Actor, cancellation, nameEn);
        }

        if ((await ReadAsync(file, cancellation)).Refused(out var refusal, out var key))
        {
            return refusal;
        }

        // Repeated after it was cut off between registration and key, the command goes on where it ended.
        var registered = await register.RegisterAsync(kind, id, name, Actor, cancellation, nameEn);
        return registered.Refused(out _, out _) && await register.ReadAsync(kind, id, cancellation) is not { Keys: [] }
            ? registered
            : await AddKeyAsync(register, key, arguments, cancellation);
    }

    private async Task<Outcome<PublicKey>> ReadAsync(InputFile file, CancellationToken cancellation) =>
        PublicKey.Read(await screen.ReadTextAsync(file, cancellation));

    private Task<Outcome<Sender>> AddKeyAsync(
        SenderRegister register,
        PublicKey key,
        ParseResult arguments,
        CancellationToken cancellation
    ) =>
        register.AddKeyAsync(
            kind,
            arguments.GetRequiredValue(Id),
            key,
            arguments.GetValue(Kid),
            arguments.GetValue(ReadOnly),
            Actor,
            cancellation
        );

    private int Show(IReadOnlyList<Sender> senders) =>
        screen.List(
            senders,
            $"No {What} is registered.",
            ("Id", sender => sender.Id),
            ("Name", sender => sender.Name),
            (
                "State",
                sender =>
                    sender.SuspendedAt is { } since ? $"suspended {Day(since)}"
                    : sender.MustSign ? "must sign"
                    : "unsigned"
            ),
            (
                "Keys",
                sender =>
                    string.Join(
                        '\n',
                        sender.Keys.Select(key =>
                            $"{sender.Id}/{key.Id}{(key.ReadOnly ? " reads only" : "")}{(key.RetiredAt is { } at ? $" retired {Day(at)}" : "")}"
                        )
                    )
            )
        );

    private static Option<InputFile?> Required(Option<InputFile?> option)
    {
        option.Required = true;
        return option;
    }

    private static string Day(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
