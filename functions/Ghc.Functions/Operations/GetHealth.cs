using Azure;
using Ghc.Platform.Http;
using Ghc.Platform.Queues;
using Ghc.Platform.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Functions.Operations;

public sealed record HealthAnswer(string Status, IReadOnlyDictionary<string, string> Dependencies);

/// <summary>
/// Answers at all: alive, which <c>?probe=live</c> asks without troubling storage. Answers 200 to the full question: its storage does too.
/// </summary>
public sealed class GetHealth(StorageClients clients)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    [Function(nameof(GetHealth))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/health")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        if (request.Query["probe"] == "live")
        {
            return Reply.Json(new HealthAnswer("ok", new Dictionary<string, string>()), OperationsJson.Types.HealthAnswer);
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Patience);
        var tables = StateAsync(() => clients.Home.CheckTableAsync(TableNames.Holders, limit.Token));
        var queues = StateAsync(() => clients.Home.CheckQueueAsync(QueueNames.LabResults, limit.Token));
        var answer = new Dictionary<string, string> { ["tables"] = await tables, ["queues"] = await queues };
        var healthy = answer.Values.All(state => state == "ok");
        return Reply.Json(
            new HealthAnswer(healthy ? "ok" : "degraded", answer),
            OperationsJson.Types.HealthAnswer,
            healthy ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable
        );
    }

    private static async Task<string> StateAsync(Func<Task> ask)
    {
        try
        {
            await ask();
            return "ok";
        }
        catch (Exception failure) when (failure is RequestFailedException or AggregateException or OperationCanceledException)
        {
            return "unavailable";
        }
    }
}
