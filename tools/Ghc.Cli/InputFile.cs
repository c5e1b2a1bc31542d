using System.CommandLine;
using System.CommandLine.Parsing;

namespace Ghc.Cli;

/// <summary>A file that is named on the command line; <c>-</c> is standard input.</summary>
public sealed record InputFile(string Path)
{
    public const string StandardInput = "-";

    public bool IsStandardInput => Path == StandardInput;

    public static Argument<InputFile> Argument(string name, string description) =>
        new(name) { Description = $"{description} - is standard input.", CustomParser = Parse };

    public static Option<InputFile?> Option(string name, string description) =>
        new(name) { Description = $"{description} - is standard input.", CustomParser = Parse };

    private static InputFile? Parse(ArgumentResult result)
    {
        var path = result.Tokens[^1].Value;
        if (path == StandardInput || File.Exists(path))
        {
            return new InputFile(path);
        }

        result.AddError(Directory.Exists(path) ? $"{path} is a folder, not a file." : $"There is no file {path}.");
        return null;
    }
}
