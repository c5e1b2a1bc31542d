using System.Reflection;
using Ghc.LocalWorker;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Configuration;

namespace Ghc.Functions.Tests.LocalWorker;

public sealed class FunctionCatalogTests
{
    [Theory]
    [InlineData(typeof(SameNames), "name is used by 2 functions")]
    [InlineData(typeof(NoTrigger), "exactly one trigger, this one has 0")]
    [InlineData(typeof(TwoTriggers), "exactly one trigger, this one has 2")]
    [InlineData(typeof(NotPublic), "must be public")]
    [InlineData(typeof(BadName), "a name is a letter")]
    [InlineData(typeof(KeyedHttp), "AuthorizationLevel.Anonymous")]
    [InlineData(typeof(NoRequest), "must be an HttpRequest")]
    [InlineData(typeof(NoResult), "returns IResult or Task<IResult>")]
    [InlineData(typeof(FromBody), "neither a string of the route nor a CancellationToken")]
    [InlineData(typeof(BadRoute), "is not a valid template")]
    [InlineData(typeof(BinaryQueue), "queue trigger parameter must be a string")]
    [InlineData(typeof(BadQueue), "is not a valid queue name")]
    [InlineData(typeof(VoidQueue), "returns Task")]
    [InlineData(typeof(GreedyQueue), "takes a CancellationToken only")]
    [InlineData(typeof(BadSchedule), "is not an NCRONTAB expression")]
    [InlineData(typeof(TimerOfString), "must be a TimerInfo")]
    public void Build_FunctionBreaksARule_FailsNamingIt(Type functions, string message)
    {
        var fault = Assert.Throws<InvalidOperationException>(() => WorkerHost.Builder(functions).Build());

        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_SeveralFaults_NamesThemAll()
    {
        var fault = Assert.Throws<InvalidOperationException>(() => FunctionCatalog.Of([typeof(NoTrigger), typeof(BadSchedule)]));

        Assert.Contains("Lonely (NoTrigger.Run)", fault.Message, StringComparison.Ordinal);
        Assert.Contains("Sometime (BadSchedule.Run)", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_HttpFunctionsWithoutTheWebApplication_Fails()
    {
        var builder = FunctionsApplication.CreateBuilder([]);
        builder.FunctionClasses = [typeof(HttpTests.HttpProbeFunctions)];

        var fault = Assert.Throws<InvalidOperationException>(() => builder.Build());

        Assert.Contains("ConfigureFunctionsWebApplication", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_QueueWithoutAConnection_FailsNamingTheSetting()
    {
        var fault = await Assert.ThrowsAsync<InvalidOperationException>(() => WorkerHost.Builder(typeof(Unconnected)).StartAsync());

        Assert.Contains("NowhereStorage__queueServiceUri", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_PoisonQueueOfALongName_IsAccepted()
    {
        var catalog = FunctionCatalog.Of([typeof(PoisonQueue)]);

        Assert.Equal("lab-results-poison", Assert.Single(catalog.Queues).Queue);
    }

    [Theory]
    [InlineData("AzureWebJobs.Later.Disabled")]
    [InlineData("AzureWebJobs:Later:Disabled")]
    public void Enabled_FunctionThatASettingTurnsOff_IsLeftOut(string setting)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new(setting, "true")]).Build();

        var catalog = FunctionCatalog.Of([typeof(Sooner)]).Enabled(settings);

        Assert.Equal("Now", Assert.Single(catalog.Timers).Name);
    }

    /// <summary>The local host looks in public classes only; that a function elsewhere were lost must not wait for Azure to show.</summary>
    [Fact]
    public void TheApp_HasNoFunctionOutsideItsPublicClasses()
    {
        const BindingFlags everything = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        var functions = typeof(Features).Assembly.GetTypes().SelectMany(type => type.GetMethods(everything)).Where(method => method.IsDefined(typeof(FunctionAttribute))).ToList();

        Assert.NotEmpty(functions);
        Assert.All(functions, method => Assert.True(method.DeclaringType!.IsVisible, $"{method.DeclaringType}.{method.Name}"));
    }

    private static class Sooner
    {
        [Function("Now")] public static Task A([TimerTrigger("0 0 * * * *")] TimerInfo timer) => Task.CompletedTask;
        [Function("Later")] public static Task B([TimerTrigger("0 0 * * * *")] TimerInfo timer) => Task.CompletedTask;
    }

    private static class SameNames
    {
        [Function("Twice")] public static Task A([TimerTrigger("0 0 * * * *")] TimerInfo timer) => Task.CompletedTask;
        [Function("TWICE")] public static Task B([TimerTrigger("0 0 * * * *")] TimerInfo timer) => Task.CompletedTask;
    }

    private static class NoTrigger
    {
        [Function("Lonely")] public static Task Run(string message) => Task.CompletedTask;
    }

    private static class TwoTriggers
    {
        [Function("Both")] public static Task Run([QueueTrigger("work")] string message, [TimerTrigger("0 0 * * * *")] TimerInfo timer) => Task.CompletedTask;
    }

    private static class NotPublic
    {
        [Function("Hidden")] internal static Task Run([QueueTrigger("work")] string message) => Task.CompletedTask;
    }

    private static class BadName
    {
        [Function("1 name")] public static Task Run([QueueTrigger("work")] string message) => Task.CompletedTask;
    }

    private static class KeyedHttp
    {
        [Function("Keyed")] public static IResult Run([HttpTrigger(AuthorizationLevel.Function, "get")] HttpRequest request) => Results.Ok();
    }

    private static class NoRequest
    {
        [Function("NoRequest")] public static IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpContext context) => Results.Ok();
    }

    private static class NoResult
    {
        [Function("NoResult")] public static Task<string> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => Task.FromResult("");
    }

    private static class FromBody
    {
        [Function("Bound")] public static IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "a/{id}")] HttpRequest request, string name) => Results.Ok();
    }

    private static class BadRoute
    {
        [Function("Astray")] public static IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "a/{id")] HttpRequest request) => Results.Ok();
    }

    private static class BinaryQueue
    {
        [Function("Binary")] public static Task Run([QueueTrigger("work")] byte[] message) => Task.CompletedTask;
    }

    private static class BadQueue
    {
        [Function("Shouting")] public static Task Run([QueueTrigger("WORK")] string message) => Task.CompletedTask;
    }

    private static class VoidQueue
    {
        [Function("Void")] public static void Run([QueueTrigger("work")] string message) => Assert.NotNull(message);
    }

    private static class GreedyQueue
    {
        [Function("Greedy")] public static Task Run([QueueTrigger("work")] string message, int dequeueCount) => Task.CompletedTask;
    }

    private static class BadSchedule
    {
        [Function("Sometime")] public static Task Run([TimerTrigger("0 0 * * *")] TimerInfo timer) => Task.CompletedTask;
    }

    private static class TimerOfString
    {
        [Function("Text")] public static Task Run([TimerTrigger("0 0 * * * *")] string timer) => Task.CompletedTask;
    }

    private static class Unconnected
    {
        [Function("Unconnected")] public static Task Run([QueueTrigger("work", Connection = "NowhereStorage")] string message) => Task.CompletedTask;
    }

    private static class PoisonQueue
    {
        [Function("Poison")] public static Task Run([QueueTrigger("lab-results-poison")] string message) => Task.CompletedTask;
    }
}
