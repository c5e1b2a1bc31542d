using System.Diagnostics.Metrics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Ghc.Functions.Senders;
using Ghc.Platform.Http;
using Ghc.Platform.Localization;
using Ghc.Platform.Queues;
using Ghc.Platform.Storage;
using Ghc.Platform.Telemetry;

namespace Ghc.Functions.Tests.Reference;

/// <summary>The pages of docs/reference, made of the code.</summary>
internal static class ReferencePages
{
    private const string Written =
        "Written from the code by `ReferenceTests`; do not edit it. After a change run that test with `APPROVE=1`.";

    private static readonly CultureInfo English = Languages.English;

    public static string Functions() =>
        Page(
            "Functions",
            "\"Who\" is the credential and the roles of [Permissions](../../functions/Ghc.Functions/Access/Permissions.cs). Tables and queues are all that the function can reach through the classes it is made of; how many calls it makes is in [storage](../storage.md#round-trips).",
            ["function", "trigger", "who", "what it does", "tables", "queues"],
            FunctionCatalog.All.Select(function =>
                new[]
                {
                    SourceFiles.Link(function.Type),
                    function.Trigger,
                    function.Permission,
                    SourceFiles.Summary(function.Type),
                    string.Join(", ", function.Tables),
                    string.Join(", ", function.Queues.Where(queue => queue != function.Queue)),
                }
            )
        );

    public static string Settings() =>
        Page(
            "Settings",
            "As names of environment variables; in JSON `__` is `:`. Options are validated at start. Beside them: `DataStorage` (a connection string, or `DataStorage__tableServiceUri` and `DataStorage__queueServiceUri`), "
                + "`DataAccounts__0__…` for [several accounts](../scale.md), `APPLICATIONINSIGHTS_CONNECTION_STRING` and `OTEL_EXPORTER_OTLP_ENDPOINT` for telemetry, `AzureWebJobsStorage` for the Functions host.",
            ["setting", "default", "bounds", "what it is for", "class"],
            SettingsCatalog.All.Select(setting =>
                new[] { $"`{setting.Name}`", setting.Default, setting.Bounds, setting.Summary, SourceFiles.Link(setting.Type) }
            )
        );

    public static string Storage() =>
        Page(
            "Tables and queues",
            "What each row holds, and how long it is kept, is in [storage](../storage.md).",
            ["table", "functions that can reach it"],
            TableNames.All.Select(table =>
                new[] { $"`{table}`", Names(FunctionCatalog.All.Where(function => function.Tables.Contains(table))) }
            )
        )
        + "\n"
        + Table(
            ["queue", "read by", "other functions that can reach it"],
            QueueNames.All.Select(queue =>
                new[]
                {
                    $"`{queue}`",
                    Names(FunctionCatalog.All.Where(function => function.Queue == queue)),
                    Names(FunctionCatalog.All.Where(function => function.Queue != queue && function.Queues.Contains(queue))),
                }
            )
        );

    public static string Refusals() =>
        Page(
            "Refusals",
            "Every `code` of an answer of `application/problem+json`, with its status. The declarations are in [RefusalCodes](../../functions/Ghc.Domain/RefusalCodes.cs), the texts in `functions/Ghc.Platform/Localization`.",
            ["code", "status", "title", "detail"],
            Problem
                .Codes.Order(StringComparer.Ordinal)
                .Select(code => new[] { $"`{code}`", $"{Problem.StatusOf(code)}", Text($"problem.{code}"), Text($"problem.{code}.detail") })
        )
        + "\nMessages of the queues are refused with `invalid-request`, or with one of "
        + string.Join(
            ", ",
            typeof(SenderRefusals)
                .GetFields()
                .Where(field => field.IsLiteral)
                .Select(field => $"`{field.GetRawConstantValue()}`")
                .Order(StringComparer.Ordinal)
        )
        + ": [messages](../messages.md#signatures).\n";

    public static string Metrics() =>
        Page(
            "Metrics",
            "What they mean for an operator is in [operations](../operations.md).",
            ["metric", "kind", "unit", "what it measures"],
            Instruments()
                .Select(instrument =>
                    new[]
                    {
                        $"`{instrument.Name}`",
                        instrument.GetType().Name.Split('`')[0],
                        $"`{instrument.Unit}`",
                        instrument.Description ?? "",
                    }
                )
        );

    private static List<Instrument> Instruments()
    {
        RuntimeHelpers.RunClassConstructor(typeof(Instrumentation).TypeHandle);
        Instrumentation.ObservePoison(() => []);
        var instruments = new List<Instrument>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (instrument.Meter.Name == Instrumentation.Name)
            {
                instruments.Add(instrument);
            }
        };
        listener.Start();
        return [.. instruments.DistinctBy(instrument => instrument.Name).OrderBy(instrument => instrument.Name, StringComparer.Ordinal)];
    }

    private static string Names(IEnumerable<CatalogFunction> functions) => string.Join(", ", functions.Select(function => function.Name));

    private static string Text(string key) => Texts.Get(key, English).ReplaceLineEndings(" ").Replace("|", "\\|", StringComparison.Ordinal);

    private static string Page(string title, string intro, string[] columns, IEnumerable<string[]> rows) =>
        $"# {title}\n{Written}\n\n{intro}\n\n{Table(columns, rows)}";

    private static string Table(string[] columns, IEnumerable<string[]> rows)
    {
        var table = new StringBuilder($"| {string.Join(" | ", columns)} |\n|{string.Concat(columns.Select(_ => "---|"))}\n");
        foreach (var row in rows)
        {
            table.Append(CultureInfo.InvariantCulture, $"| {string.Join(" | ", row)} |\n");
        }

        return table.ToString();
    }
}
