using System.Diagnostics;
using Ghc.Domain;
using Ghc.Functions.Service;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Ghc.Functions.Http;

/// <summary>
/// What every answer has in common: security headers, no caching unless said otherwise, and a problem for a call that no function takes. A startup
/// filter, because both hosts build an ordinary ASP.NET Core pipeline.
/// </summary>
public sealed class HttpFrame : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(FrameAsync);
        next(app);
    };

    private static async Task FrameAsync(HttpContext context, RequestDelegate next)
    {
        AddHeaders(context.Response.Headers);
        var calls = StorageMeter.Start();
        await next(context);

        // The pattern, not the path: a path can hold what somebody typed.
        Telemetry.Called((context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "none", calls.Value, Activity.Current);
        if (!context.Response.HasStarted && context.Response is { StatusCode: 404 or 405, ContentLength: null, ContentType: null })
        {
            await new Problem(new Refusal("not-found"), context.Response.StatusCode).ExecuteAsync(context);
        }
    }

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
