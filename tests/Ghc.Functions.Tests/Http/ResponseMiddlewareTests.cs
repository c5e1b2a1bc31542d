using System.Text.Json.Nodes;
using Azure.Data.Tables;
using Ghc.Functions.Tests.Security;
using Ghc.Platform.Encryption;
using Ghc.Platform.Http;
using Ghc.Platform.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.Tests.Http;

public sealed class ResponseMiddlewareTests
{
    private readonly StorageOutage outage = new();

    /// <summary>As the worker of Azure leaves it: the exception went to the host, the pipeline goes on with an empty 200.</summary>
    [Fact]
    public async Task FunctionFailed_LeftAnEmpty200_IsAnInternalError() =>
        Assert.Equal((500, "internal-error"), await CodeAsync(await RunAsync(_ => Task.CompletedTask)));

    [Fact]
    public async Task FunctionFailed_StorageFailedMeanwhile_IsTemporary()
    {
        var context = await RunAsync(_ => AskNobodyAsync(TestContext.Current.CancellationToken));

        Assert.Equal((503, "temporarily-unavailable"), await CodeAsync(context));
        Assert.Equal("5", context.Response.Headers.RetryAfter);
        Assert.Equal(context.Response.Body.Length, context.Response.ContentLength);
    }

    [Fact]
    public async Task FunctionFailed_StorageFailedBefore_IsAnInternalError()
    {
        await AskNobodyAsync(TestContext.Current.CancellationToken);

        Assert.Equal((500, "internal-error"), await CodeAsync(await RunAsync(_ => Task.CompletedTask)));
    }

    [Fact]
    public async Task FunctionAnswered_ThoughStorageFailed_IsLeftAlone()
    {
        var context = await RunAsync(async http =>
        {
            await AskNobodyAsync(TestContext.Current.CancellationToken);
            await Results.Text("all the same").ExecuteAsync(http);
        });

        Assert.Equal((200, "all the same"), (context.Response.StatusCode, await TextAsync(context)));
    }

    [Theory]
    [InlineData(204)]
    [InlineData(304)]
    public async Task FunctionAnswered_WithoutContent_IsLeftAlone(int status)
    {
        var context = await RunAsync(http =>
        {
            http.Response.StatusCode = status;
            return Task.CompletedTask;
        });

        Assert.Equal((status, ""), (context.Response.StatusCode, await TextAsync(context)));
    }

    [Fact]
    public async Task Outage_CallerGaveUp_IsNone()
    {
        await AskNobodyAsync(new CancellationToken(canceled: true));

        Assert.Equal(0, outage.Failures);
    }

    [Fact]
    public async Task FunctionFailed_AfterItSetHeaders_OnlyThoseOfTheProblemAreLeft()
    {
        var context = await RunAsync(http =>
        {
            http.Response.Headers.CacheControl = "public, immutable";
            http.Response.Headers.ETag = "\"half\"";
            return Task.CompletedTask;
        });

        Assert.Equal((500, "internal-error"), await CodeAsync(context));
        Assert.Equal("no-store", context.Response.Headers.CacheControl);
        Assert.False(context.Response.Headers.ContainsKey("ETag"));
        Assert.Equal("nosniff", context.Response.Headers.XContentTypeOptions);
    }

    [Fact]
    public async Task FunctionFailed_CallerLeft_NothingIsWritten()
    {
        var context = await RunAsync(http =>
        {
            http.RequestAborted = new CancellationToken(canceled: true);
            return Task.CompletedTask;
        });

        Assert.Equal(0, context.Response.Body.Length);
    }

    private async Task<HttpContext> RunAsync(RequestDelegate function)
    {
        await using var services = new ServiceCollection().AddLogging().BuildServiceProvider();
        var app = new ApplicationBuilder(services);
        new ResponseMiddleware(
            outage,
            new Pseudonyms(Options.Create(TestKeys.Options())),
            Options.Create(new SiteOptions()),
            NullLogger<ResponseMiddleware>.Instance
        ).Configure(next => next.Run(function))(app);
        var context = new DefaultHttpContext { RequestServices = services };
        context.Response.Body = new MemoryStream();
        await app.Build()(context);
        return context;
    }

    /// <summary>A real call to a port on which nobody listens.</summary>
    private async Task AskNobodyAsync(CancellationToken cancellation)
    {
        var options = new TableClientOptions { Retry = { MaxRetries = 0 } };
        options.AddPolicy(outage, Azure.Core.HttpPipelinePosition.PerCall);
        var client = new TableServiceClient(
            "DefaultEndpointsProtocol=http;AccountName=a;AccountKey=YWJj;TableEndpoint=http://127.0.0.1:1/a",
            options
        );
        await Assert.ThrowsAnyAsync<Exception>(() =>
            client.GetTableClient("none").GetEntityAsync<TableEntity>("a", "b", cancellationToken: cancellation)
        );
    }

    private static async Task<(int, string?)> CodeAsync(HttpContext context) =>
        (context.Response.StatusCode, (string?)JsonNode.Parse(await TextAsync(context))!["code"]);

    private static async Task<string> TextAsync(HttpContext context)
    {
        context.Response.Body.Position = 0;
        return await new StreamReader(context.Response.Body).ReadToEndAsync(TestContext.Current.CancellationToken);
    }
}
