using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Ghc.Functions.Tests.LocalWorker;

public sealed class HttpTests : IAsyncLifetime
{
    private IHost host = null!;
    private HttpClient client = null!;

    private static CancellationToken TestEnd => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var builder = WorkerHost.Builder(typeof(HttpProbeFunctions)).With(new Greeting("Hello"));
        builder.Services.AddSingleton<IStartupFilter, MarkingFilter>();
        host = await builder.StartAsync();
        client = new HttpClient { BaseAddress = new Uri(((WebApplication)host).Urls.Single()) };
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await host.StopAsync(TestEnd);
        host.Dispose();
    }

    [Fact]
    public async Task Get_RouteWithAParameter_BindsRequestRouteAndToken()
    {
        var answer = await client.GetFromJsonAsync<JsonElement>("api/greet/Anna?loud=yes", TestEnd);

        Assert.Equal("Hello Anna", answer.GetProperty("text").GetString());
        Assert.Equal("?loud=yes", answer.GetProperty("query").GetString());
        Assert.True(answer.GetProperty("cancelable").GetBoolean());
    }

    [Fact]
    public async Task Post_Body_IsReadByTheFunction()
    {
        using var response = await client.PostAsync("api/echo", new StringContent("body"), TestEnd);

        Assert.Equal("body", await response.Content.ReadAsStringAsync(TestEnd));
    }

    [Fact]
    public async Task Get_NoOtherRouteMatches_FallsToTheCatchAll() =>
        Assert.Equal("page css/site.css", await client.GetStringAsync("css/site.css", TestEnd));

    [Fact]
    public async Task Get_Root_FallsToTheCatchAll() => Assert.Equal("page ", await client.GetStringAsync("", TestEnd));

    [Fact]
    public async Task Delete_RouteKnowsOtherMethods_Returns405()
    {
        using var response = await client.DeleteAsync("api/greet/Anna", TestEnd);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
    }

    [Fact]
    public async Task Get_FunctionThrows_Returns500WithoutABodyButWithTheHeadersOfFilters()
    {
        using var response = await client.GetAsync("api/broken", TestEnd);
        var body = await response.Content.ReadAsStringAsync(TestEnd);

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Empty(body);
        Assert.True(response.Headers.Contains("X-Filtered"));
        Assert.False(response.Headers.Contains("X-Half-Done"));
    }

    [Fact]
    public async Task Post_BodyOverTheLimit_Returns413()
    {
        using var response = await client.PostAsync("api/echo", new ByteArrayContent(new byte[(1024 * 1024) + 1]), TestEnd);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Fact]
    public async Task Get_Anything_CarriesNoServerHeader()
    {
        using var response = await client.GetAsync("api/greet/Anna", TestEnd);

        Assert.False(response.Headers.Contains("Server"));
        Assert.True(response.Headers.Contains("X-Filtered"));
    }

    public sealed record Greeting(string Word);

    public sealed class HttpProbeFunctions(Greeting greeting)
    {
        [Function("Greet")]
        public IResult Greet(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/greet/{name}")] HttpRequest request, string name, CancellationToken cancellation) =>
            Results.Json(new { text = $"{greeting.Word} {name}", query = request.QueryString.Value, cancelable = cancellation.CanBeCanceled });

        [Function("Echo")]
        public static async Task<IResult> Echo([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/echo")] HttpRequest request)
        {
            using var reader = new StreamReader(request.Body);
            return Results.Text(await reader.ReadToEndAsync(request.HttpContext.RequestAborted));
        }

        [Function("Broken")]
        public static Task<IResult> Broken([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/broken")] HttpRequest request)
        {
            request.HttpContext.Response.Headers["X-Half-Done"] = "yes";
            throw new InvalidOperationException("secret");
        }

        [Function("Page")]
        public static IResult Page([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "{*path}")] HttpRequest request, string? path) =>
            Results.Text($"page {path}");
    }

    private sealed class MarkingFilter : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((context, rest) =>
            {
                context.Response.Headers["X-Filtered"] = "yes";
                return rest(context);
            });
            next(app);
        };
    }
}
