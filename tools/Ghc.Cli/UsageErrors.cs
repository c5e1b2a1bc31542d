using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Parsing;

namespace Ghc.Cli;

/// <summary>What is wrong with a command line, and what may have been meant.</summary>
public static class UsageErrors
{
    /// <summary>
    /// Empty for a command line that can be run. The library takes an option that it does not know for an argument, so those are looked for
    /// first.
    /// </summary>
    public static IReadOnlyList<string> Of(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var options = parsed
            .Tokens.Where(token => token.Type == TokenType.Argument && token.Value is ['-', '-', _, ..])
            .Select(token => token.Value.Split('=')[0])
            .Select(name => $"There is no option {name}.{Suggestion(name, OptionsOf(command))}")
            .ToList();
        if (options.Count > 0)
        {
            return options;
        }

        var words =
            command.Subcommands.Count == 0
                ? []
                : parsed
                    .UnmatchedTokens.Take(1)
                    .Select(word =>
                        $"There is no command {GhcCommand.PathOf(command)} {word}.{Suggestion(word, command.Subcommands.SelectMany(sub => sub.Aliases.Prepend(sub.Name)))}"
                    )
                    .ToList();
        return words.Count > 0 ? words : [.. parsed.Errors.Select(Describe)];
    }

    /// <summary>The library names types of .NET where a value cannot be read.</summary>
    private static string Describe(ParseError error)
    {
        var isValue =
            error.Message.StartsWith("Cannot parse", StringComparison.Ordinal)
            || error.Message.Contains("not recognized", StringComparison.Ordinal);
        var (symbol, type) = error.SymbolResult switch
        {
            OptionResult of => (of.Option, of.Option.ValueType),
            ArgumentResult { Parent: OptionResult of } => (of.Option, of.Option.ValueType),
            ArgumentResult of => ((Symbol)of.Argument, of.Argument.ValueType),
            _ => (null, null),
        };
        if (!isValue || symbol is null || error.SymbolResult?.Tokens is not [.., { Value: var typed }])
        {
            return error.Message;
        }

        var values = symbol
            .GetCompletions(CompletionContext.Empty)
            .Select(each => each.Label)
            .Select(label => type!.IsEnum ? label.ToLowerInvariant() : label)
            .ToList();
        return values.Count > 0 ? $"{symbol.Name}: {typed} is none of {string.Join(", ", values)}.{Suggestion(typed, values)}"
            : type == typeof(DateTimeOffset?) ? $"{symbol.Name}: {typed} is no time, such as 2022-07-11T00:00:00Z."
            : $"{symbol.Name}: {typed} cannot be read.";
    }

    private static IEnumerable<string> OptionsOf(Command command) =>
        command
            .Options.Concat(
                command
                    .Parents.OfType<Command>()
                    .SelectMany(Ancestors)
                    .SelectMany(parent => parent.Options.Where(option => option.Recursive))
            )
            .Select(option => option.Name);

    private static IEnumerable<Command> Ancestors(Command command) =>
        command.Parents.OfType<Command>().SelectMany(Ancestors).Prepend(command);

    private static string Suggestion(string typed, IEnumerable<string> known)
    {
        var nearest = known
            .Select(name => (Name: name, Distance: Distance(typed, name)))
            .Where(each => each.Distance <= Math.Min(3, typed.Length / 2))
            .OrderBy(each => each.Distance)
            .ToList();
        return nearest.Count == 0 ? "" : $" Did you mean {nearest[0].Name}?";
    }

    /// <summary>How many letters must be added, taken away or replaced (Levenshtein).</summary>
    private static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0]++;
            for (var j = 1; j <= right.Length; j++)
            {
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (left[i - 1] == right[j - 1] ? 0 : 1)));
            }
        }

        return row[^1];
    }
}
