using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Ghc.Functions.Tests.LocalWorker;

/// <summary>Builds hosts that serve only the given function classes.</summary>
internal static class WorkerHost
{
    /// <summary>No port is fixed and no settings file is near, whatever folder the tests run in.</summary>
    public static FunctionsApplicationBuilder Builder(params Type[] classes)
    {
        var builder = FunctionsApplication.CreateBuilder(["--urls", "http://127.0.0.1:0", "--contentRoot", AppContext.BaseDirectory]);
        builder.FunctionClasses = classes;
        builder.Logging.ClearProviders();
        return builder.ConfigureFunctionsWebApplication();
    }

    public static async Task<IHost> StartAsync(this FunctionsApplicationBuilder builder)
    {
        var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        return host;
    }

    public static FunctionsApplicationBuilder With(this FunctionsApplicationBuilder builder, string key, string value)
    {
        builder.Configuration[key] = value;
        return builder;
    }

    public static FunctionsApplicationBuilder With<T>(this FunctionsApplicationBuilder builder, T singleton)
        where T : class
    {
        builder.Services.AddSingleton(singleton);
        return builder;
    }

    /// <summary>Waits for a condition, and fails with its text when it does not come true in time: minutes, since a busy machine is no defect.</summary>
    public static async Task EventuallyAsync(
        Func<Task<bool>> condition,
        [CallerArgumentExpression(nameof(condition))] string? text = null)
    {
        var clock = Stopwatch.StartNew();
        while (!await condition())
        {
            Assert.True(clock.Elapsed < TimeSpan.FromMinutes(2), "Did not come true in two minutes: " + text);
            await Task.Delay(25, TestContext.Current.CancellationToken);
        }
    }

    public static Task EventuallyAsync(
        Func<bool> condition, [CallerArgumentExpression(nameof(condition))] string? text = null) =>
        EventuallyAsync(() => Task.FromResult(condition()), text);
}
