using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace Ghc.LocalWorker;

/// <summary>Runs a queue or timer function: a scope and an instance of its own for every run.</summary>
internal sealed class FunctionInvoker(Function function, IServiceScopeFactory scopes)
{
    private readonly Func<IServiceProvider, object?> activate = Activation.Of(function.Method);
    private readonly ParameterInfo[] parameters = function.Method.GetParameters();

    public async Task InvokeAsync(object trigger, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var arguments = Array.ConvertAll(parameters, p => p.ParameterType == typeof(CancellationToken) ? cancellation : trigger);
        await (Task)function.Method.Invoke(
            activate(scope.ServiceProvider), BindingFlags.DoNotWrapExceptions, binder: null, arguments, culture: null)!;
    }
}

/// <summary>How an instance of a function class comes to be; static methods need none.</summary>
internal static class Activation
{
    public static Func<IServiceProvider, object?> Of(MethodInfo method)
    {
        if (method.IsStatic)
            return static _ => null;
        var factory = ActivatorUtilities.CreateFactory(method.DeclaringType!, []);
        return services => factory(services, null);
    }
}
