using System.CommandLine;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Spectre.Console;

namespace Ghc.Cli.Commands;

/// <summary><c>ghc keys new</c>, <c>add</c>, <c>use</c>, <c>retire</c>. The rings are described in docs/operations.md.</summary>
public static partial class KeysCommand
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static Command Create(IAnsiConsole console, Settings settings) =>
        new("keys", "Pepper and key rings.") { New(console), Add(console, settings), Use(console, settings), Retire(console, settings) };

    internal static JsonObject LocalSettings() => new()
    {
        ["IsEncrypted"] = false,
        ["Values"] = new JsonObject
        {
            ["DataStorage"] = "UseDevelopmentStorage=true",
            ["Keys__Pepper"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
            [KeyFile.CurrentName(Ring.Sealing)] = "k1",
            [KeyFile.KeyName(Ring.Sealing, "k1")] = KeyFile.NewKey(Ring.Sealing),
            [KeyFile.CurrentName(Ring.Signing)] = "k1",
            [KeyFile.KeyName(Ring.Signing, "k1")] = KeyFile.NewKey(Ring.Signing),
            ["Sms__Provider"] = "local",
            ["Site__Url"] = "http://localhost:7071",
            ["Demo__Seed"] = "true",
        },
    };

    private static Command New(IAnsiConsole console)
    {
        var create = new Command("new", "Print a local.settings.json with fresh keys, for the local host. Whoever holds it can read the data: keep it out of version control.");
        create.SetAction(_ =>
        {
            // Not through the console's wrapping: this is a file.
            console.Profile.Out.Writer.WriteLine(LocalSettings().ToJsonString(Indented));
            return ExitCodes.Done;
        });
        return create;
    }

    private static Command Add(IAnsiConsole console, Settings settings)
    {
        var ring = RingArgument();
        var id = new Option<string?>("--id") { Description = "Its id, 1 to 8 of a-z, 0-9 and hyphen (default: k and the next number)." };
        var spare = new Option<bool>("--spare") { Description = "Leave the present key current: where several instances run, all must know a key before one uses it." };
        var add = new Command("add", "Add a fresh key to a ring of a settings file and make it current. What former keys made stays readable.") { ring, id, spare };
        add.SetAction(arguments => settings.WithKeyFile(arguments, file =>
        {
            var to = arguments.GetValue(ring);
            var name = arguments.GetValue(id) ?? file.NextId(to);
            if (!KeyId().IsMatch(name) || file.Ids(to).Contains(name))
            {
                return settings.Refuse($"{name} is no new id: 1 to 8 of a-z, 0-9 and hyphen, and not {string.Join(", ", file.Ids(to))}.");
            }

            file.Add(to, name);
            if (!arguments.GetValue(spare))
            {
                file.Use(to, name);
            }

            file.Save();
            console.MarkupLineInterpolated($"{Word(to)} key {name} was added; current is {file.Current(to)}. Start the service again.");
            console.MarkupLineInterpolated($"In Azure: store the value of {KeyFile.KeyName(to, name)} as the secret {Word(to)}-{name}, and list {name} under keys.{Word(to)}.ids of the parameter file.");
            return ExitCodes.Done;
        }));
        return add;
    }

    private static Command Use(IAnsiConsole console, Settings settings)
    {
        var (ring, id) = (RingArgument(), new Argument<string>("ID") { Description = "The key, such as k2." });
        var use = new Command("use", "Make a key of a ring current: new things are sealed or signed by it.") { ring, id };
        use.SetAction(arguments => settings.WithKeyFile(arguments, file =>
        {
            var (of, name) = (arguments.GetValue(ring), arguments.GetRequiredValue(id));
            if (!file.Ids(of).Contains(name))
            {
                return settings.Refuse($"There is no {Word(of)} key {name}.");
            }

            file.Use(of, name);
            file.Save();
            console.MarkupLineInterpolated($"{Word(of)} key {name} is current. Start the service again. In Azure: keys.{Word(of)}.current of the parameter file.");
            return ExitCodes.Done;
        }));
        return use;
    }

    private static Command Retire(IAnsiConsole console, Settings settings)
    {
        var (ring, id) = (RingArgument(), new Argument<string>("ID") { Description = "The key, such as k2." });
        var loss = new Option<bool>("--accept-loss") { Description = "For sealing keys: rows that this key sealed, and that were not written since, can never be read again." };
        var retire = new Command("retire", "Take a key out of a ring: what it signed is refused, what it sealed cannot be read.") { ring, id, loss };
        retire.SetAction(arguments => settings.WithKeyFile(arguments, file =>
        {
            var (of, name) = (arguments.GetValue(ring), arguments.GetRequiredValue(id));
            var problem = !file.Ids(of).Contains(name) ? $"There is no {Word(of)} key {name}."
                : file.Current(of) == name ? $"{name} is current: add another first, or use one."
                : of == Ring.Sealing && !arguments.GetValue(loss) ? $"Rows sealed by {name} could not be read any more. Say --accept-loss if there are none left, or if that is the purpose."
                : null;
            if (problem is not null)
            {
                return settings.Refuse(problem);
            }

            file.Remove(of, name);
            file.Save();
            console.MarkupLineInterpolated($"{Word(of)} key {name} is retired. Start the service again. In Azure: take {name} off keys.{Word(of)}.ids of the parameter file.");
            return ExitCodes.Done;
        }));
        return retire;
    }

    private static Argument<Ring> RingArgument() => new("RING") { Description = "sealing: personal data at rest. signing: codes and sessions." };

    private static string Word(Ring ring) => ring == Ring.Sealing ? "sealing" : "signing";

    [GeneratedRegex(@"\A[a-z0-9-]{1,8}\z")]
    private static partial Regex KeyId();
}
