using System.Text;
using Ghc.Domain;
using Ghc.Domain.Statistics;
using Ghc.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.Statistics;

/// <summary>How many people were scanned, by day, kind of place and color: for everybody, as JSON or CSV.</summary>
public sealed class GetStatistics(StatisticsTable statistics, IOptions<StatisticsOptions> options, TimeProvider clock)
{
    private const int MaxDays = 92;

    [Function(nameof(GetStatistics))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/statistics")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        if (
            QueryValues.Number(request, "days", fallback: 14, min: 1, max: MaxDays).Refused(out var refusal, out var days)
            || Format(request).Refused(out refusal, out var format)
        )
        {
            return Reply.Problem(refusal);
        }

        var found = await statistics.ListAsync(ChinaTime.DayOf(clock.GetUtcNow()).AddDays(-days), days, cancellation);
        request.HttpContext.Response.Headers.CacheControl = "public, max-age=3600";
        request.HttpContext.Response.Headers.Vary = "Accept";
        return format == "csv"
            ? Results.Text(StatisticsCsv.Of(found), "text/csv; charset=utf-8", Encoding.UTF8)
            : Reply.Json(new StatisticsAnswer(options.Value.LeastPeople, PublicCount.Step, found), StatisticsJson.Types.StatisticsAnswer);
    }

    private static Outcome<string> Format(HttpRequest request) =>
        request.Query["format"].ToString() switch
        {
            "" => request.Headers.Accept.ToString().Contains("text/csv", StringComparison.OrdinalIgnoreCase) ? "csv" : "json",
            var asked and ("json" or "csv") => asked,
            _ => Refusal.NotOneOf("format", ["json", "csv"]),
        };
}
