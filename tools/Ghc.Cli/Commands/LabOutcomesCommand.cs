using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Ghc.Functions.LabResults;
using Ghc.Functions.Senders;
using Ghc.Platform.Localization;
using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Cli.Commands;

/// <summary>
/// <c>ghc lab outcomes ID</c>: what became of messages. A laboratory asks the service and signs; an operator reads storage.
/// </summary>
public static class LabOutcomesCommand
{
    private const int PageSize = 50;

    private static readonly Argument<string> Id = new("ID") { Description = "The laboratory, as it stands in messages." };
    private static readonly Option<string?> Accession = new("--accession") { Description = "Only this one." };
    private static readonly Option<DateTimeOffset?> Since = new("--since") { Description = "Nothing older, such as 2022-07-11T00:00:00Z." };
    private static readonly Option<FileInfo> Sign = new Option<FileInfo>("--sign")
    {
        Description = "PEM file with the laboratory's private key.",
    }.AcceptExistingOnly();
    private static readonly Option<string?> Kid = new("--kid") { Description = "laboratory/key, as the key was registered." };
    private static readonly Option<bool> Follow = new("--follow")
    {
        Description = "Go on and show new ones as they come, one on each line, until Ctrl+C.",
    };

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    public static Command Create(Screen screen, Settings settings, Api api)
    {
        var outcomes = new Command(
            "outcomes",
            "Show the newest outcomes: accepted, duplicate, superseded, rejected with the reason; and questions about results, which another revision answers. A laboratory asks the service, with --sign, --kid and --url; an operator reads storage. "
                + "Exit codes: 0 shown, 2 argument or settings unusable, refused, or no such laboratory, 3 unreachable, 130 ended by Ctrl+C."
        )
        {
            Id,
            Accession,
            Since,
            Follow,
            Sign,
            Kid,
            api.UrlOption,
        };
        outcomes.Aliases.Add("status");
        outcomes.WithExamples(
            "ghc lab outcomes gz-kingmed --sign key.pem --kid gz-kingmed/k1 --url https://ghc.example",
            "ghc lab outcomes gz-kingmed --accession A-1027",
            "ghc lab outcomes gz-kingmed --follow"
        );
        outcomes.SetAction(
            (arguments, cancellation) =>
                arguments.GetValue(Sign) is { } file
                    ? AskAsync(screen, api, arguments, file, cancellation)
                    : settings.WithServicesAsync(arguments, services => ReadAsync(screen, services, arguments, cancellation))
        );
        return outcomes;
    }

    private static async Task<int> ReadAsync(
        Screen screen,
        IServiceProvider services,
        ParseResult arguments,
        CancellationToken cancellation
    )
    {
        var (id, table) = (arguments.GetRequiredValue(Id), services.GetRequiredService<LabOutcomesTable>());
        async Task<OutcomesAnswer> PageAsync(DateTimeOffset? since, string? after)
        {
            var (outcomes, next) = await table.PageAsync(id, arguments.GetValue(Accession), since, after, PageSize, cancellation);
            return new OutcomesAnswer(id, [.. outcomes.Select(outcome => OutcomeView.Of(outcome, Languages.English))], next);
        }

        async Task<bool> IsKnownAsync() =>
            await services.GetRequiredService<SenderRegister>().ReadAsync(SenderKind.Laboratory, id, cancellation) is not null
            || (await table.PageAsync(id, accession: null, since: null, after: null, 1, cancellation)).Outcomes.Count > 0;

        var first = await PageAsync(arguments.GetValue(Since), after: null);
        return first.Outcomes.Count == 0 && !await IsKnownAsync()
            ? screen.Refuse($"No laboratory {id} is registered, and none sent anything; ghc lab list shows those that are registered.")
            : await ShowAsync(screen, arguments, first.Outcomes, PageAsync, cancellation);
    }

    private static async Task<int> AskAsync(Screen screen, Api api, ParseResult arguments, FileInfo file, CancellationToken cancellation)
    {
        using var key = PrivateKey.Read(file);
        if (key is null || arguments.GetValue(Kid) is not { } kid)
        {
            return screen.Refuse("--sign needs a private key on P-256 in PEM, and --kid.");
        }

        // A token lasts for minutes, so each page is asked for with one of its own.
        async Task<OutcomesAnswer> PageAsync(DateTimeOffset? since, string? after)
        {
            OutcomesAnswer? page = null;
            var exitCode = await api.WithAsync(
                arguments,
                arguments.GetValue(api.UrlOption),
                Token(key, kid),
                async session =>
                {
                    page = (await session.GetAsync(Query(arguments, since, after), cancellation)).Deserialize(
                        LabResultsJson.Types.OutcomesAnswer
                    );
                    return ExitCodes.Done;
                }
            );
            return page ?? throw new PageException(exitCode);
        }

        try
        {
            return await ShowAsync(
                screen,
                arguments,
                (await PageAsync(arguments.GetValue(Since), after: null)).Outcomes,
                PageAsync,
                cancellation
            );
        }
        catch (PageException failed)
        {
            return failed.ExitCode;
        }
    }

    private static async Task<int> ShowAsync(
        Screen screen,
        ParseResult arguments,
        IReadOnlyList<OutcomeView> page,
        Func<DateTimeOffset?, string?, Task<OutcomesAnswer>> read,
        CancellationToken cancellation
    )
    {
        if (!arguments.GetValue(Follow))
        {
            return screen.List(
                page,
                "No outcome is recorded.",
                ("At", Time),
                ("Accession", outcome => outcome.Accession),
                ("Revision", outcome => $"{outcome.Revision}"),
                ("Outcome", outcome => outcome.Outcome),
                ("Reason", outcome => string.Join('\n', Reasons(outcome)))
            );
        }

        // Outcomes of one moment may become visible one after the other, so the last moment is asked for again.
        var shown = new HashSet<string>();
        var since = arguments.GetValue(Since);
        while (true)
        {
            foreach (var outcome in page.Reverse())
            {
                var line = screen.IsJson
                    ? JsonSerializer.Serialize(outcome, LabResultsJson.Types.OutcomeView)
                    : string.Join(
                        "  ",
                        [Time(outcome), outcome.Accession ?? "-", $"{outcome.Revision}", outcome.Outcome, .. Reasons(outcome)]
                    );
                if (shown.Add(line))
                {
                    screen.Write(line);
                }
            }

            await Task.Delay(Pause, cancellation);
            since = page.Count > 0 ? page[0].At : since;
            page = await SinceAsync(read, since);
        }
    }

    /// <summary>All pages, newest first, however many came meanwhile.</summary>
    private static async Task<IReadOnlyList<OutcomeView>> SinceAsync(
        Func<DateTimeOffset?, string?, Task<OutcomesAnswer>> read,
        DateTimeOffset? since
    )
    {
        var answer = await read(since, null);
        var all = answer.Outcomes.ToList();
        while (answer.Next is { } after)
        {
            answer = await read(since, after);
            all.AddRange(answer.Outcomes);
        }

        return all;
    }

    private static string Time(OutcomeView outcome) => $"{outcome.At.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z";

    private static IEnumerable<string> Reasons(OutcomeView outcome)
    {
        var fields = outcome.Errors?.SelectMany(field => field.Value.Select(text => $"{field.Key}: {text}")) ?? [];
        return new[] { outcome.Reason ?? "" }.Concat(outcome.Remarks ?? []).Concat(fields).Where(text => text.Length > 0);
    }

    private static string Query(ParseResult arguments, DateTimeOffset? since, string? after)
    {
        var query = new List<string>();
        if (arguments.GetValue(Accession) is { } accession)
        {
            query.Add($"accession={Uri.EscapeDataString(accession)}");
        }

        if (since is { } time)
        {
            query.Add($"since={Uri.EscapeDataString(time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture))}");
        }

        if (after is not null)
        {
            query.Add($"after={Uri.EscapeDataString(after)}");
        }

        return $"api/laboratories/{Uri.EscapeDataString(arguments.GetRequiredValue(Id))}/outcomes?{string.Join('&', query)}";
    }

    private static string Token(ECDsa key, string kid)
    {
        var claims = new SenderTokenClaims(
            SenderTokens.Audience,
            (TimeProvider.System.GetUtcNow() + SenderTokens.Longest).ToUnixTimeSeconds()
        );
        return CompactJws.Sign(key, kid, JsonSerializer.SerializeToUtf8Bytes(claims, SendersJson.Types.SenderTokenClaims), "JWT");
    }

    private sealed class PageException(int exitCode) : Exception
    {
        public int ExitCode => exitCode;
    }
}
