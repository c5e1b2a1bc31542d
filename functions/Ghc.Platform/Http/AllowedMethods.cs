using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;

namespace Ghc.Platform.Http;

/// <summary>
/// Knows the methods of every route but the catch-all. The Functions host answers a wrong method with a bare 404, so the catch-all takes
/// every method and uses this class to answer 405 itself.
/// </summary>
public sealed class AllowedMethods(EndpointDataSource endpoints)
{
    private readonly Lazy<(TemplateMatcher Route, IReadOnlyList<string> Methods)[]> routes = new(() =>
        [
            .. endpoints
                .Endpoints.OfType<RouteEndpoint>()
                .Where(endpoint => !endpoint.RoutePattern.Parameters.Any(parameter => parameter.IsCatchAll))
                .Select(endpoint =>
                    (
                        new TemplateMatcher(new RouteTemplate(endpoint.RoutePattern), []),
                        endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []
                    )
                ),
        ]
    );

    /// <summary>Empty if no route has this path.</summary>
    public IReadOnlyList<string> Of(PathString path) =>
        [
            .. routes
                .Value.Where(route => route.Route.TryMatch(path, []))
                .SelectMany(route => route.Methods)
                .Select(method => method.ToUpperInvariant())
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];
}
