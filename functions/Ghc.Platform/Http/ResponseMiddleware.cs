using System.Collections.Frozen;
using Ghc.Domain;
using Ghc.Platform.Encryption;
using Ghc.Platform.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Ghc.Platform.Http;

/// <summary>
/// Middleware for every response: security headers, no caching unless the function says otherwise, and a problem body where the function
/// produced no response. A startup filter, because the worker builds the ASP.NET Core pipeline itself. A function's exception does not come
/// this far (docs/adr/0001).
/// </summary>
public sealed partial class ResponseMiddleware(
    StorageOutage outage,
    Pseudonyms pseudonyms,
    IOptions<SiteOptions> site,
    ILogger<ResponseMiddleware> logger
) : IStartupFilter
{
    /// <summary>Storage is seldom away for longer than a few seconds, and everybody who waits must not come back at once.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) =>
        app =>
        {
            app.Use(FrameAsync);
            next(app);
        };

    /// <summary>
    /// Refusals that a guesser, or somebody with another's session, brings about. Logged with the pseudonym of the address, so that an
    /// attack can be told from a crowd.
    /// </summary>
    private static readonly FrozenSet<string> OfSecurity = new[]
    {
        RefusalCodes.LoginFailed,
        RefusalCodes.WrongSmsCode,
        RefusalCodes.Locked,
        RefusalCodes.NotSignedIn,
        RefusalCodes.Forbidden,
        RefusalCodes.NotAnInspector,
        RefusalCodes.SecondFactorRequired,
        RefusalCodes.ProofRequired,
        RefusalCodes.OfficerTooNew,
        RefusalCodes.RolesConflict,
        RefusalCodes.NeedsApproval,
        RefusalCodes.ConsentRequired,
        RefusalCodes.IdentityVerificationFailed,
        RefusalCodes.NoCrossingRecord,
        RefusalCodes.TooManyRequests,
        RefusalCodes.CodeNotRecognized,
        RefusalCodes.CodeRevoked,
        RefusalCodes.FamilyRefused,
    }.ToFrozenSet();

    private async Task FrameAsync(HttpContext context, RequestDelegate next)
    {
        AddHeaders(context.Response.Headers);
        var failures = outage.Failures;
        await next(context);

        if (
            !context.RequestAborted.IsCancellationRequested
            && context.Response is { HasStarted: false, ContentLength: null, ContentType: null }
            && Missing(context.Response.StatusCode, outage.Failures > failures) is { } problem
        )
        {
            if (context.Response.StatusCode == StatusCodes.Status200OK)
            {
                // What the function set before it failed, such as how long to cache, does not hold for the problem.
                context.Response.Clear();
                AddHeaders(context.Response.Headers);
            }

            await problem.ExecuteAsync(context);
        }

        if (context.Items[Problem.Code] is string code && OfSecurity.Contains(code))
        {
            LogRefused(
                code,
                context.Request.Method,
                RouteOf(context),
                pseudonyms.AddressKey(ClientAddress.Of(context.Request, site.Value.ClientAddressHeader))
            );
        }
    }

    /// <summary>Not the path: somebody may have typed a document's number into it.</summary>
    private static string RouteOf(HttpContext context) => (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "";

    [LoggerMessage(Level = LogLevel.Information, Message = "Refused. Code: {Code}, call: {Method} {Route}, address: {Address}")]
    private partial void LogRefused(string code, string method, string route, string address);

    /// <summary>
    /// The problem for an answer without content; null where having none is right. No function answers 200 without content: that is what
    /// the worker leaves when a function failed.
    /// </summary>
    private static Problem? Missing(int status, bool storageIsAway) =>
        status switch
        {
            StatusCodes.Status404NotFound or StatusCodes.Status405MethodNotAllowed => new Problem(
                new Refusal(RefusalCodes.NotFound),
                status
            ),
            StatusCodes.Status200OK => storageIsAway
                ? new Problem(new Refusal(RefusalCodes.TemporarilyUnavailable) { RetryAfter = Pause })
                : new Problem(new Refusal(RefusalCodes.InternalError)),
            _ => null,
        };

    /// <summary>host.json has the same headers, for what the Functions host answers by itself.</summary>
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
