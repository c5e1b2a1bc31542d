using Azure;
using Ghc.Domain;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Ghc.Functions.Http;

/// <summary>
/// What every answer has in common: security headers, no caching unless said otherwise, a problem for a call that no function takes, and "busy, try
/// again" when storage does not answer. A startup filter, because both hosts build an ordinary ASP.NET Core pipeline.
/// </summary>
public sealed partial class HttpFrame(ILogger<HttpFrame> logger) : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(FrameAsync);
        next(app);
    };

    private async Task FrameAsync(HttpContext context, RequestDelegate next)
    {
        AddHeaders(context.Response.Headers);
        try
        {
            await next(context);
        }
        catch (RequestFailedException unavailable) when (!context.Response.HasStarted)
        {
            LogStorageUnavailable(unavailable, unavailable.Status);
            await AnswerAsync(context, new Refusal("busy") { RetryAfter = TimeSpan.FromSeconds(2) });
        }
        catch (BadHttpRequestException) when (!context.Response.HasStarted)
        {
            await AnswerAsync(context, Refusal.Invalid("body", "body.unreadable"));
        }

        if (!context.Response.HasStarted && context.Response is { StatusCode: 404 or 405, ContentLength: null, ContentType: null })
        {
            await AnswerAsync(context, new Refusal("not-found"), context.Response.StatusCode);
        }
    }

    private static async Task AnswerAsync(HttpContext context, Refusal refusal, int? status = null)
    {
        var allow = context.Response.Headers.Allow;
        context.Response.Clear();
        AddHeaders(context.Response.Headers);
        context.Response.Headers.Allow = allow;
        await new Problem(refusal, status).ExecuteAsync(context);
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

    [LoggerMessage(Level = LogLevel.Error, Message = "Storage unavailable. Status: {Status}")]
    private partial void LogStorageUnavailable(Exception exception, int status);
}
