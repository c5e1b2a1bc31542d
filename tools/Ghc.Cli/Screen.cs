using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Ghc.Domain;
using Ghc.Platform.Json;
using Ghc.Platform.Localization;
using Spectre.Console;

namespace Ghc.Cli;

/// <summary>
/// The three streams of a command: answers go to standard output, complaints and progress to standard error. With <c>--output json</c>
/// standard output holds one JSON document and nothing else.
/// </summary>
public sealed class Screen(IAnsiConsole answers, IAnsiConsole talk, Stream input)
{
    private static readonly JsonSerializerOptions Json = new(JsonContract.CreateOptions())
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    public Option<OutputFormat> FormatOption { get; } =
        new("--output")
        {
            Description = "text for people, json for programs: one document on standard output. Errors go to standard error in both.",
            HelpName = "text|json",
            Recursive = true,
        };

    public bool IsJson { get; set; }

    public IAnsiConsole Answers => answers;

    public IAnsiConsole Talk => talk;

    /// <summary>Where progress is drawn, if a person looks on; null in a pipe.</summary>
    public IAnsiConsole? Progress => talk.Profile.Out.IsTerminal ? talk : null;

    /// <summary>The answer of a command: a document for programs, or what <paramref name="text"/> draws for people.</summary>
    public int Answer(object value, Action<IAnsiConsole> text, int exitCode = ExitCodes.Done)
    {
        if (IsJson)
        {
            Write(JsonSerializer.Serialize(value, Json));
        }
        else
        {
            text(answers);
        }

        return exitCode;
    }

    public int Answer(object value, FormattableString sentence, int exitCode = ExitCodes.Done) =>
        Answer(value, console => console.MarkupLineInterpolated(sentence), exitCode);

    /// <summary>An answer that is a list: an array for programs, a table for people, and a sentence if there is nothing to show.</summary>
    public int List<T>(IReadOnlyList<T> items, string whenEmpty, params (string Header, Func<T, string?> Cell)[] columns) =>
        Answer(
            items,
            console =>
            {
                if (items.Count == 0)
                {
                    console.MarkupLineInterpolated($"{whenEmpty}");
                    return;
                }

                var table = new Table().AddColumns([.. columns.Select(column => column.Header)]);
                foreach (var item in items)
                {
                    table.AddRow([.. columns.Select(column => Markup.Escape(column.Cell(item) ?? ""))]);
                }

                console.Write(table);
            }
        );

    /// <summary>Text for a file or a variable, which the console would wrap.</summary>
    public void Write(string text) => answers.Profile.Out.Writer.WriteLine(text);

    /// <summary>A remark beside the answer.</summary>
    public void Say(FormattableString sentence) => (IsJson ? talk : answers).MarkupLineInterpolated(sentence);

    public int Fail(string what, string why, int exitCode)
    {
        talk.MarkupLineInterpolated($"[red]{what}[/] {why.Trim()}");
        return exitCode;
    }

    public int Refuse(string why)
    {
        talk.MarkupLineInterpolated($"[red]{why}[/]");
        return ExitCodes.Unusable;
    }

    public int Refuse(Refusal refusal) =>
        refusal.Code == RefusalCodes.InvalidRequest
            ? Refuse(string.Join(Environment.NewLine, refusal.Errors.Select(error => $"{error.Field}: {Describe(error)}")))
            : Refuse(Texts.Get($"problem.{refusal.Code}.detail", Languages.English));

    public static string Describe(FieldError error) => Texts.Get($"field.{error.Problem}", Languages.English, [.. error.Values]);

    public async Task<byte[]> ReadAsync(InputFile file, CancellationToken cancellation)
    {
        if (!file.IsStandardInput)
        {
            return await File.ReadAllBytesAsync(file.Path, cancellation);
        }

        using var copy = new MemoryStream();
        await input.CopyToAsync(copy, cancellation);
        return copy.ToArray();
    }

    public async Task<string> ReadTextAsync(InputFile file, CancellationToken cancellation)
    {
        using var reader = new StreamReader(new MemoryStream(await ReadAsync(file, cancellation)));
        return await reader.ReadToEndAsync(cancellation);
    }
}

public enum OutputFormat
{
    Text,
    Json,
}
