using Ghc.Platform.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace Ghc.Functions.Sunset;

/// <summary>
/// Refuses calls that are over in the present phase, and skips timers that are. A middleware of the worker, for the same reason as the one
/// for Front Door.
/// </summary>
public sealed class SunsetMiddleware(SunsetState state) : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        await state.Known.WaitAsync(context.CancellationToken);
        var function = context.FunctionDefinition;
        if (context.GetHttpContext() is { } http && SunsetRules.RefusalOf(function.Name, state.Phase) is { } refusal)
        {
            await new Problem(refusal).ExecuteAsync(http);
        }
        else if (!IsTimer(function) || !SunsetRules.IsTimerOver(function.Name, state.Phase))
        {
            await next(context);
        }
    }

    private static bool IsTimer(FunctionDefinition function) =>
        function.InputBindings.Values.Any(binding => binding.Type == "timerTrigger");
}
