using Ghc.Domain;
using Ghc.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Options;

namespace Ghc.Platform.Hosting;

/// <summary>
/// Refuses requests that bypassed our Front Door. The network rules in front of the app do the same; this holds if someone loosens them.
/// A middleware of the worker, not of ASP.NET Core: a request that ends in the latter leaves its invocation waiting until it times out.
/// </summary>
public sealed class FrontDoorMiddleware(IOptions<SiteOptions> site) : IFunctionsWorkerMiddleware
{
    public Task Invoke(FunctionContext context, FunctionExecutionDelegate next) =>
        context.GetHttpContext() is { } http && !Admits(http.Request)
            ? new Problem(new Refusal(RefusalCodes.Forbidden)).ExecuteAsync(http)
            : next(context);

    internal bool Admits(HttpRequest request) =>
        site.Value.FrontDoorId.Length == 0
        || string.Equals(request.Headers["X-Azure-FDID"], site.Value.FrontDoorId, StringComparison.OrdinalIgnoreCase);
}
