using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Ghc.Functions.LabResults;
using Ghc.Functions.Senders;
using Ghc.Platform.Localization;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace Ghc.Cli.Commands;

/// <summary><c>ghc lab status ID</c>: what became of messages. A laboratory asks the service and signs; an operator reads storage.</summary>
public static class LabStatusCommand
{
    private const int PageSize = 50;

    private static readonly Argument<string> Id = new("ID") { Description = "The laboratory, as it stands in messages." };
    private static readonly Option<string?> Accession = new("--accession") { Description = "Only this one." };
    private static readonly Option<DateTimeOffset?> Since = new("--since") { Description = "Nothing older, such as 2022-07-11T00:00:00Z." };
    private static readonly Option<FileInfo> Sign = new Option<FileInfo>("--sign") { Description = "PEM file with the laboratory's private key." }.AcceptExistingOnly();
    private static readonly Option<string?> Kid = new("--kid") { Description = "laboratory/key, as the key was registered." };

    public static Command Create(IAnsiConsole console, Settings settings, Api api)
    {
        var status = new Command(
            "status",
            "Show the newest outcomes: accepted, duplicate, superseded, rejected with the reason. A laboratory asks the service, with --sign, --kid and --url; an operator reads storage. "
            + "Exit codes: 0 shown, 2 argument or settings unusable, or refused, 3 unreachable.")
        {
            Id,
            Accession,
            Since,
            Sign,
            Kid,
            api.UrlOption,
        };
        status.SetAction((arguments, cancellation) => arguments.GetValue(Sign) is { } file
            ? AskAsync(console, api, arguments, file, cancellation)
            : settings.WithServicesAsync(arguments, services => ReadAsync(console, services, arguments, cancellation)));
        return status;
    }

    private static async Task<int> ReadAsync(IAnsiConsole console, IServiceProvider services, ParseResult arguments, CancellationToken cancellation)
    {
        var (outcomes, _) = await services.GetRequiredService<LabOutcomesTable>().PageAsync(
            arguments.GetRequiredValue(Id), arguments.GetValue(Accession), arguments.GetValue(Since), after: null, PageSize, cancellation);
        Show(console, outcomes.Select(outcome => OutcomeView.Of(outcome, Languages.English)));
        return ExitCodes.Done;
    }

    private static async Task<int> AskAsync(IAnsiConsole console, Api api, ParseResult arguments, FileInfo file, CancellationToken cancellation)
    {
        using var key = PrivateKey.Read(file);
        if (key is null || arguments.GetValue(Kid) is not { } kid)
        {
            return console.Refuse("--sign needs a private key on P-256 in PEM, and --kid.");
        }

        return await api.WithAsync(arguments, arguments.GetValue(api.UrlOption), Token(key, kid), async session =>
        {
            var answer = (await session.GetAsync(Query(arguments), cancellation)).Deserialize(LabResultsJson.Types.OutcomesAnswer)!;
            Show(console, answer.Outcomes);
            return ExitCodes.Done;
        });
    }

    private static string Query(ParseResult arguments)
    {
        var query = new List<string>();
        if (arguments.GetValue(Accession) is { } accession)
        {
            query.Add($"accession={Uri.EscapeDataString(accession)}");
        }

        if (arguments.GetValue(Since) is { } since)
        {
            query.Add($"since={Uri.EscapeDataString(since.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture))}");
        }

        return $"api/laboratories/{Uri.EscapeDataString(arguments.GetRequiredValue(Id))}/outcomes?{string.Join('&', query)}";
    }

    private static string Token(ECDsa key, string kid)
    {
        var claims = new SenderTokenClaims(SenderTokens.Audience, (TimeProvider.System.GetUtcNow() + SenderTokens.Longest).ToUnixTimeSeconds());
        return CompactJws.Sign(key, kid, JsonSerializer.SerializeToUtf8Bytes(claims, SendersJson.Types.SenderTokenClaims), "JWT");
    }

    private static void Show(IAnsiConsole console, IEnumerable<OutcomeView> outcomes)
    {
        var table = new Table().AddColumns("At", "Accession", "Revision", "Outcome", "Reason");
        foreach (var outcome in outcomes)
        {
            var fields = outcome.Errors?.SelectMany(field => field.Value.Select(text => $"{field.Key}: {text}")) ?? [];
            table.AddRow(
                $"{outcome.At.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z",
                Markup.Escape(outcome.Accession ?? ""),
                $"{outcome.Revision}",
                outcome.Outcome,
                Markup.Escape(string.Join('\n', new[] { outcome.Reason ?? "" }.Concat(fields).Where(text => text.Length > 0))));
        }

        console.Write(table);
    }
}
