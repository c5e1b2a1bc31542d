using System.CommandLine;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Ghc.Cli.Commands;

/// <summary>
/// <c>ghc keys new</c>, <c>add</c>, <c>use</c>, <c>reseal</c>, <c>retire</c>. The rings are described in docs/operations.md.
/// </summary>
public static partial class KeysCommand
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static Command Create(Screen screen, Settings settings) =>
        new("keys", "Pepper and key rings.")
        {
            New(screen),
            Add(screen, settings),
            Use(screen, settings),
            ResealCommand.Create(screen, settings),
            RetireCommand.Create(screen, settings),
        };

    internal static JsonObject LocalSettings() =>
        new()
        {
            ["IsEncrypted"] = false,
            ["Values"] = new JsonObject
            {
                ["FUNCTIONS_WORKER_RUNTIME"] = "dotnet-isolated",
                ["AzureWebJobsStorage"] = "UseDevelopmentStorage=true",
                ["DataStorage"] = "UseDevelopmentStorage=true",
                ["Keys__Pepper"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
                [KeyFile.CurrentName(Ring.Sealing)] = "k1",
                [KeyFile.KeyName(Ring.Sealing, "k1")] = KeyFile.NewKey(Ring.Sealing),
                [KeyFile.CurrentName(Ring.Signing)] = "k1",
                [KeyFile.KeyName(Ring.Signing, "k1")] = KeyFile.NewKey(Ring.Signing),
                ["Site__Url"] = "http://localhost:7071",
            },
        };

    private static Command New(Screen screen)
    {
        var create = new Command(
            "new",
            "Print a local.settings.json with fresh keys, for the local host. Anyone who has it can read the data: keep it out of version control."
        );
        create
            .WithExamples("ghc keys new > local.settings.json")
            .SetAction(_ =>
            {
                screen.Write(LocalSettings().ToJsonString(Indented));
                return ExitCodes.Done;
            });
        return create;
    }

    private static Command Add(Screen screen, Settings settings)
    {
        var ring = RingArgument();
        var id = new Option<string?>("--id") { Description = "Its id, 1 to 8 of a-z, 0-9 and hyphen (default: k and the next number)." };
        var spare = new Option<bool>("--spare")
        {
            Description = "Leave the present key current: where several instances run, all must know a key before one uses it.",
        };
        var add = new Command(
            "add",
            "Add a fresh key to a ring of a settings file and make it current. What former keys made stays readable."
        )
        {
            ring,
            id,
            spare,
        };
        add.WithExamples(
                "ghc keys add signing --spare --settings local.settings.json",
                "ghc keys add sealing --settings local.settings.json"
            )
            .SetAction(arguments =>
                settings.WithKeyFile(
                    arguments,
                    file =>
                    {
                        var to = arguments.GetValue(ring);
                        var name = arguments.GetValue(id) ?? file.NextId(to);
                        if (!KeyId().IsMatch(name) || file.Ids(to).Contains(name))
                        {
                            return settings.Refuse(
                                $"{name} is no new id: 1 to 8 of a-z, 0-9 and hyphen, and not {string.Join(", ", file.Ids(to))}."
                            );
                        }

                        file.Add(to, name);
                        if (!arguments.GetValue(spare))
                        {
                            file.Use(to, name);
                        }

                        file.Save();
                        return screen.Answer(
                            new RingState(to, file.Current(to), file.Ids(to)),
                            $"{Word(to)} key {name} was added; current is {file.Current(to)}. Start the service again.{Environment.NewLine}In Azure: store the value of {KeyFile.KeyName(to, name)} as the secret {Word(to)}-{name}, and list {name} under keys.{Word(to)}.ids of the parameter file."
                        );
                    }
                )
            );
        return add;
    }

    private static Command Use(Screen screen, Settings settings)
    {
        var (ring, id) = (RingArgument(), IdArgument());
        var use = new Command("use", "Make a key of a ring current: new things are sealed or signed by it.") { ring, id };
        use.WithExamples("ghc keys use signing k2 --settings local.settings.json")
            .SetAction(arguments =>
                settings.WithKeyFile(
                    arguments,
                    file =>
                    {
                        var (of, name) = (arguments.GetValue(ring), arguments.GetRequiredValue(id));
                        if (!file.Ids(of).Contains(name))
                        {
                            return settings.Refuse($"There is no {Word(of)} key {name}.");
                        }

                        file.Use(of, name);
                        file.Save();
                        return screen.Answer(
                            new RingState(of, file.Current(of), file.Ids(of)),
                            $"{Word(of)} key {name} is current. Start the service again. In Azure: keys.{Word(of)}.current of the parameter file."
                        );
                    }
                )
            );
        return use;
    }

    internal static Argument<Ring> RingArgument() =>
        new("RING") { Description = "sealing: personal data at rest. signing: codes and sessions." };

    internal static Argument<string> IdArgument() => new("ID") { Description = "The key, such as k2." };

    internal static string Word(Ring ring) => ring == Ring.Sealing ? "sealing" : "signing";

    internal sealed record RingState(Ring Ring, string? Current, IReadOnlyList<string> Ids);

    [GeneratedRegex(@"\A[a-z0-9-]{1,8}\z")]
    private static partial Regex KeyId();
}
