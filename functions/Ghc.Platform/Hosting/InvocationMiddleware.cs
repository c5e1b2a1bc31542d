using System.Diagnostics;
using Ghc.Platform.Telemetry;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;

namespace Ghc.Platform.Hosting;

/// <summary>
/// Wraps every invocation of a function. Counts the storage calls of HTTP functions, and keeps a caller who left from being reported as a
/// failed invocation. Must be the first middleware of the worker: the one behind it waits for the request and executes the result, and a
/// caller can leave during both.
/// </summary>
public sealed partial class InvocationMiddleware(ILogger<InvocationMiddleware> logger) : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        var function = context.FunctionDefinition;
        if (!function.InputBindings.Values.Any(binding => binding.Type == "httpTrigger"))
        {
            await next(context);
            return;
        }

        var calls = StorageMeter.Start();
        try
        {
            await next(context);
        }
        catch (Exception failure) when (CallerLeft(context, failure.GetBaseException()))
        {
            LogCallerLeft(function.Name);
        }
        finally
        {
            if (calls.Value > 0)
            {
                Instrumentation.Called(function.Name, calls.Value, Activity.Current);
            }
        }
    }

    /// <summary>
    /// Leaving cancels what awaits and breaks a body that is being read. Before the request arrived here, it ends the wait for it with a
    /// time-out. Any other exception is a fault of ours even if the caller left too.
    /// </summary>
    private static bool CallerLeft(FunctionContext context, Exception failure) =>
        failure is BadHttpRequestException
        || (
            failure is OperationCanceledException or IOException or TimeoutException
            && (
                context.CancellationToken.IsCancellationRequested
                || context.GetHttpContext()?.RequestAborted.IsCancellationRequested == true
            )
        );

    [LoggerMessage(Level = LogLevel.Debug, Message = "Caller left. Function: {Function}")]
    private partial void LogCallerLeft(string function);
}
