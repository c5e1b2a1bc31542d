using System.Globalization;
using Ghc.LocalHost.Protocol;
using Ghc.LocalHost.Workers;

namespace Ghc.LocalHost.Http;

/// <summary>
/// Serves a request by a function. The request itself travels to the worker over HTTP and waits there for the invocation of the same id,
/// which travels over gRPC at the same time; the header ties the two together.
/// </summary>
public static class HttpInvocation
{
    public const string IdHeader = "x-ms-invocation-id";

    /// <param name="forward">Sends the request, which carries the id by now, to the worker and answers with what comes back.</param>
    /// <returns>What became of the function; null if no function serves the request, which is answered with a bare 404.</returns>
    public static async Task<StatusResult?> RunAsync(HttpContext context, HttpRoutes routes, WorkerChannel worker, Func<Task> forward)
    {
        if (routes.Find(context) is not var (function, values))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return null;
        }

        var id = Guid.NewGuid().ToString();
        context.Request.Headers[IdHeader] = id;
        var metadata = values.Select(value =>
            KeyValuePair.Create(value.Key, Convert.ToString(value.Value, CultureInfo.InvariantCulture) ?? "")
        );
        var forwarding = forward();
        var result = worker.InvokeAsync(function.Name, new TypedData { Http = new RpcHttp() }, metadata, id, context.RequestAborted);
        await forwarding;
        return await result;
    }
}
