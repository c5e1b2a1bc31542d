using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;

namespace Ghc.LocalWorker.Http;

/// <summary>One HTTP function at work. Whatever it throws ends here: startup filters see an answer without a body, as they do in Azure.</summary>
internal sealed partial class HttpFunctionRun(HttpFunction function, ILogger<HttpFunctionRun> logger)
{
    public async Task RunAsync(HttpContext context)
    {
        // What startup filters have set before the function ran (security headers) must be on an error answer too.
        var headers = context.Response.Headers.ToArray();
        try
        {
            var answer = function.Call(context.RequestServices, parameter => Argument(parameter, context));
            await (answer as IResult ?? await (Task<IResult>)answer!).ExecuteAsync(context);
            LogSucceeded(function.Name);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            LogCallerLeft(function.Name);
        }
        catch (BadHttpRequestException e)
        {
            LogRefused(function.Name, e.StatusCode);
            if (Restart(context, headers, e.StatusCode))
                await Results.Problem(statusCode: e.StatusCode).ExecuteAsync(context);
        }
        catch (Exception e)
        {
            LogFailed(e, function.Name);
            Restart(context, headers, StatusCodes.Status500InternalServerError);
        }
    }

    /// <summary>There is nothing else, FunctionReader sees to that: the request, the caller's patience, and strings of the route.</summary>
    private static object? Argument(ParameterInfo parameter, HttpContext context) =>
        parameter.ParameterType == typeof(HttpRequest) ? context.Request
        : parameter.ParameterType == typeof(CancellationToken) ? context.RequestAborted
        : context.Request.RouteValues[parameter.Name!];

    /// <summary>False if half an answer has left; only breaking the connection tells the caller that it is not whole.</summary>
    private static bool Restart(HttpContext context, KeyValuePair<string, StringValues>[] headers, int status)
    {
        if (context.Response.HasStarted)
        {
            context.Abort();
            return false;
        }
        context.Response.Clear();
        foreach (var (key, value) in headers)
            context.Response.Headers[key] = value;
        context.Response.StatusCode = status;
        return true;
    }

    [LoggerMessage(LogLevel.Debug, "Function succeeded. Function: {Function}")]
    private partial void LogSucceeded(string function);

    [LoggerMessage(LogLevel.Debug, "Caller left. Function: {Function}")]
    private partial void LogCallerLeft(string function);

    [LoggerMessage(LogLevel.Debug, "Bad request. Function: {Function}, status: {Status}")]
    private partial void LogRefused(string function, int status);

    [LoggerMessage(LogLevel.Error, "Function failed. Function: {Function}")]
    private partial void LogFailed(Exception exception, string function);
}
