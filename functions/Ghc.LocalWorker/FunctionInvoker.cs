using Microsoft.Extensions.DependencyInjection;

namespace Ghc.LocalWorker;

/// <summary>Runs a queue or timer function: a scope of its own for every run.</summary>
internal sealed class FunctionInvoker(Function function, IServiceScopeFactory scopes)
{
    public async Task InvokeAsync(object trigger, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        await (Task)function.Call(scope.ServiceProvider, p => p.ParameterType == typeof(CancellationToken) ? cancellation : trigger)!;
    }
}
