using System.Text.Json.Nodes;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Ghc.Functions.Tests.Support;
using Ghc.Platform.Http;
using Ghc.Platform.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.Tests.Http;

public sealed class HttpFrameTests(Azurite azurite)
{
    private const string OurFrontDoor = "5a1f3c62-0000-4000-8000-000000000001";

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

    [Theory]
    [InlineData("", null, 200)]
    [InlineData("", "somebody's", 200)]
    [InlineData(OurFrontDoor, OurFrontDoor, 200)]
    [InlineData(OurFrontDoor, null, 403)]
    [InlineData(OurFrontDoor, "5a1f3c62-0000-4000-8000-000000000002", 403)]
    public async Task Request_NotThroughOurFrontDoor_IsRefused(string expected, string? came, int status)
    {
        var context = await RunAsync(http => Results.Text("in").ExecuteAsync(http), expected, came);

        Assert.Equal(status, context.Response.StatusCode);
    }

    [Fact]
    public async Task App_FrontDoorIdIsSet_LetsInNobodyElse()
    {
        var settings = new AppSettings(azurite.NewAccount());
        settings.Values["Site:FrontDoorId"] = OurFrontDoor;
        await using var app = new GhcApp(settings);
        var client = app.CreateClient();

        (await client.GetAsync("api/keys", token: null)).Expect(403, "forbidden");
        client.DefaultRequestHeaders.Add("X-Azure-FDID", OurFrontDoor);
        (await client.GetAsync("api/keys", token: null)).Expect(200);
    }

    private async Task<HttpContext> RunAsync(RequestDelegate function, string frontDoorId = "", string? came = null)
    {
        await using var services = new ServiceCollection().AddLogging().BuildServiceProvider();
        var app = new ApplicationBuilder(services);
        new HttpFrame(Options.Create(new SiteOptions { FrontDoorId = frontDoorId }), outage).Configure(next => next.Run(function))(app);
        var context = new DefaultHttpContext { RequestServices = services };
        context.Response.Body = new MemoryStream();
        context.Request.Headers["X-Azure-FDID"] = came;
        await app.Build()(context);
        return context;
    }

    /// <summary>A real call to a port on which nobody listens.</summary>
    private async Task AskNobodyAsync(CancellationToken cancellation)
    {
        var options = new TableClientOptions { Retry = { MaxRetries = 0 } };
        options.AddPolicy(outage, Azure.Core.HttpPipelinePosition.PerCall);
        var client = new TableServiceClient("DefaultEndpointsProtocol=http;AccountName=a;AccountKey=YWJj;TableEndpoint=http://127.0.0.1:1/a", options);
        await Assert.ThrowsAnyAsync<Exception>(() => client.GetTableClient("none").GetEntityAsync<TableEntity>("a", "b", cancellationToken: cancellation));
    }

    private static async Task<(int, string?)> CodeAsync(HttpContext context) =>
        (context.Response.StatusCode, (string?)JsonNode.Parse(await TextAsync(context))!["code"]);

    private static async Task<string> TextAsync(HttpContext context)
    {
        context.Response.Body.Position = 0;
        return await new StreamReader(context.Response.Body).ReadToEndAsync(TestContext.Current.CancellationToken);
    }
}
