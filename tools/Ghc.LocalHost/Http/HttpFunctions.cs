using Ghc.LocalHost.Protocol;
using Ghc.LocalHost.Workers;

namespace Ghc.LocalHost.Http;

/// <summary>
/// Serves requests by the functions of the worker that runs now, and answers like the real host where the worker did not.
/// </summary>
internal sealed partial class HttpFunctions(
    HttpRoutes routes,
    WorkerSupervisor workers,
    WorkerForwarder forwarder,
    ILogger<HttpFunctions> logger
)
{
    /// <summary>For a worker that is restarting to become ready.</summary>
    private static readonly TimeSpan RestartPeriod = TimeSpan.FromSeconds(15);

    public async Task RunAsync(HttpContext context)
    {
        try
        {
            var worker = await workers.CurrentAsync(context.RequestAborted).WaitAsync(RestartPeriod);
            var result = await HttpInvocation.RunAsync(context, routes, worker, () => forwarder.SendAsync(context, worker));
            if (result is { Status: StatusResult.Types.Status.Failure })
            {
                Fail(context, StatusCodes.Status500InternalServerError);
            }
        }
        catch (TimeoutException)
        {
            Fail(context, StatusCodes.Status503ServiceUnavailable);
        }
        catch (WorkerLostException)
        {
            LogLost(context.Request.Method, context.Request.Path);
            Fail(context, StatusCodes.Status502BadGateway);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody waits for an answer.
        }
    }

    /// <summary>
    /// A response that has started cannot become another one. Then the end of the connection tells the caller that it is not complete,
    /// unless its length does.
    /// </summary>
    private static void Fail(HttpContext context, int status)
    {
        if (!context.Response.HasStarted)
        {
            context.Response.Clear();
            context.Response.StatusCode = status;
        }
        else if (context.Response.ContentLength is null)
        {
            context.Abort();
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Worker ended during a request. Request: {Method} {Path}")]
    private partial void LogLost(string method, string path);
}
