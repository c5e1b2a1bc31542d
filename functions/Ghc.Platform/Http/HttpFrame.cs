using System.Diagnostics;
using Ghc.Domain;
using Ghc.Platform.Storage;
using Ghc.Platform.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace Ghc.Platform.Http;

/// <summary>
/// What every answer has in common: the way it came, security headers, no caching unless said otherwise, and a problem for a call that no function took or
/// finished. A startup filter, because both hosts build an ordinary ASP.NET Core pipeline; neither lets a function's exception come this far (docs/adr/0001).
/// </summary>
public sealed class HttpFrame(IOptions<SiteOptions> site, StorageOutage outage) : IStartupFilter
{
    /// <summary>Storage is seldom away for longer than a few seconds, and everybody who waits must not come back at once.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(FrameAsync);
        next(app);
    };

    private async Task FrameAsync(HttpContext context, RequestDelegate next)
    {
        AddHeaders(context.Response.Headers);
        if (!CameThroughFrontDoor(context.Request))
        {
            await new Problem(new Refusal(RefusalCodes.Forbidden)).ExecuteAsync(context);
            return;
        }

        var (calls, failures) = (StorageMeter.Start(), outage.Failures);
        await next(context);

        // In Azure the function ran in another flow, where nothing was counted: no measurement beats a wrong one.
        if (calls.Value > 0)
        {
            // The pattern, not the path: a path can hold what somebody typed.
            Instrumentation.Called((context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "none", calls.Value, Activity.Current);
        }

        if (context.Response is { HasStarted: false, ContentLength: null, ContentType: null } && Missing(context.Response.StatusCode, outage.Failures > failures) is { } problem)
        {
            await problem.ExecuteAsync(context);
        }
    }

    /// <summary>
    /// What to say instead of nothing; null where nothing is the answer. No function of ours answers 200 without a content: the worker leaves that behind when
    /// a function failed, the local host leaves 500.
    /// </summary>
    private static Problem? Missing(int status, bool storageIsAway) => status switch
    {
        StatusCodes.Status404NotFound or StatusCodes.Status405MethodNotAllowed => new Problem(new Refusal(RefusalCodes.NotFound), status),
        StatusCodes.Status200OK or StatusCodes.Status500InternalServerError => storageIsAway
            ? new Problem(new Refusal(RefusalCodes.TemporarilyUnavailable) { RetryAfter = Pause })
            : new Problem(new Refusal(RefusalCodes.InternalError)),
        _ => null,
    };

    /// <summary>In front of the app Azure asks the same; a rule that was loosened by hand must not open it to everybody.</summary>
    private bool CameThroughFrontDoor(HttpRequest request) =>
        site.Value.FrontDoorId.Length == 0 || string.Equals(request.Headers["X-Azure-FDID"], site.Value.FrontDoorId, StringComparison.OrdinalIgnoreCase);

    private static void AddHeaders(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
        headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.XFrameOptions = "DENY";
        headers["Permissions-Policy"] = "camera=(self), geolocation=(), microphone=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.CacheControl = "no-store";
    }
}
