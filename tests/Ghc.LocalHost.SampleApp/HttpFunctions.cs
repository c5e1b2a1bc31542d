using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;

namespace Ghc.LocalHost.SampleApp;

/// <summary>What a host must get right about HTTP.</summary>
public sealed class HttpFunctions(IConfiguration configuration)
{
    [Function("Greet")]
    public static IResult Greet(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/greet/{name}/{times:int?}")] HttpRequest request,
        string name,
        int? times
    ) => Results.Text(string.Join(' ', Enumerable.Repeat(name, times ?? 1)));

    /// <summary>Tells whether the process is another one after a restart.</summary>
    [Function("Process")]
    public static IResult Process([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/process")] HttpRequest request) =>
        Results.Text(Environment.ProcessId.ToString(CultureInfo.InvariantCulture));

    [Function("Setting")]
    public IResult Setting([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/setting")] HttpRequest request) =>
        Results.Text(configuration[request.Query["name"].ToString()] ?? "");

    [Function("Echo")]
    public static async Task<IResult> Echo([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/echo")] HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        return Results.Bytes(body.ToArray(), request.ContentType);
    }

    /// <summary>The second half comes when the first has arrived and the caller has asked for it.</summary>
    [Function("Stream")]
    public static IResult Stream(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/stream/{id}")] HttpRequest request,
        string id
    ) =>
        Results.Stream(async body =>
        {
            await body.WriteAsync("first"u8.ToArray());
            await body.FlushAsync();
            await Signal.Of(id).Task;
            await body.WriteAsync("second"u8.ToArray());
        });

    [Function("Release")]
    public static IResult Release(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/release/{id}")] HttpRequest request,
        string id
    )
    {
        Signal.Of(id).TrySetResult();
        return Results.NoContent();
    }

    /// <summary>
    /// Answers when the file exists, which a test can create while no further request is accepted. Writes another file to tell that it
    /// runs.
    /// </summary>
    [Function("WaitForFile")]
    public static async Task<IResult> WaitForFile(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/wait-for-file")] HttpRequest request
    )
    {
        var file = request.Query["path"].ToString();
        await File.WriteAllTextAsync(file + ".running", "");
        while (!File.Exists(file))
        {
            await Task.Delay(20);
        }

        return Results.Text("done");
    }

    /// <summary>Ends only when it is cancelled.</summary>
    [Function("Hang")]
    public static async Task<IResult> Hang(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/hang")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        await Task.Delay(Timeout.Infinite, cancellation);
        return Results.NoContent();
    }

    /// <summary>Does not end, even when it is cancelled.</summary>
    [Function("HangForever")]
    public static async Task<IResult> HangForever(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/hang-forever")] HttpRequest request
    )
    {
        await Task.Delay(Timeout.Infinite, CancellationToken.None);
        return Results.NoContent();
    }

    [Function("Throw")]
    public static IResult Throw([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/throw")] HttpRequest request) =>
        throw new InvalidOperationException("The function failed as it was asked to.");

    [Function("CatchAll")]
    public static IResult CatchAll(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "{*path}")] HttpRequest request,
        string? path
    ) => Results.Text($"page {path}");
}
